"""Packages are fetched once, whole, and by the ordinary clients."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.corpus_fakes import program
from training.corpus import packages, programs
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.programs import find

Calls = list[list[str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """Replaces the clients by ones that make tiny packages; returns what was called."""
    called: Calls = []

    def run(command: list[str], cwd: Path | None = None) -> str:
        called.append(command)
        if command[:2] == ["apt-get", "download"] and cwd:
            (cwd / f"{command[2]}_1_all.deb").touch()
        elif command[:2] == ["dpkg-deb", "-x"]:
            name = Path(command[2]).name.split("_")[0]
            program(Path(command[3]) / "usr/bin", name, "echo spoken")
            lib = Path(command[3]) / f"usr/lib/{name}/lib{name}.so.1"
            lib.parent.mkdir(parents=True)
            lib.touch()
        elif command[0] == "apt-cache":
            return "talker\n  Depends: libc6\nlibc6\nlibtalk1\n<virtual>\n"
        elif command[0] == "dpkg-query":
            return "libc6 installed\nlibtalk1 not-installed\n"
        elif "download" in command and cwd:
            with zipfile.ZipFile(cwd / "it-1-py3-none-any.whl", "w") as wheel:
                wheel.writestr("it/data.txt", "wheel")
        elif command[:2] == ["npm", "pack"] and cwd:
            with tarfile.open(cwd / "it-1.tgz", "w:gz") as tar:
                member = tarfile.TarInfo("package/data.txt")
                member.size = 3
                tar.addfile(member, io.BytesIO(b"npm"))
        return ""

    monkeypatch.setattr(packages, "run", run)
    monkeypatch.setattr(programs, "run", run)
    return called


def test_each_kind_is_extracted_once(tmp_path: Path, calls: Calls) -> None:
    cache = Packages(tmp_path / "downloads")
    for _ in range(2):
        assert (cache.deb("talker") / "usr/bin/talker").is_file()
        assert (cache.wheel("it==1") / "it/data.txt").read_text() == "wheel"
        assert (cache.npm("it@1") / "package/data.txt").read_text() == "npm"
    assert len(calls) == 4
    assert not list((tmp_path / "downloads").glob("*/.*"))


def test_a_download_that_was_cut_off_is_done_again(tmp_path: Path, calls: Calls) -> None:
    left = tmp_path / "deb/.talker.partial/old.deb"
    left.parent.mkdir(parents=True)
    left.touch()
    assert (Packages(tmp_path).deb("talker") / "usr/bin/talker").is_file()
    assert len(calls) == 2


def test_a_client_that_fails_is_named_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"`sh -c echo .* failed: E: no such package"):
        packages.run(["sh", "-c", "echo hello; echo E: no such package >&2; exit 100"])
    with pytest.raises(CorpusError, match="no-such-client is not installed"):
        packages.run(["no-such-client"])
    assert packages.run(["pwd"], tmp_path).strip() == str(tmp_path)


def test_an_installed_program_is_preferred(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "talker", "cat")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    talker = find(Packages(tmp_path / "downloads"), "talker", "talker")
    assert talker.path == str(path)
    assert talker(stdin="ahoj, světe") == "ahoj, světe"


def test_a_program_runs_from_its_packages_with_what_the_system_lacks(
    tmp_path: Path, calls: Calls
) -> None:
    talker = find(Packages(tmp_path), "talker", "talker")
    assert talker() == "spoken\n"
    folders = talker.env["LD_LIBRARY_PATH"].split(":")
    assert [Path(f).name for f in folders] == ["libtalk1", "talker"]
    fetched = [command[2] for command in calls if command[0] == "apt-get"]
    assert fetched == ["talker", "libtalk1"]
    calls.clear()
    find(Packages(tmp_path), "talker", "talker")
    assert not calls
