"""The map of what moved a decision: the same in both languages, and it finds what was planted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import parity
from tests.audio_page import AudioPage
from training.audio import load
from training.features import features, parts
from training.occlusion import BANDS, TIMES, flatten_patches, occlusion, patches_of
from training.params import Params, VerdictParams
from training.shipped import ShippedModel
from training.windows import cut_window

Samples = NDArray[np.float32]
PATCHES = TIMES * BANDS


@pytest.fixture(scope="module")
def speech(p: Params, masters: list[Path]) -> list[Samples]:
    """The first window of each recording as the network is given it."""
    return [features(cut_window(load(path, p)[0], 0, p.window), p) for path in masters]


def test_both_languages_draw_the_same_map(
    js: AudioPage, shipped: ShippedModel, speech: list[Samples]
) -> None:
    for x in speech[:3]:
        parity.compare_occlusion(js, x, shipped)


def one_patch_late(x: Samples, *rest: object) -> tuple[float, NDArray[np.float64]]:
    logit, changes = occlusion(x, *rest)  # type: ignore[arg-type]
    return logit, np.roll(changes, 1)


def other_sign(x: Samples, *rest: object) -> tuple[float, NDArray[np.float64]]:
    logit, changes = occlusion(x, *rest)  # type: ignore[arg-type]
    return logit, -changes


@pytest.mark.parametrize("mistake", [one_patch_late, other_sign])
def test_a_wrong_map_is_noticed(
    js: AudioPage, shipped: ShippedModel, speech: list[Samples], mistake: parity.OcclusionOf
) -> None:
    with pytest.raises(AssertionError, match="differs by"):
        parity.compare_occlusion(js, speech[0], shipped, mistake)


@pytest.mark.parametrize("planted", [0, 37, PATCHES - 1])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_the_map_points_at_the_only_patch_that_matters(
    p: Params, speech: list[Samples], planted: int, sign: float
) -> None:
    x = speech[0]
    inside = patches_of(p) == planted
    level = float(x[inside].mean())
    x = np.where(inside, np.float32(2), x)

    def looks_there(batch: Samples) -> Samples:
        logit = sign * (batch[:, inside, 0].mean(axis=1) - level)
        fake = 1 / (1 + np.exp(-logit))
        return np.stack([1 - fake, fake], axis=1)

    params = replace(p, verdict=VerdictParams())
    logit, changes = occlusion(x, looks_there, params)
    assert int(np.abs(changes).argmax()) == planted
    assert np.sign(changes[planted]) == np.sign(logit) == sign
    assert np.abs(np.delete(changes, planted)).max() < 1e-6


def test_patches_cover_both_spectrograms_once_and_evenly(p: Params) -> None:
    for part in parts(patches_of(p), p):
        counts = np.bincount(part.ravel(), minlength=PATCHES)
        assert counts.size == PATCHES
        assert counts.sum() == part.size
        assert np.ptp(counts) <= counts.max() / 10


def test_a_patch_is_the_same_time_and_band_in_both(p: Params) -> None:
    coarse, fine = parts(patches_of(p), p)
    at = np.linspace(0, 0.999, 50)
    picked = [s[np.ix_(*((at * n).astype(int) for n in s.shape))] for s in (coarse, fine)]
    assert (picked[0] == picked[1]).mean() > 0.97


FLATTENED: dict[str, Callable[[Samples], Samples]] = {
    "steady": lambda x: np.full_like(x, -1.5),
    "speech": lambda x: x,
}


@pytest.mark.parametrize("kind", FLATTENED)
def test_a_flattened_patch_holds_the_mean_of_its_bins(
    p: Params, speech: list[Samples], kind: str
) -> None:
    x = FLATTENED[kind](speech[0])
    removed = np.zeros(PATCHES, bool)
    removed[5] = True
    inside = patches_of(p) == 5
    got = flatten_patches(x, removed, p)
    np.testing.assert_array_equal(got[~inside], x[~inside])
    for was, now, there in zip(*(parts(a, p) for a in (x, got, inside)), strict=True):
        means = np.broadcast_to(was.mean(axis=0, dtype=np.float64).astype(np.float32), was.shape)
        np.testing.assert_array_equal(now[there], means[there])
