"""A file gets the same result from the page and from the command line, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from numpy.typing import NDArray

from tests import parity
from tests.audio_page import AudioPage, PageError
from tests.signals import babble, noise, song_and_word, tone
from training.messages import ERRORS, REASONS, AudioError
from training.nonspeech import generate
from training.predict import classify, with_hop
from training.shipped import ShippedModel

CLIPS = Path(__file__).parent / "clips"
ALIKE = sorted(path for kind in ("wav", "flac", "mp3") for path in CLIPS.rglob(f"*.{kind}"))
"""What both sides decode to the same samples."""
OTHERS = sorted(path for path in (CLIPS / "formats").iterdir() if path not in ALIKE)


def name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", ALIKE, ids=name)
def test_a_recording_gets_the_same_probabilities(
    js: AudioPage, shipped: ShippedModel, path: Path
) -> None:
    parity.compare_results(js.call("classifyFile", path), classify(path, shipped))


@pytest.mark.parametrize("path", OTHERS, ids=name)
def test_one_that_the_browser_decodes_gets_the_same_verdict(
    js: AudioPage, shipped: ShippedModel, path: Path
) -> None:
    got = js.call("classifyFile", path)
    parity.compare_results(got, classify(path, shipped), alike=False)


def test_the_formats_are_all_there() -> None:
    names = [path.name for path in (*ALIKE, *OTHERS)]
    for part in (".wav", ".flac", ".mp3", ".m4a", ".ogg", ".opus", ".webm", "-stereo-", "-mono-"):
        assert any(part in name for name in names), part
    for rate in ("-8k-", "-11k025-", "-16k-", "-22k05-", "-44k1-", "-48k-"):
        assert any(rate in name for name in names), rate


def with_value(value: float) -> NDArray[np.float32]:
    x = babble(16_000, 2.5)
    x[20_000] = value
    return x


def music(seconds: float) -> NDArray[np.float32]:
    return generate("chord", round(16_000 * seconds), 16_000, np.random.default_rng(0))


AWKWARD: dict[str, tuple[Callable[[], NDArray[np.float32]], int]] = {
    "silence": (lambda: np.zeros(48_000, np.float32), 16_000),
    "offset": (lambda: np.full(48_000, 0.4, np.float32), 16_000),
    "clipping": (lambda: np.clip(40 * babble(44_100, 2.5), -1, 1), 44_100),
    "out of phase": (lambda: np.stack([babble(16_000, 2.5), -babble(16_000, 2.5)]), 16_000),
    "6 channels": (lambda: babble(48_000, 2.1, channels=6), 48_000),
    "hiss": (lambda: noise(40_000), 16_000),
    "tone": (lambda: tone(440, 22_050, 2.5), 22_050),
    "music": (lambda: music(2.0), 16_000),
    "speech after music": (lambda: np.concatenate([music(5.0), babble(16_000, 4.0)]), 16_000),
    "a word after a song": (song_and_word, 16_000),
    "speech after silence": (
        lambda: np.concatenate([np.zeros(64_000, np.float32), babble(16_000, 2.0)]),
        16_000,
    ),
    "no samples": (lambda: np.zeros(0, np.float32), 16_000),
    "one sample": (lambda: np.ones(1, np.float32), 16_000),
    "half a second less one": (lambda: babble(16_000, 1.0)[:7_999], 16_000),
    "half a second": (lambda: babble(16_000, 1.0)[:8_000], 16_000),
    "1.9 s": (lambda: babble(16_000, 1.9), 16_000),
    "2 s less one": (lambda: babble(16_000, 2.5)[:31_999], 16_000),
    "2 s": (lambda: babble(16_000, 2.0), 16_000),
    "2 s and one": (lambda: babble(16_000, 2.5)[:32_001], 16_000),
    "2 s at 44.1 kHz": (lambda: babble(44_100, 2.0), 44_100),
    "20 s": (lambda: babble(16_000, 20.0), 16_000),
    "8 kHz": (lambda: babble(8_000, 2.5), 8_000),
    "96 kHz": (lambda: babble(96_000, 2.5), 96_000),
    "44,056 Hz": (lambda: babble(44_056, 2.5), 44_056),
    "NaN": (lambda: with_value(np.nan), 16_000),
    "infinity": (lambda: with_value(np.inf), 16_000),
    "a rate too low": (lambda: babble(16_000, 1.0), 3_999),
    "a rate too high": (lambda: babble(16_000, 1.0), 800_000),
}


@pytest.mark.parametrize("kind", AWKWARD)
def test_awkward_input_gets_the_same_result_or_the_same_error(
    js: AudioPage, shipped: ShippedModel, tmp_path: Path, kind: str
) -> None:
    make, rate = AWKWARD[kind]
    path = tmp_path / "awkward.wav"
    sf.write(path, make().T, rate, subtype="FLOAT")
    error = None
    try:
        expected = classify(path, shipped)
    except AudioError as refused:
        error = str(refused)
    if error is None:
        parity.compare_results(js.call("classifyFile", path), expected)
        return
    with pytest.raises(PageError) as caught:
        js.call("classifyFile", path)
    assert str(caught.value) == error


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("silence", "silent"),
        ("offset", "silent"),
        ("out of phase", "silent"),
        ("hiss", "no_speech"),
        ("tone", "no_speech"),
        ("music", "no_voice"),
        ("half a second less one", "too_short"),
    ],
)
def test_without_speech_the_answer_is_unsure_and_says_why(
    js: AudioPage, kind: str, reason: str
) -> None:
    make, rate = AWKWARD[kind]
    x = np.atleast_2d(make()).mean(axis=0, dtype=np.float32)
    got = js.call("classify", x, rate)
    assert (got["verdict"], got["p_fake"], got["windows"]) == ("unsure", None, [])
    assert got["reasons"] == [REASONS[reason]]
    assert got["file"] is None


def test_a_word_after_a_song_is_too_little_to_judge_but_is_shown(js: AudioPage) -> None:
    got = js.call("classify", song_and_word(), 16_000)
    assert (got["verdict"], got["p_fake"]) == ("unsure", None)
    assert got["reasons"] == [REASONS["mostly_no_voice"]]
    assert 1 <= len(got["windows"]) <= 4


@pytest.mark.parametrize(
    ("kind", "code"),
    [("no samples", "no_audio"), ("NaN", "not_finite"), ("a rate too low", "bad_rate")],
)
def test_samples_that_cannot_be_judged_are_refused(js: AudioPage, kind: str, code: str) -> None:
    make, rate = AWKWARD[kind]
    with pytest.raises(PageError) as caught:
        js.call("classify", make(), rate)
    assert str(caught.value) == ERRORS[code]


def test_samples_get_what_their_file_gets(js: AudioPage, tmp_path: Path) -> None:
    x = babble(44_100, 2.5)
    sf.write(tmp_path / "a.wav", x, 44_100, subtype="FLOAT")
    from_file = js.call("classifyFile", tmp_path / "a.wav")
    from_samples = js.call("classify", x, 44_100)
    assert from_samples == {**from_file, "file": None}


def test_a_text_file_is_refused_in_the_words_of_the_command_line(
    js: AudioPage, tmp_path: Path
) -> None:
    path = tmp_path / "letter.wav"
    path.write_text("Dear reader, this is no sound at all.\n" * 10)
    with pytest.raises(PageError) as caught:
        js.call("classifyFile", path)
    assert str(caught.value) == ERRORS["undecodable"]


@pytest.mark.parametrize("hop_s", [0.5, 2.0])
def test_another_hop_gives_the_same_windows_in_both(
    js: AudioPage, shipped: ShippedModel, tmp_path: Path, hop_s: float
) -> None:
    path = tmp_path / "long.wav"
    sf.write(path, babble(16_000, 7.3), 16_000, subtype="FLOAT")
    got = js.call("classifyFile", path, {"hopS": hop_s})
    expected = classify(path, with_hop(shipped, hop_s))
    assert expected["windows"][1]["start_s"] == hop_s
    parity.compare_results(got, expected)
