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


@lru_cache(maxsize=16)
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


def resample(
    x: NDArray[np.float32], rate_hz: float, target_hz: int, p: ResampleParams
) -> NDArray[np.float32]:
    """Resample mono samples.

    Args:
        x: float32 [n], any amplitude.
        rate_hz: native sample rate; rounded to whole hertz.
        target_hz: wanted sample rate.
        p: the filter.

    Returns:
        float32 [ceil(n * target_hz / rate_hz)]; beyond both ends the input counts as zero.

    Raises:
        AudioError: `bad_rate` if the rate is outside what `p` allows or is not a number.
    """
    if not p.min_rate_hz <= rate_hz <= p.max_rate_hz:
        raise AudioError("bad_rate")
    rate = round(rate_hz)
    if rate == target_hz or x.size == 0:
        return x.astype(np.float32, copy=False)
    common = gcd(rate, target_hz)
    up, down = target_hz // common, rate // common
    taps = resample_taps(up, down, p)
    half = taps.size // 2
    n_out = -(-x.size * up // down)
    # Zeros in front of the filter shift its centre to a multiple of `down`, so that the kept
    # samples of upfirdn's output are exactly those at times 0, down, 2 * down, ...
    lead = -half % down
    y = upfirdn(np.concatenate([np.zeros(lead), taps]), x.astype(np.float64), up, down)
    first = (half + lead) // down
    y = y[first : first + n_out]
    return np.pad(y, (0, n_out - y.size)).astype(np.float32)
