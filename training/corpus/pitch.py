"""The pitch of a voice, quickly."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.corpus.sound import RATE_HZ

Floats = NDArray[np.float64]


def pitch_track(signal: Floats, hop: int) -> tuple[Floats, Floats]:
    """(hertz, seconds) of frames `hop` samples apart, [n] at 16 kHz; 0 Hz where unvoiced."""
    import pyworld

    f0, times = pyworld.dio(signal, RATE_HZ, frame_period=1_000 * hop / RATE_HZ)
    return pyworld.stonemask(signal, f0, times, RATE_HZ), times
