"""Cutting a clip into the model's 2-second inputs, the same as web/src/windows.js."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.params import WindowParams


def window_starts(n_samples: int, p: WindowParams) -> list[int]:
    """First sample of each window of a clip of `n_samples`.

    A window every `hop` samples as long as it fits, and one more that ends with the clip if the
    last one did not. A clip shorter than a window, but at least `min_length` long, has one window;
    a shorter one has none.
    """
    if n_samples < p.min_length:
        return []
    if n_samples <= p.length:
        return [0]
    last = n_samples - p.length
    starts = list(range(0, last + 1, p.hop))
    return starts if starts[-1] == last else [*starts, last]


def cut_window(x: NDArray[np.float32], start: int, p: WindowParams) -> NDArray[np.float32]:
    """The window of float32 [length] at `start`; a shorter clip is repeated to fill it."""
    return np.resize(x[start : start + p.length], p.length)
