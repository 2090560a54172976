"""Impulse responses of rooms that nobody built."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

Samples = NDArray[np.float32]

SHORTEST_DECAY_S = 0.1
TAIL_DB = (-20.0, 6.0)
PAUSE_S = (0.001, 0.02)
REFLECTIONS = 6
LAST_REFLECTION_S = 0.04
DULLNESS = 0.7
SIXTY_DB = 6.9


def generated_room(
    n: int, rate_hz: int, rng: np.random.Generator, longest_decay_s: float
) -> Samples:
    """Float32 [at most n]: the direct sound, a few early reflections, a tail of noise.

    The tail falls by 60 dB in 0.1 to `longest_decay_s`, its high frequencies in as long or in as
    little as a third of that, and is 20 dB softer to 6 dB louder than the direct sound, as near
    the mouth or across the room.
    """
    decay_s = rng.uniform(SHORTEST_DECAY_S, longest_decay_s)
    t = np.arange(min(n, int(decay_s * rate_hz)), dtype=np.float32) / rate_hz
    bright = rng.standard_normal(t.size, dtype=np.float32)
    dull = lfilter([1 - DULLNESS], [1, -DULLNESS], bright)
    tail = dull * np.exp(-SIXTY_DB * t / decay_s)
    tail += (bright - dull) * np.exp(-SIXTY_DB * t / (decay_s * rng.uniform(1 / 3, 1)))
    tail[: int(rng.uniform(*PAUSE_S) * rate_hz)] = 0
    tail *= 10 ** (rng.uniform(*TAIL_DB) / 20) / max(float(np.linalg.norm(tail)), 1e-9)
    for _ in range(int(rng.integers(REFLECTIONS + 1))):
        at = int(rng.uniform(0, LAST_REFLECTION_S) * rate_hz)
        tail[min(at, t.size - 1)] += rng.normal(0, 0.3)
    tail[0] = 1
    return tail.astype(np.float32)
