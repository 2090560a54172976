"""What surrounds a voice: noise, music and rooms, recorded where `data/sounds` has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.dataset import to_float
from training.nonspeech import KINDS, coloured_noise, generate
from training.rooms import generated_room

Samples = NDArray[np.float32]
RECORDED = 0.5
RECORDED_ROOMS = 0.3
"""Of the recorded responses most are of loudspeakers."""
CHANGED = 0.5
TWO_AT_ONCE = 0.25


@dataclass(frozen=True)
class Backgrounds:
    """Recordings at 16 kHz, or nothing: then noise and rooms are all generated.

    Attributes:
        noises: int16 [n] each; noise, music and animals.
        impulses: float32 [n] each; impulse responses of rooms and loudspeakers.
        varied: whether recordings are often heard faster, slower or backwards, as there are only
            so many; for training.
    """

    noises: Sequence[NDArray[np.int16]] = ()
    impulses: Sequence[Samples] = ()
    varied: bool = False

    def noise(self, n: int, rate_hz: int, rng: np.random.Generator) -> Samples:
        """Background [n] of unit RMS, sometimes in bursts."""
        if self.noises and rng.random() < RECORDED:
            y = self._recorded(n, rng)
        else:
            y = coloured_noise(n, rate_hz, rng)
            if rng.random() < 0.3:
                knots = rng.uniform(0.05, 1, 12)
                y *= np.interp(np.arange(n), np.linspace(0, n, knots.size), knots)
        return y / np.float32(max(float(np.sqrt(np.mean(y**2))), 1e-9))

    def _recorded(self, n: int, rng: np.random.Generator) -> Samples:
        x = self.noises[int(rng.integers(len(self.noises)))]
        factor = 2.0 ** rng.uniform(-1, 1) if self.varied and rng.random() < CHANGED else 1.0
        length = int(np.ceil(n * factor))
        start = int(rng.integers(0, max(1, x.size - length)))
        y = np.resize(to_float(x[start : start + length]), length)
        if self.varied and rng.random() < CHANGED / 2:
            y = y[::-1]
        if factor == 1.0:
            return y
        return np.interp(np.arange(n) * factor, np.arange(length), y).astype(np.float32)

    def room(
        self, n: int, rate_hz: int, rng: np.random.Generator, longest_decay_s: float
    ) -> Samples:
        """An impulse response of at most `n` samples, recorded or generated."""
        if self.impulses and rng.random() < RECORDED_ROOMS:
            return self.impulses[int(rng.integers(len(self.impulses)))][:n]
        return generated_room(n, rate_hz, rng, longest_decay_s)

    def no_speech(self, n: int, rate_hz: int, rng: np.random.Generator) -> Samples:
        """Sound [n] without a voice, recorded or generated, or two of them at once."""
        y = self._voiceless(n, rate_hz, rng)
        if rng.random() < TWO_AT_ONCE:
            y = y + self._voiceless(n, rate_hz, rng) * np.float32(rng.uniform(0.1, 1))
        return y

    def _voiceless(self, n: int, rate_hz: int, rng: np.random.Generator) -> Samples:
        if self.noises and rng.random() < RECORDED:
            return self._recorded(n, rng)
        return generate(list(KINDS)[rng.integers(len(KINDS))], n, rate_hz, rng)
