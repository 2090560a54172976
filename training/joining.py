"""Two recordings of one class in one window.

There are only so many speakers, fewer still for most engines; two at a time, a network cannot know
them all by heart, and what people record often has a second voice in it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

IN_TURN = 0.6
TURN = (0.25, 0.75)
BEHIND_DB = (3.0, 20.0)


def _rms(x: Samples) -> float:
    return max(float(np.sqrt(np.mean(x**2))), 1e-6)


def joined(x: Samples, y: Samples, rng: np.random.Generator) -> Samples:
    """Windows float32 [n] → [n]: the second, as loud, takes over from the first, or is behind it.

    It takes over at a quarter to three quarters of the window, or is 3 to 20 dB softer all along.
    """
    y = y * np.float32(_rms(x) / _rms(y))
    if rng.random() < IN_TURN:
        at = int(rng.uniform(*TURN) * x.size)
        return np.concatenate([x[:at], y[at:]])
    return x + y * np.float32(10 ** (-rng.uniform(*BEHIND_DB) / 20))
