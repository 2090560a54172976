"""What amplifiers and networks do to a window, part of `augment`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def bent(x: Samples, rng: np.random.Generator) -> Samples:
    """What cheap amplifiers do: a little of the square and of the cube of the signal."""
    square, cube = rng.normal(0, 0.05, 2)
    peak = max(float(np.abs(x).max(initial=0)), 1e-6)
    y = x / peak
    powers = square * (y * y - np.mean(y * y)) + cube * y * y * y
    return ((y + powers) * peak).astype(np.float32)


def with_losses(x: Samples, rate_hz: int, rng: np.random.Generator, most_lost: float) -> Samples:
    """Lost 20-ms packets: silent, or the packet before once more."""
    length = rate_hz // 50
    count = x.size // length
    packets = x[: count * length].reshape(count, length).copy()
    lost = np.flatnonzero(rng.random(count) < rng.uniform(0.01, most_lost))
    repeat = rng.random() < 0.5
    packets[lost] = packets[np.maximum(lost - 1, 0)] if repeat else 0.0
    return np.concatenate([packets.ravel(), x[count * length :]])
