"""Noise suppression and automatic gain do what such devices do."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals import noise, tone
from training.cleaning import denoised, levelled

SEEDS = range(12)


def gapped(loud: float, quiet: float) -> np.ndarray:
    """Two seconds of a tone, the second half at another level."""
    x = tone(800, 16_000, 2.0)
    x[16_000:] *= quiet / loud
    return np.asarray(x * loud, np.float32)


def rms(x: np.ndarray) -> float:
    return float(np.sqrt(np.mean(x**2)))


@pytest.mark.parametrize("seed", SEEDS)
def test_noise_goes_down_more_than_the_voice(seed: int) -> None:
    x = gapped(0.5, 1e-6) + noise(32_000, amplitude=0.01)
    y = denoised(x.astype(np.float32), np.random.default_rng(seed))
    voice = rms(y[2_000:14_000]) / rms(x[2_000:14_000])
    gap = rms(y[18_000:30_000]) / rms(x[18_000:30_000])
    assert gap < 0.9
    assert gap < voice


@pytest.mark.parametrize("seed", SEEDS)
def test_quiet_passages_come_up(seed: int) -> None:
    x = gapped(0.5, 0.05)
    y = levelled(x, 16_000, np.random.default_rng(seed))
    assert rms(y[20_000:]) > 1.2 * rms(x[20_000:])
    assert rms(y[:12_000]) == pytest.approx(rms(x[:12_000]), rel=0.05)
    assert rms(y[20_000:]) < rms(y[:12_000])


@pytest.mark.parametrize("x", [np.zeros(32_000, np.float32), noise(32_001), tone(50, 16_000, 0.5)])
def test_the_result_is_finite_and_as_long(x: np.ndarray) -> None:
    for y in (denoised(x, np.random.default_rng(0)), levelled(x, 16_000, np.random.default_rng(0))):
        assert y.shape == x.shape
        assert y.dtype == np.float32
        assert np.isfinite(y).all()
