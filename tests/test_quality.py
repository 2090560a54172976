"""Quality is measured as its names say, on sound whose quality is known."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.signals import noise
from training.audio import load
from training.backgrounds import Backgrounds
from training.conditions import conditions
from training.params import Params
from training.quality import Quality, mean_quality, remarks, window_quality
from training.spectrogram import spectrogram
from training.windows import cut_window

P = Params()
SPEECH, _ = load(Path(__file__).parent / "clips" / "real-ru.flac", P)
CHANGES = {(c.group, c.name): c.change for c in conditions(Backgrounds())}
GOOD = Quality(snr_db=40, bandwidth_hz=8_000, clipped_share=0)


def quality(x: np.ndarray) -> Quality:
    window = cut_window(x, 0, P.window)
    return window_quality(window, spectrogram(window, P.spectrogram), P)


def through(group: str, name: str) -> Quality:
    return quality(CHANGES[group, name](SPEECH, np.random.default_rng(0)))


@pytest.mark.parametrize("hz", [3_400, 4_000, 5_500, 7_000])
def test_the_bandwidth_is_where_the_sound_ends(hz: int) -> None:
    assert through("band", f"up to {hz} Hz").bandwidth_hz == pytest.approx(hz, abs=150)


def test_noise_lifts_the_pauses() -> None:
    hiss = noise(SPEECH.size, amplitude=float(SPEECH.std()))
    levels = [quality(SPEECH + hiss * 10 ** (-db / 20)).snr_db for db in (30, 20, 10, 5)]
    assert levels == sorted(levels, reverse=True)
    assert levels[-1] < P.quality.noisy_below_db < quality(SPEECH).snr_db


def test_clipped_samples_are_counted() -> None:
    assert quality(SPEECH).clipped_share < P.quality.clipped_over
    assert through("clipping", "1% of samples").clipped_share == pytest.approx(0.01, rel=0.6)


def test_silence_around_speech_does_not_count_without_end() -> None:
    x = np.concatenate([SPEECH[:16_000], np.zeros(16_000, np.float32)])
    assert quality(x).snr_db == P.quality.largest_snr_db


def test_a_clip_has_the_mean_of_its_windows() -> None:
    assert mean_quality([GOOD, Quality(20, 4_000, 0.02)]) == Quality(30, 6_000, 0.01)
    assert mean_quality([]) is None


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"snr_db": 17.9}, ["noisy"]),
        ({"bandwidth_hz": 4_000}, ["narrow_band"]),
        ({"clipped_share": 0.006}, ["clipped"]),
        ({"snr_db": 5, "clipped_share": 0.1}, ["noisy", "clipped"]),
    ],
)
def test_what_is_remarkable_is_remarked(change: dict[str, float], expected: list[str]) -> None:
    assert remarks(replace(GOOD, **change), [1.0], P) == expected


@pytest.mark.parametrize(
    ("logits", "disagree"),
    [([1, -1], True), ([2, 2, 2, -1], True), ([2, 2, 2, 2, -1], False), ([-1], False)],
)
def test_windows_disagree_from_a_quarter_on(logits: list[float], disagree: bool) -> None:
    assert remarks(GOOD, logits, P) == (["windows_disagree"] if disagree else [])
    assert remarks(None, [], P) == []
