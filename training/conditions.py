"""What may happen to a recording on its way: one condition at a time, for the robustness grid."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft, rfftfreq
from scipy.signal import fftconvolve
from tqdm import tqdm

from training.backgrounds import Backgrounds
from training.codecs import CODECS, MENDING, Codec, transcode
from training.neural_opus import why_not

RATE_HZ = 16_000
Samples = NDArray[np.float32]
Rng = np.random.Generator
G711 = next(codec for codec in CODECS if codec.name == "g711-alaw")


@dataclass(frozen=True)
class Condition:
    """`change` maps float32 [n] at 16 kHz to [m]; an empty result leaves the clip out."""

    group: str
    name: str
    change: Callable[[Samples, Rng], Samples]


def _as_it_is(x: Samples, _: Rng) -> Samples:
    return x


def _coded(x: Samples, _: Rng, codec: Codec) -> Samples:
    return transcode(x, RATE_HZ, codec)


def _noisy(x: Samples, rng: Rng, snr_db: float, around: Backgrounds) -> Samples:
    level = np.sqrt(np.mean(x**2)) * 10 ** (-snr_db / 20)
    return x + around.noise(x.size, RATE_HZ, rng) * np.float32(level)


def _in_room(x: Samples, rng: Rng, decay_s: float) -> Samples:
    """As loud as the direct sound is the reverberation, which falls by 60 dB in `decay_s`."""
    t = np.arange(int(decay_s * RATE_HZ)) / RATE_HZ
    tail = rng.standard_normal(t.size) * 10 ** (-3 * t / decay_s)
    tail[: RATE_HZ // 500] = 0
    response = tail / np.linalg.norm(tail)
    response[0] = 1
    return fftconvolve(x, response)[: x.size].astype(np.float32)


def _band(x: Samples, _: Rng, low_hz: float, high_hz: float) -> Samples:
    f = rfftfreq(x.size, 1 / RATE_HZ)
    y: Samples = irfft(rfft(x) * ((f >= low_hz) & (f <= high_hz)), x.size)
    return y.astype(np.float32)


def _telephone(x: Samples, rng: Rng) -> Samples:
    return transcode(_band(x, rng, 300, 3_400), RATE_HZ, G711)


def _clipped(x: Samples, _: Rng, share: float) -> Samples:
    """The loudest `share` of the samples hit the limit."""
    limit = max(float(np.quantile(np.abs(x), 1 - share)), 1e-6)
    return np.clip(x, -limit, limit)


def _middle(x: Samples, _: Rng, seconds: float) -> Samples:
    """The middle `seconds`; nothing of clips that are shorter."""
    n = int(seconds * RATE_HZ)
    start = (x.size - n) // 2
    return x[start : start + n] if start >= 0 else x[:0]


def conditions(around: Backgrounds) -> tuple[Condition, ...]:
    """The grid: codecs, noise (recorded as far as `around` has any), rooms, bands, lengths.

    Without the decoder of `neural_opus` it lacks those codecs, and says so.
    """
    if missing := why_not():
        tqdm.write(f"conditions without {', '.join(c.name for c in MENDING)}: {missing}")
    codecs = CODECS if missing else (*CODECS, *MENDING)
    return (
        Condition("none", "as it is", _as_it_is),
        *(Condition("codec", c.name, partial(_coded, codec=c)) for c in codecs),
        *(
            Condition("noise", f"{db} dB SNR", partial(_noisy, snr_db=db, around=around))
            for db in (30, 20, 10, 5, 0)
        ),
        *(Condition("room", f"{s} s", partial(_in_room, decay_s=s)) for s in (0.2, 0.5, 1.0)),
        Condition("band", "telephone", _telephone),
        *(
            Condition("band", f"up to {hz} Hz", partial(_band, low_hz=0, high_hz=hz))
            for hz in (3_400, 4_000, 5_500, 7_000)
        ),
        *(
            Condition("clipping", f"{share:.0%} of samples", partial(_clipped, share=share))
            for share in (0.01, 0.1)
        ),
        *(
            Condition("length", f"{s} s", partial(_middle, seconds=s))
            for s in (0.5, 1, 1.5, 2, 3, 5, 8)
        ),
    )
