"""Codecs in training: the last thing that happens to a voice on its way from a microphone.

Each window is encoded anew, after noise and rooms, so that no network can know by heart what a
codec made of a recording; `codecs` has the encoders.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.codecs import CODECS, MENDING, Codec, transcode

MORE = (
    Codec("opus-9k", "libopus", "ogg", 16_000, 9_000),
    Codec("opus-20k", "libopus", "ogg", 16_000, 20_000),
    Codec("opus-24k", "libopus", "ogg", 48_000, 24_000),
    Codec("amr-5k", "libopencore_amrnb", "amr", 8_000, 5_900),
    Codec("amr-7k", "libopencore_amrnb", "amr", 8_000, 7_400),
)
"""Settings that only training hears: messengers and calls use these two most."""

DRAWN = (*CODECS, *MENDING, *MORE)
LEAD_S = 0.15
"""What a window has more, before its start: encoders put up to 0.1 s of silence there."""
PEAK_DB = (-20.0, 0.0)


def draw_codec(rng: np.random.Generator, share: float = 1) -> Codec | None:
    """For `share` of the draws one of `DRAWN`, each as often; else none."""
    return DRAWN[int(rng.integers(len(DRAWN)))] if rng.random() < share else None


def with_lead(n: int, rate_hz: int, codec: Codec | None) -> int:
    """How many samples it takes for `n` to be left after the codec."""
    return n + int(LEAD_S * rate_hz) if codec else n


def coded(
    x: NDArray[np.float32], n: int, rate_hz: int, codec: Codec, rng: np.random.Generator
) -> NDArray[np.float32]:
    """The last `n` samples of float32 [m] after a codec, at a level that the encoder expects."""
    peak = max(float(np.abs(x).max(initial=0)), 1e-6)
    level = np.float32(10 ** (rng.uniform(*PEAK_DB) / 20) / peak)
    return transcode(x * level, rate_hz, codec, quick=True)[-n:]
