"""What moved the decision on a window, the same as web/src/occlusion.js.

The spectrogram is divided into patches; each in turn is flattened to the mean of its bins over the
window, and the network judges again. What the score loses is what the patch had added to it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

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


def flatten_patches(x: NDArray[np.float32], removed: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Spectrogram [frames, bins] with the patches for which `removed` [patches] is true flattened
    to the mean of their bins over the window."""
    mean = x.mean(axis=0, dtype=np.float64).astype(np.float32)
    return np.where(removed[patch_indices(*x.shape)], mean, x)


def score(x: NDArray[np.float32], predict: Predict, p: Params) -> NDArray[np.float64]:
    """Calibrated log-odds of "fake" of spectrograms [n, frames, bins]."""
    batches = [x[first : first + BATCH, ..., None] for first in range(0, len(x), BATCH)]
    margins = np.concatenate([margin(predict(batch)) for batch in batches])
    return np.array([calibrate(float(m), p.verdict) for m in margins])


def occlusion(
    x: NDArray[np.float32], predict: Predict, p: Params
) -> tuple[float, NDArray[np.float64]]:
    """Of one window's spectrogram [frames, bins].

    Returns:
        Its calibrated log-odds of "fake", and [TIMES * BANDS] how much of them is lost with each
        patch: positive where the patch speaks for "fake".
    """
    each = [flatten_patches(x, row) for row in np.eye(TIMES * BANDS, dtype=bool)]
    logits = score(np.stack([x, *each]), predict, p)
    return float(logits[0]), logits[0] - logits[1:]
