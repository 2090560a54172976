"""The command line: one answer a file, errors named and not fatal, JSON that programs can read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf

from tests.signals import babble
from training import predict
from training.messages import ERRORS, REASONS
from training.nonspeech import generate
from training.shipped import MODEL_DIR, ShippedModel

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
KEYS = [
    "file", "duration_s", "verdict", "p_fake", "reasons", "reason_codes", "quality", "windows",
    "model",
]  # fmt: skip

Command = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(
    shipped: ShippedModel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """The command with the model loaded already: (exit status, lines of output, errors)."""
    monkeypatch.setattr(predict, "load_shipped", lambda _: shipped)

    def command(*arguments: str | Path) -> tuple[int, list[str], str]:
        status = predict.main([str(a) for a in arguments])
        output = capsys.readouterr()
        return status, output.out.splitlines(), output.err

    return command


def test_json_has_the_agreed_keys_in_the_agreed_order(run: Command) -> None:
    status, lines, _ = run("--json", CLIP)
    assert status == 0
    answer: dict[str, Any] = json.loads(lines[0])
    assert list(answer) == KEYS
    assert answer["file"] == str(CLIP)
    assert answer["duration_s"] == 3.5
    assert answer["verdict"] in ("real", "fake", "unsure")
    assert 0 <= answer["p_fake"] <= 1
    assert [w["start_s"] for w in answer["windows"]] == [0.0, 1.0, 1.5]
    assert all(list(w) == ["start_s", "p_fake"] for w in answer["windows"])


def test_the_result_names_the_weights_that_gave_it(run: Command) -> None:
    _, lines, _ = run("--json", CLIP)
    data = (MODEL_DIR / "weights.bin").read_bytes()
    assert json.loads(lines[0])["model"] == hashlib.sha256(data).hexdigest()


def test_a_bad_file_does_not_stop_the_others(run: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "letter.wav").write_text("Dear reader, this is no sound at all.\n" * 20)
    nan = babble(16_000, 1.0)
    nan[100] = np.nan
    sf.write(tmp_path / "nan.wav", nan, 16_000, subtype="FLOAT")
    sf.write(tmp_path / "nothing.wav", np.zeros(0), 16_000)
    bad = {
        tmp_path / "missing.wav": "missing",
        tmp_path: "not_a_file",
        tmp_path / "empty.wav": "empty",
        tmp_path / "letter.wav": "undecodable",
        tmp_path / "nan.wav": "not_finite",
        tmp_path / "nothing.wav": "no_audio",
    }
    status, lines, _ = run("--json", *bad, CLIP)
    assert status == 1
    *errors, last = [json.loads(line) for line in lines]
    assert errors == [
        {"file": str(f), "error": ERRORS[code], "error_code": code} for f, code in bad.items()
    ]
    assert list(last) == KEYS


def test_for_people_there_is_one_line_a_file(run: Command, tmp_path: Path) -> None:
    sf.write(tmp_path / "silence.wav", np.zeros(32_000), 16_000)
    status, lines, _ = run(CLIP, tmp_path / "silence.wav", tmp_path / "no.wav")
    assert status == 1
    assert lines[0].startswith(f"{CLIP}: ")
    assert "probability of a fake" in lines[0]
    assert lines[1] == f"{tmp_path / 'silence.wav'}: can't tell ({REASONS['silent']})"
    assert lines[2] == f"{tmp_path / 'no.wav'}: error: {ERRORS['missing']}"


@pytest.mark.parametrize(
    ("seconds", "level", "reason"),
    [(0.4, 1.0, "too_short"), (2.0, 0.0, "silent"), (3.0, 1e-5, "silent")],
)
def test_without_speech_the_answer_is_unsure(
    run: Command, tmp_path: Path, seconds: float, level: float, reason: str
) -> None:
    path = tmp_path / "a.wav"
    sf.write(path, level * babble(16_000, seconds), 16_000, subtype="FLOAT")
    status, lines, _ = run("--json", path)
    answer = json.loads(lines[0])
    assert status == 0
    assert (answer["verdict"], answer["p_fake"], answer["windows"]) == ("unsure", None, [])
    assert answer["reasons"] == [REASONS[reason]]


def test_music_is_not_judged(run: Command, tmp_path: Path) -> None:
    """It rises and falls as speech does; the network hears that nobody speaks."""
    rng = np.random.default_rng(5)
    notes = [generate("chord", 32_000, 16_000, rng) for _ in range(8)]
    files = [tmp_path / f"{i}.wav" for i in range(len(notes))]
    for file, x in zip(files, notes, strict=True):
        sf.write(file, x, 16_000)
    _, lines, _ = run("--json", *files, CLIP)
    *music, speech = [json.loads(line) for line in lines]
    assert sum(answer["reason_codes"] == ["no_voice"] for answer in music) >= 7
    assert len(speech["windows"]) == 3


def test_two_answers_to_one_file_are_the_same(run: Command) -> None:
    _, lines, _ = run("--json", CLIP, CLIP)
    assert lines[0] == lines[1]


def test_a_long_file_has_a_window_a_second(run: Command, tmp_path: Path) -> None:
    sf.write(tmp_path / "long.wav", babble(16_000, 40.0), 16_000)
    _, lines, _ = run("--json", tmp_path / "long.wav")
    assert [w["start_s"] for w in json.loads(lines[0])["windows"]] == [float(s) for s in range(39)]


def test_the_hop_can_be_chosen(run: Command) -> None:
    _, lines, _ = run("--json", "--hop", "0.5", CLIP)
    starts = [w["start_s"] for w in json.loads(lines[0])["windows"]]
    assert starts == [0.0, 0.5, 1.0, 1.5]


@pytest.mark.parametrize("hop", ["nan", "inf", "-1", "0", "often"])
def test_a_hop_that_is_none_is_a_wrong_usage(hop: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        predict.main(["--hop", hop, str(CLIP)])
    assert caught.value.code == 2
    assert "argument --hop" in capsys.readouterr().err


def test_another_band_gives_another_verdict(run: Command) -> None:
    for band, verdict in ((("0", "0"), "fake"), (("1", "1"), "real"), (("0", "1"), "unsure")):
        _, lines, _ = run("--json", "--band", *band, CLIP)
        assert json.loads(lines[0])["verdict"] == verdict


@pytest.mark.parametrize("band", [("0.7", "0.6"), ("-0.1", "0.5"), ("0.5", "nan")])
def test_a_band_that_is_none_is_a_wrong_usage(
    band: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        predict.main(["--band", *band, str(CLIP)])
    assert caught.value.code == 2
    assert "argument --band" in capsys.readouterr().err


def test_without_files_it_is_a_wrong_usage() -> None:
    with pytest.raises(SystemExit) as caught:
        predict.main([])
    assert caught.value.code == 2


def test_without_a_model_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert predict.main([f"--model={tmp_path}", str(CLIP)]) == 2
    assert "can't be used" in capsys.readouterr().err
