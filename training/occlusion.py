"""What moved the decision on a window, the same as web/src/occlusion.js.

Both spectrograms of `features` are divided into patches alike; each in turn is flattened in both to
the mean of its bins over the window, and the network judges again. What the score loses is what the
patch had added to it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.features import parts, together
from training.params import Params
from training.scoring import Predict
from training.verdict import calibrate, margin

TIMES, BANDS = 10, 16
"""Patches of 0.2 s and 500 Hz: about a syllable, about a formant."""

BATCH = 16


def patch_indices(frames: int, bins: int) -> NDArray[np.int64]:
    """The patch, row by row from the first frames and the lowest bins, of each [frames, bins]."""
    times = np.searchsorted(np.arange(1, TIMES + 1) * frames // TIMES, np.arange(frames), "right")
    bands = np.searchsorted(np.arange(1, BANDS + 1) * bins // BANDS, np.arange(bins), "right")
    return np.asarray(times[:, None] * BANDS + bands)


def patches_of(p: Params) -> NDArray[np.int64]:
    """The patch of each value of `features`, [rows, bins]."""
    coarse, fine = parts(np.zeros(p.input_shape, np.float32), p)
    return together(patch_indices(*coarse.shape), patch_indices(*fine.shape))


def flatten_patches(
    x: NDArray[np.float32], removed: NDArray[np.bool_], p: Params
) -> NDArray[np.float32]:
    """`features` [rows, bins] with the patches for which `removed` [patches] is true flattened to
    the mean of their bins over the window."""
    coarse, fine = (
        np.broadcast_to(part.mean(axis=0, dtype=np.float64).astype(np.float32), part.shape)
        for part in parts(x, p)
    )
    return np.where(removed[patches_of(p)], together(coarse, fine), x)


def score(x: NDArray[np.float32], predict: Predict, p: Params) -> NDArray[np.float64]:
    """Calibrated log-odds of "fake" of `features` [n, rows, bins]."""
    batches = [x[first : first + BATCH, ..., None] for first in range(0, len(x), BATCH)]
    margins = np.concatenate([margin(predict(batch)) for batch in batches])
    return np.array([calibrate(float(m), p.verdict) for m in margins])


def occlusion(
    x: NDArray[np.float32], predict: Predict, p: Params
) -> tuple[float, NDArray[np.float64]]:
    """Of one window's `features` [rows, bins].

    Returns:
        Its calibrated log-odds of "fake", and [TIMES * BANDS] how much of them is lost with each
        patch: positive where the patch speaks for "fake".
    """
    each = [flatten_patches(x, row, p) for row in np.eye(TIMES * BANDS, dtype=bool)]
    logits = score(np.stack([x, *each]), predict, p)
    return float(logits[0]), logits[0] - logits[1:]
