"""Every design of the ablations is a network that fits, and front ends are what they are called."""

from __future__ import annotations

import numpy as np
import pytest

from tests.signals import babble, tone
from training.features import features
from training.front_ends import LFCC, linear_matrix, mel_matrix
from training.model import Design, build_model, members, multiply_accumulates
from training.objective import MemberLoss, accuracy
from training.params import OUTPUTS, Params
from training.variants import VARIANTS

P = Params()
MOST = 200e6


@pytest.mark.parametrize("name", VARIANTS)
def test_every_variant_gives_probabilities_within_the_budget(name: str) -> None:
    variant = VARIANTS[name]
    model = build_model(variant.params, variant.design)
    windows = np.stack([tone(440, 16_000, 2.0), tone(3_000, 16_000, 2.0)])
    x = features(windows, variant.params)[..., None]
    y = np.asarray(model.predict_on_batch(x))
    assert y.shape == (2, OUTPUTS)
    np.testing.assert_allclose(y.reshape(2, 2, 2).sum(axis=2), 1, atol=1e-5)
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


def test_branches_are_averaged_by_their_logits() -> None:
    model = build_model(P)
    x = features(np.stack([babble(16_000, 2.0), tone(440, 16_000, 2.0)]), P)
    logits = np.asarray(members(model).predict_on_batch(x[..., None]))
    assert logits.shape == (2, len(Design().branches), OUTPUTS)
    assert np.abs(logits[:, 0] - logits[:, 1]).max() > 1e-3
    pairs = np.exp(logits.mean(axis=1)).reshape(2, 2, 2)
    expected = (pairs / pairs.sum(axis=2, keepdims=True)).reshape(2, OUTPUTS)
    np.testing.assert_allclose(model.predict_on_batch(x[..., None]), expected, atol=1e-6)


def test_each_branch_answers_for_its_own_errors() -> None:
    """Two branches that are wrong in opposite ways are not right together."""
    targets = np.array([[0.0, 1.0, 0.0, 1.0]], np.float32)
    sure = [-30.0, 30.0]
    opposite = np.array([[[4.0, 0.0, *sure], [0.0, 4.0, *sure]]], np.float32)
    undecided = np.array([[[0.0, 0.0, *sure]] * 2], np.float32)
    loss = MemberLoss(0.0)
    assert float(loss(targets, opposite)) > float(loss(targets, undecided)) + 1
    each = np.log1p(np.exp([4.0, -4.0]))
    assert float(loss(targets, opposite)) == pytest.approx(each.mean(), rel=1e-5)


def test_what_is_said_about_voices_costs_nothing() -> None:
    loss = MemberLoss(0.05)
    targets = np.array([[0.0, 1.0, 1.0, 0.0]], np.float32)
    right, wrong = (np.array([[[0.3, 1.0, *v]] * 2], np.float32) for v in ((9, -9), (-9, 9)))
    assert float(loss(targets, right)) == float(loss(targets, wrong)) > 0


def test_accuracy_is_that_of_the_branches_together() -> None:
    targets = np.array([[0.0, 1.0, 0.0, 1.0], [1.0, 0.0, 0.0, 1.0]], np.float32)
    labels = [[[1.0, 0.0], [0.0, 3.0]], [[0.0, 1.0], [0.0, 1.0]]]
    logits = np.concatenate([labels, np.full((2, 2, 2), 9.0)], axis=2).astype(np.float32)
    np.testing.assert_array_equal(accuracy(targets, logits), [1, 0])
