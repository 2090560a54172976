"""Every design of the ablations is a network that fits, and front ends are what they are called."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals import tone
from training.ablations import VARIANTS
from training.front_ends import LFCC, linear_matrix, mel_matrix
from training.model import Design, build_model, multiply_accumulates
from training.params import Params
from training.spectrogram import spectrogram

P = Params()
MOST = 200e6


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_gives_probabilities_within_the_budget(name: str) -> None:
    variant = VARIANTS[name]
    model = build_model(variant.params, variant.design)
    windows = np.stack([tone(440, 16_000, 2.0), tone(3_000, 16_000, 2.0)])
    x = spectrogram(windows, variant.params.spectrogram)[..., None]
    y = np.asarray(model.predict_on_batch(x))
    assert y.shape == (2, 2)
    np.testing.assert_allclose(y.sum(axis=1), 1, atol=1e-5)
    assert 10e6 < multiply_accumulates(model) < MOST


def test_variants_differ_from_what_is_shipped() -> None:
    first, *others = VARIANTS.values()
    assert first.design == Design()
    assert all(variant != first for variant in others)
    assert len(set(map(repr, others))) == len(others)


def test_bands_cover_their_frequencies() -> None:
    for matrix in (mel_matrix(80, P), linear_matrix(128, P)):
        assert matrix.shape[0] == P.spectrogram.n_bins
        np.testing.assert_allclose(matrix.sum(axis=0), 1, atol=1e-5)
        centres = (matrix * np.arange(256)[:, None]).sum(axis=0)
        assert (np.diff(centres) > 0).all()
    assert linear_matrix(128, P).shape[1] > LFCC
