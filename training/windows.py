"""Cutting a clip into the model's 2-second inputs, the same as web/src/windows.js."""

from __future__ import annotations

from collections.abc import Iterator

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


Cut = tuple[int, NDArray[np.float32]]
"""A window: its first sample's number in the clip, and float32 [length]."""


class Cutter:
    """Cuts a clip that comes in pieces: all in all the windows of `window_starts`, in order."""

    def __init__(self, p: WindowParams) -> None:
        self._p = p
        self._kept = np.zeros(0, np.float32)  # as many samples as a window at the end may need
        self._base = 0
        self._next = 0

    def push(self, x: NDArray[np.float32]) -> Iterator[Cut]:
        """The windows that are complete with the next samples."""
        self._kept = np.concatenate([self._kept, x])
        end = self._base + self._kept.size
        while self._next + self._p.length <= end:
            yield self._cut(self._next)
            self._next += self._p.hop
        past = max(0, min(self._next, end - self._p.length) - self._base)
        self._kept, self._base = self._kept[past:], self._base + past

    def flush(self) -> list[Cut]:
        """The window that ends with the clip, if it is still missing."""
        n = self._base + self._kept.size
        last = max(0, n - self._p.length)
        if n < self._p.min_length or self._next - self._p.hop == last:
            return []
        return [self._cut(last)]

    def _cut(self, start: int) -> Cut:
        return start, cut_window(self._kept, start - self._base, self._p)
