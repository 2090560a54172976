"""Generated sound is audible, reproducible and mostly restless enough to be judged."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals import tone
from training.backgrounds import Backgrounds
from training.dataset import to_int16
from training.nonspeech import KINDS, generate
from training.params import Params
from training.speech import speech_in


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_sound_of_a_sane_level(kind: str) -> None:
    for seed in range(10):
        x = generate(kind, 32_000, 16_000, np.random.default_rng(seed))
        assert x.dtype == np.float32
        assert x.shape == (32_000,)
        assert np.isfinite(x).all()
        assert 0.45 < np.abs(x).max() < 0.55
        np.testing.assert_array_equal(
            x, generate(kind, 32_000, 16_000, np.random.default_rng(seed))
        )


def test_most_of_it_passes_for_speech_by_its_level_alone() -> None:
    """Otherwise the network would never be asked, and the training on it would be for nothing."""
    rng = np.random.default_rng(0)
    drawn = [generate(kind, 32_000, 16_000, rng) for kind in KINDS for _ in range(20)]
    assert np.mean([speech_in(x, Params()) == "speech" for x in drawn]) > 0.6


def test_without_recordings_everything_is_generated() -> None:
    b, rng = Backgrounds(), np.random.default_rng(0)
    for _ in range(10):
        noise = b.noise(8_000, 16_000, rng)
        assert noise.shape == (8_000,)
        assert np.sqrt(np.mean(noise**2)) == pytest.approx(1.0, rel=1e-4)
        assert b.no_speech(8_000, 16_000, rng).shape == (8_000,)
        assert 0 < b.room(8_000, 16_000, rng, 0.6).size <= 8_000


@pytest.mark.parametrize("varied", [True, False])
def test_training_hears_recordings_at_other_speeds_and_backwards(varied: bool) -> None:
    rising = tone(1_000, 16_000, 20.0) * np.linspace(0.1, 1, 320_000)
    b = Backgrounds([to_int16(rising.astype(np.float32))], varied=varied)
    pitches, backwards = [], []
    for seed in range(200):
        y = b.noise(16_000, 16_000, np.random.default_rng(seed))
        spectrum = np.abs(np.fft.rfft(y))
        if spectrum.argmax() < 400 or spectrum.max() < 0.1 * spectrum.sum():
            continue  # generated noise
        pitches.append(float(spectrum.argmax()))
        backwards.append(np.std(y[:4_000]) > np.std(y[-4_000:]))
    assert 60 < len(pitches) < 140
    others = np.mean(np.abs(np.array(pitches) - 1_000) > 20)
    if varied:
        assert 0.3 < others < 0.7
        assert min(pitches) > 480
        assert max(pitches) < 2_020
        assert 0.1 < np.mean(backwards) < 0.4
    else:
        assert others == 0
        assert not any(backwards)
