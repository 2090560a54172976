"""What is not speech is not judged, and the reason is the right one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.signals import babble, noise, tone
from training.audio import load
from training.params import Params
from training.speech import frame_levels, mostly_voiceless, percentile, speech_in
from training.windows import cut_window, window_starts

P = Params()
CLIPS = Path(__file__).parent / "clips"


def test_silence_is_silent() -> None:
    assert speech_in(np.zeros(32_000, np.float32), P) == "silent"


def test_an_offset_alone_is_silent() -> None:
    assert speech_in(np.full(32_000, 0.5, np.float32), P) == "silent"


def test_hiss_below_the_threshold_is_silent() -> None:
    assert speech_in(noise(32_000, amplitude=5e-4), P) == "silent"


def test_a_click_in_silence_is_silent() -> None:
    x = np.zeros(32_000, np.float32)
    x[16_000:16_100] = 0.9
    assert speech_in(x, P) == "silent"


def test_steady_noise_is_not_speech() -> None:
    assert speech_in(noise(32_000), P) == "no_speech"


def test_a_steady_tone_is_not_speech() -> None:
    assert speech_in(tone(440, 16_000, 2.0), P) == "no_speech"


def test_syllables_are_speech() -> None:
    assert speech_in(babble(16_000, 2.0), P) == "speech"


@pytest.mark.parametrize("path", sorted(CLIPS.glob("*.flac")), ids=lambda path: path.stem)
def test_every_test_clip_is_speech(path: Path) -> None:
    x, _ = load(path, P)
    for start in window_starts(x.size, P.window):
        assert speech_in(cut_window(x, start, P.window), P) == "speech"


def test_less_than_a_frame_is_silent() -> None:
    assert speech_in(noise(100), P) == "silent"


def test_levels_are_in_db_of_full_scale_without_dc() -> None:
    square = np.tile(np.array([1, -1], np.float32), 800) + np.float32(0.5)
    np.testing.assert_allclose(frame_levels(square, 320), np.zeros(5), atol=1e-6)
    np.testing.assert_allclose(frame_levels(square * 0.1, 320), np.full(5, -20), atol=1e-5)


def test_the_percentile_is_one_of_the_values() -> None:
    values = np.array([5.0, 1.0, 3.0, 2.0, 4.0])
    assert [percentile(values, q) for q in (0, 0.1, 0.5, 0.95, 1)] == [1, 1, 3, 4, 5]


@pytest.mark.parametrize(
    ("voiced", "moving", "expected"),
    [(0, 9, False), (1, 1, False), (1, 4, False), (1, 5, True), (4, 16, False), (4, 17, True)],
)
def test_less_than_a_quarter_of_voices_is_mostly_something_else(
    voiced: int, moving: int, expected: bool
) -> None:
    assert mostly_voiceless(voiced, moving, P) is expected
