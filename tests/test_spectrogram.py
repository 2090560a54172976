"""The spectrogram agrees with the formulas, and neither loudness nor DC shows in it."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals import babble, noise, tone
from training.params import Params, SpectrogramParams
from training.spectrogram import spectrogram, stft_window

P = SpectrogramParams()


@pytest.mark.parametrize("k", [2, 10, 100, 254])
def test_a_sine_on_a_bin_has_the_level_that_theory_gives(k: int) -> None:
    x = tone(k * 16_000 / P.n_fft, 16_000, 2.0)
    s = spectrogram(x, P)
    # At unit RMS the amplitude is √2; |X| on the bin is √2 · Σw / 2, its neighbours half of that.
    w = stft_window(P.n_fft).astype(np.float64)
    expected = np.log10((np.sqrt(2) * w.sum() / 2) ** 2 / np.sum(w**2))
    bin_ = k - P.first_bin
    np.testing.assert_allclose(s[:, bin_], expected, atol=1e-4)
    np.testing.assert_allclose(s[:, bin_ - 1], expected - np.log10(4), atol=1e-4)
    far = np.delete(s, np.arange(max(bin_ - 3, 0), min(bin_ + 4, P.n_bins)), axis=1)
    assert far.max() < expected - 5


def test_white_noise_lies_around_zero() -> None:
    s = spectrogram(noise(32_000), P)
    assert np.log10(np.mean(10.0**s)) == pytest.approx(0, abs=0.02)


def test_the_level_of_the_sound_makes_no_difference() -> None:
    x = babble(16_000, 2.0)
    np.testing.assert_array_equal(spectrogram(x * np.float32(1 / 64), P), spectrogram(x, P))
    np.testing.assert_allclose(spectrogram(x * 0.01, P), spectrogram(x, P), atol=1e-3)


def test_an_offset_makes_no_difference() -> None:
    x = babble(16_000, 2.0)
    np.testing.assert_allclose(spectrogram(x + 0.25, P), spectrogram(x, P), atol=1e-2)


def test_silence_lies_on_the_floor() -> None:
    for x in (np.zeros(32_000, np.float32), np.full(32_000, 0.3, np.float32)):
        assert (spectrogram(x, P) == np.float32(np.log10(P.power_floor))).all()


def test_single_precision_is_near_enough_to_train_with() -> None:
    x = babble(16_000, 2.0)
    assert np.abs(spectrogram(x, P, np.float32) - spectrogram(x, P)).max() < 0.05


def test_the_shape_is_frames_by_bins_also_for_batches() -> None:
    frames, bins = Params().n_frames, P.n_bins
    batch = np.stack([babble(16_000, 2.0, seed) for seed in range(3)])
    s = spectrogram(batch, P)
    assert s.shape == (3, frames, bins)
    assert s.dtype == np.float32
    np.testing.assert_allclose(s[1], spectrogram(batch[1], P), atol=1e-6)


def test_the_window_is_periodic_not_symmetric() -> None:
    w = stft_window(512)
    assert w[0] == 0
    assert w[256] == 1
    np.testing.assert_allclose(w[1:], w[:0:-1], atol=1e-7)
    assert w[511] > 0
