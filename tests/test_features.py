"""What the network is given: two spectrograms in one array, and back."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.signals import babble
from training.features import features, parts, together
from training.params import Params
from training.spectrogram import spectrogram

P = Params()
APART = 190


def test_both_spectrograms_are_in_it() -> None:
    x = babble(P.sample_rate_hz, 2.0)
    coarse, fine = parts(features(x, P), P)
    np.testing.assert_array_equal(coarse, spectrogram(x, P.spectrogram))
    np.testing.assert_array_equal(fine, spectrogram(x, P.fine)[: len(fine)])
    assert 0 <= P.fine.n_frames(x.size) - len(fine) < P.spectrogram.n_bins // P.fine.n_bins


def test_it_has_the_shape_that_the_parameters_say_also_for_batches() -> None:
    x = np.stack([babble(P.sample_rate_hz, 2.0, seed) for seed in range(3)])
    got = features(x, P)
    assert got.shape == (3, *P.input_shape)
    assert got.dtype == np.float32
    np.testing.assert_allclose(got[1], features(x[1], P), atol=1e-6)
    other = replace(P, fine=replace(P.fine, n_fft=256, n_bins=128))
    assert features(x[0], other).shape == other.input_shape


def test_what_is_taken_apart_fits_together() -> None:
    x = features(babble(P.sample_rate_hz, 2.0), P)
    np.testing.assert_array_equal(together(*parts(x, P)), x)


def test_only_the_fine_one_has_pulses_apart() -> None:
    """Pulses every 12 ms come and go in frames of 8 ms, not in frames of 32 ms."""
    x = np.zeros(P.window.length, np.float32)
    x[::APART] = 1
    coarse, fine = parts(features(x, P), P)
    assert np.ptp(coarse.max(axis=1)[5:-5]) < 0.2
    assert np.ptp(fine.max(axis=1)[5:-5]) > 1
