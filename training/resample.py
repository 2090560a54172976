"""Any sample rate to 16 kHz with one windowed-sinc polyphase filter, as web/src/resample.js does.

Browsers alias or dull the 6 to 8 kHz band when they resample, and there live the traces of
synthesis; so both languages decode at the native rate and use this filter.
"""

from __future__ import annotations

from functools import lru_cache
from math import gcd

import numpy as np
from numpy.typing import NDArray
from scipy.signal import upfirdn

from training.messages import AudioError
from training.params import ResampleParams

LARGEST_RATIO = 32_000
"""Largest reduced ratio; a rate that needs more is rounded, or its filter would fill the memory."""
STEPS_HZ = (1, 10, 100, 1000)
"""What a rate is rounded to: the first that keeps the ratio small enough."""


@lru_cache(maxsize=4)
def resample_taps(up: int, down: int, p: ResampleParams) -> NDArray[np.float64]:
    """Prototype low-pass at `up` times the input rate, gain `up`, shape [2 * half + 1].

    Cut-off is `rolloff` times the lower of the two Nyquist frequencies; the Kaiser window spans
    `zero_crossings` zeros of the sinc on each side. Symmetric by design: linear phase, no delay
    once the output is taken from the centre tap on.
    """
    cutoff = p.rolloff / max(up, down)
    half = int(np.ceil(p.zero_crossings / cutoff))
    m = np.arange(-half, half + 1, dtype=np.float64)
    kaiser = np.i0(p.kaiser_beta * np.sqrt(1.0 - (m / half) ** 2)) / np.i0(p.kaiser_beta)
    return np.asarray(up * cutoff * np.sinc(cutoff * m) * kaiser, dtype=np.float64)


def _ratio(rate_hz: float, target_hz: int) -> tuple[int, int]:
    """Up- and downsampling factors, as small as they get."""
    up = down = 1
    for step in STEPS_HZ:
        rate = round(rate_hz / step) * step
        common = gcd(rate, target_hz)
        up, down = target_hz // common, rate // common
        if max(up, down) <= LARGEST_RATIO:
            break
    return up, down


class Resampler:
    """Takes a clip in pieces; what it gives back does not depend on how it was cut."""

    def __init__(self, rate_hz: float, target_hz: int, p: ResampleParams) -> None:
        """For one clip.

        Args:
            rate_hz: native sample rate; rounded to whole hertz.
            target_hz: wanted sample rate.
            p: the filter.

        Raises:
            AudioError: `bad_rate` if the rate is outside what `p` allows or is not a number.
        """
        if not p.min_rate_hz <= rate_hz <= p.max_rate_hz:
            raise AudioError("bad_rate")
        self._up, self._down = _ratio(rate_hz, target_hz)
        if self._up == self._down:
            return
        taps = resample_taps(self._up, self._down, p)
        self._half = taps.size // 2
        # Zeros in front of the filter shift its centre to a multiple of `down`, so that the kept
        # samples of upfirdn's output are exactly those at times 0, down, 2 * down, ...
        lead = -self._half % self._down
        self._taps = np.concatenate([np.zeros(lead), taps])
        self._delay = (self._half + lead) // self._down
        self._reach = self._taps.size // self._up + 1
        self._kept = np.zeros(0)
        self._base = 0  # number of the first kept input, a multiple of `down`
        self._given = 0

    def push(self, x: NDArray[np.float32]) -> NDArray[np.float32]:
        """The samples that need no later input, float32 [m], for the next input, float32 [n]."""
        if self._up == self._down:
            return x.astype(np.float32, copy=False)
        self._kept = np.concatenate([self._kept, x])
        newest = self._base + self._kept.size
        ready = max(self._given, -(-(newest * self._up - self._half) // self._down))
        return self._produce(ready)

    def flush(self) -> NDArray[np.float32]:
        """The rest of the clip; beyond its end the input counts as zero."""
        if self._up == self._down:
            return np.zeros(0, np.float32)
        return self._produce(-(-(self._base + self._kept.size) * self._up // self._down))

    def _produce(self, end: int) -> NDArray[np.float32]:
        """Output up to number `end`; forgets the input that no later one needs."""
        n, skip = end - self._given, self._given - self._base // self._down * self._up
        if n == 0:
            return np.zeros(0, np.float32)
        y = upfirdn(self._taps, self._kept, self._up, self._down)
        first = self._delay + skip
        y = y[first : first + n]
        self._given = end
        oldest = (end * self._down + self._half) // self._up - self._reach
        past = max(0, oldest // self._down * self._down - self._base)
        self._kept, self._base = self._kept[past:], self._base + past
        return np.pad(y, (0, n - y.size)).astype(np.float32)


def resample(
    x: NDArray[np.float32], rate_hz: float, target_hz: int, p: ResampleParams
) -> NDArray[np.float32]:
    """Resample mono samples, float32 [n] of any amplitude; for the rest see `Resampler`.

    Returns:
        float32 [ceil(n * target_hz / rate_hz)]; beyond both ends the input counts as zero.
    """
    resampler = Resampler(rate_hz, target_hz, p)
    return np.concatenate([resampler.push(x), resampler.flush()])
