"""Linear prediction with pulses and noise: the vocoder of old speech chips."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import lfilter

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.pitch import pitch_track
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item, order

HOP, FRAME = 160, 480
WHITENING = 1e-4
WIDENING = 0.996


@dataclass(frozen=True)
class CopyLpc(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are the filter's order and where noise begins.

    Below the second number, in hertz, voiced frames are excited by pulses, above it by noise, as
    in MELP.
    """

    name: str = "copy-lpc"
    settings: tuple[str, ...] = ("18x4000", "24x5500", "32x8000", "12x3000", "18x8000", "40x4500")
    about: str = "real clips through linear prediction with pulses and noise"

    def copy(self, x: Samples, item: Item) -> Samples:
        poles, noise_from = map(int, item.args["setting"].split("x"))
        f0, _ = pitch_track(x.astype(np.float64), HOP)
        rng = np.random.default_rng(order(item.id))
        excitation = mixed_excitation(f0, x.size, noise_from, rng)
        return synthesise(x, excitation, poles)


def mixed_excitation(
    f0: NDArray[np.float64], n: int, noise_from_hz: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Pulses at `f0` (hertz per 10-ms frame, 0 where unvoiced) and noise, [n], unit RMS of each."""
    pitch = np.repeat(f0, HOP)[:n]
    pitch = np.pad(pitch, (0, n - pitch.size))
    phase = np.cumsum(pitch / RATE_HZ)
    pulses = np.diff(np.floor(phase), prepend=0.0) * np.sqrt(RATE_HZ / np.maximum(pitch, 1.0))
    noise = rng.standard_normal(n)
    f = np.fft.rfftfreq(n, 1 / RATE_HZ)
    low = 1 / (1 + np.exp(np.clip((f - noise_from_hz) / 150, -50, 50)))
    buzz = np.fft.irfft(np.fft.rfft(pulses) * low, n) + np.fft.irfft(
        np.fft.rfft(noise) * np.sqrt(1 - low**2), n
    )
    return np.where(pitch > 0, buzz, noise)


def synthesise(x: Samples, excitation: NDArray[np.float64], poles: int) -> Samples:
    """Filter the excitation with the all-pole spectrum of each 30-ms frame of [n] samples."""
    window = np.hanning(FRAME)
    padded = np.pad(x.astype(np.float64), FRAME)
    driven = np.pad(excitation, FRAME)
    y, weight = np.zeros(padded.size), np.full(padded.size, 1e-9)
    for start in range(0, padded.size - FRAME + 1, HOP):
        frame = padded[start : start + FRAME] * window
        power = float(np.mean(frame**2))
        if power > 1e-12:
            part = driven[start : start + FRAME] * window
            made = lfilter([1.0], predictor(frame, poles), part)
            made *= np.sqrt(power / max(float(np.mean(made**2)), 1e-12))
            y[start : start + FRAME] += made * window
        weight[start : start + FRAME] += window**2
    return (y / weight)[FRAME : FRAME + x.size].astype(np.float32)


def predictor(frame: NDArray[np.float64], poles: int) -> NDArray[np.float64]:
    """Coefficients [poles + 1] of the inverse filter, autocorrelation method, slightly damped."""
    from scipy.linalg import solve_toeplitz

    r = np.correlate(frame, frame, "full")[frame.size - 1 : frame.size + poles]
    r[0] *= 1 + WHITENING
    a = solve_toeplitz(r[:-1], r[1:])
    return np.concatenate([[1.0], -a * WIDENING ** np.arange(1, poles + 1)])
