"""The audit finds a shortcut where there is one, and none where there is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.signals import babble, noise
from training.corpus.clip import Clip, Label
from training.dataset import Sound, to_int16
from training.params import Params
from training.shortcuts import (
    LEFT,
    cues,
    envelope_only,
    network_without_voice,
    pauses_only,
    simple_classifiers,
    spectrum_only,
)
from training.speech import frame_levels

P = Params()
RNG = np.random.default_rng(0)


def sounds(seeds: range, louder: float) -> list[Sound]:
    """Alike, but that the fakes are `louder` times as loud."""
    made = []
    for seed in seeds:
        label: Label = "fake" if seed % 2 else "real"
        x = babble(16_000, 2.0 + seed % 5 / 5, seed) * np.float32(louder if seed % 2 else 1)
        engine = "robot" if seed % 2 else ""
        made.append(Sound(Clip(Path(f"{seed}.wav"), label, "s", engine=engine), to_int16(x)))
    return made


@pytest.mark.parametrize(("louder", "found"), [(2.5, True), (1.0, False)])
def test_a_shortcut_is_found_where_there_is_one(louder: float, found: bool) -> None:
    rows = simple_classifiers(
        sounds(range(80), louder), {"seen": sounds(range(80, 140), louder)}, P
    )
    eer = {str(row["cue"]): float(row["seen"]) for row in rows}
    assert (eer["loudness"] < 0.1) == found
    assert eer["duration"] > 0.3


def test_cues_are_what_they_are_called() -> None:
    x = np.concatenate([np.zeros(16_000, np.float32), 0.5 * babble(16_000, 3.0)])
    duration, before, after, pauses, _, peak, *_, zeros = cues(x, P)
    assert duration == 4.0
    assert before == pytest.approx(50, abs=15)
    assert after < 20
    assert 0.25 < pauses < 0.9
    assert peak == np.abs(x).max()
    assert zeros == pytest.approx(0.25, abs=0.01)


def test_only_the_rhythm_is_left() -> None:
    x = babble(16_000, 2.0)
    y = envelope_only(x, RNG)
    same = np.corrcoef(frame_levels(x, 320), frame_levels(y, 320))[0, 1]
    assert same > 0.9
    flat = np.abs(np.fft.rfft(y))
    assert flat[200:4_000].mean() == pytest.approx(flat[8_000:15_000].mean(), rel=0.1)


def test_only_the_average_spectrum_is_left() -> None:
    x = babble(16_000, 2.0)
    y = spectrum_only(x, RNG)
    np.testing.assert_allclose(
        np.abs(np.fft.rfft(y))[1:-1], np.abs(np.fft.rfft(x))[1:-1], rtol=1e-2, atol=1e-2
    )
    assert np.ptp(frame_levels(y, 320)) < np.ptp(frame_levels(x, 320)) / 2


def test_only_the_pauses_are_left() -> None:
    x = np.concatenate([babble(16_000, 1.0), noise(16_000, amplitude=1e-3)])
    y = pauses_only(x, RNG)
    assert y.shape == x.shape
    assert np.abs(y).max() < 0.01


def test_the_network_is_asked_about_each_cue() -> None:
    def loud(x: np.ndarray) -> np.ndarray:
        p = 1 / (1 + np.exp(-x.mean(axis=(1, 2, 3))))
        return np.stack([1 - p, p], axis=1)

    rows = network_without_voice({"seen": sounds(range(40), 1.0)}, loud, P)
    assert [row["cue"] for row in rows] == list(LEFT)
    assert all(0 <= float(row["seen"]) <= 1 for row in rows)


def test_without_pauses_everything_is_kept() -> None:
    assert not pauses_only(np.zeros(32_000, np.float32), RNG).any()
    assert pauses_only(np.ones(32_000, np.float32), RNG).shape == (32_000,)
