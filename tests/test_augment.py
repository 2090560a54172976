"""Augmentation is reproducible, safe on any sound, and cannot know the label."""

from __future__ import annotations

import inspect
from dataclasses import replace

import numpy as np
import pytest

from tests.signals import babble, noise
from training.augment import AugmentParams, augment, mask

A = AugmentParams()
ALWAYS = replace(
    A, band_limit=1, colour=1, reverb=1, noise=1, clip=1, quantise=1, mask=1,
)  # fmt: skip


def changed(x: np.ndarray, seed: int, a: AugmentParams = A) -> np.ndarray:
    return augment(x, 16_000, np.random.default_rng(seed), a)


def test_one_seed_gives_one_result() -> None:
    x = babble(16_000, 2.0)
    np.testing.assert_array_equal(changed(x, 5), changed(x, 5))


def test_other_seeds_give_other_results() -> None:
    x = babble(16_000, 2.0)
    assert not np.array_equal(changed(x, 5), changed(x, 6))


def test_the_input_stays_as_it_was() -> None:
    x = babble(16_000, 2.0)
    before = x.copy()
    changed(x, 1, ALWAYS)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "x",
    [
        np.zeros(32_000, np.float32),
        np.full(32_000, 0.5, np.float32),
        noise(32_000, amplitude=1e-7),
        np.clip(100 * babble(16_000, 2.0), -1, 1),
        babble(16_000, 2.0),
    ],
    ids=["silence", "offset", "faint", "clipped", "speech"],
)
def test_the_result_is_finite_and_as_long(x: np.ndarray, seed: int) -> None:
    y = changed(x, seed, ALWAYS)
    assert y.shape == x.shape
    assert y.dtype == np.float32
    assert np.isfinite(y).all()


def test_no_step_is_told_the_label() -> None:
    for function in (augment, mask):
        names = set(inspect.signature(function).parameters)
        assert not names & {"label", "labels", "is_fake", "clip", "source", "engine", "y"}


def test_with_every_step_off_only_the_level_changes() -> None:
    off = replace(A, band_limit=0, colour=0, reverb=0, noise=0, clip=0, quantise=0)
    x = babble(16_000, 2.0)
    np.testing.assert_allclose(changed(x, 3, off), x / np.sqrt(np.mean(x**2)), atol=1e-4)


def test_masking_covers_one_band_and_one_stretch() -> None:
    s = np.random.default_rng(0).random((197, 256)).astype(np.float32)
    before = s.copy()
    masked = mask(s, np.random.default_rng(1), ALWAYS)
    np.testing.assert_array_equal(s, before)
    hidden = masked == s.mean()
    bands, stretches = hidden.all(axis=0).sum(), hidden.all(axis=1).sum()
    assert 1 <= bands < ALWAYS.mask_bins
    assert 1 <= stretches < ALWAYS.mask_frames
    np.testing.assert_array_equal(masked[~hidden], s[~hidden])


def test_masking_is_left_out_as_often_as_asked() -> None:
    s = np.zeros((197, 256), np.float32)
    assert mask(s, np.random.default_rng(0), replace(A, mask=0)) is s
