"""The command line says what is wrong, and its exit status, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus_fakes import ToySource, speech
from training.corpus import __main__ as cli
from training.corpus import registry
from training.corpus.manifest import CorpusError, read_manifest


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    log = tmp_path / "log"
    sources = (
        ToySource(log),
        ToySource(log, name="broken", plan_error=CorpusError("no such package")),
    )
    monkeypatch.setattr(registry, "SOURCES", sources)
    monkeypatch.setattr(cli, "SOURCES", sources)
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    return cli.main(["--out", str(folder / "out"), "--jobs", "1", *arguments])


def test_a_build_prints_the_summary(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(toys, "--sources", "toy", "--limit", "2") == 0
    assert "toy         2" in capsys.readouterr().out
    assert len(read_manifest(toys / "out")) == 2


def test_a_failed_source_is_named_and_the_status_is_1(
    toys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(toys) == 1
    assert "broken failed: no such package" in capsys.readouterr().err
    assert len(read_manifest(toys / "out")) == 5


def test_an_unknown_source_lists_the_valid_ones(
    toys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(toys, "--sources", "toy,klingon") == 2
    assert "unknown source klingon; there are broken, toy" in capsys.readouterr().err


def test_a_bad_extra_folder_is_named(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(toys, "--extra", str(toys / "nowhere")) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_a_bad_prebuilt_folder_is_named(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(toys, "--prebuilt", str(toys / "nowhere")) == 2
    assert "nowhere: no such folder" in capsys.readouterr().err


def test_extra_clips_reach_the_sources(toys: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speech(toys / "mine/real/a.wav")
    given = []

    def build(sources, root, context, jobs, limit):  # type: ignore[no-untyped-def]
        given.append((len(sources), root, context.extra_clips[0].path.name, jobs, limit))
        return []

    monkeypatch.setattr(cli, "build", build)
    assert run(toys, "--extra", str(toys / "mine"), "--limit", "3") == 0
    assert given == [(2, toys / "out", "a.wav", 1, 3)]


@pytest.mark.parametrize("option", [["--limit", "0"], ["--jobs", "-1"], ["--limit", "many"]])
def test_wrong_numbers(toys: Path, option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run(toys, *option)
    assert ended.value.code == 2
    assert "is not a number above 0" in capsys.readouterr().err


def test_the_list(toys: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(toys, "--list") == 0
    assert [line.split()[:2] for line in capsys.readouterr().out.splitlines()] == [
        ["toy", "real"],
        ["broken", "real"],
    ]


def test_an_interrupt_says_how_to_go_on(
    toys: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stopping = (ToySource(toys / "log", stop_after=2),)
    monkeypatch.setattr(registry, "SOURCES", stopping)
    monkeypatch.setattr(cli, "SOURCES", stopping)
    assert run(toys) == 130
    assert "goes on from here" in capsys.readouterr().err
