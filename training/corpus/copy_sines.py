"""Harmonics plus noise: a sum of sines at the pitch's multiples, and filtered noise."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.pitch import pitch_track
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item, order

HOP, N_FFT = 80, 512


@dataclass(frozen=True)
class CopySines(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are pitch, and how the sines start.

    `z`: all in zero phase, as in simple vocoders; `r`: in random phases; `j`: the pitch trembles.
    """

    name: str = "copy-sines"
    settings: tuple[str, ...] = ("1.00z", "1.00r", "1.00j", "0.85r", "1.20z")
    about: str = "real clips as a sum of harmonics and noise"

    def copy(self, x: Samples, item: Item) -> Samples:
        import pyworld

        factor, kind = float(item.args["setting"][:-1]), item.args["setting"][-1]
        rng = np.random.default_rng(order(item.id))
        signal = x.astype(np.float64)
        f0, times = pitch_track(signal, HOP)
        envelope = np.sqrt(pyworld.cheaptrick(signal, f0, times, RATE_HZ))
        noisy = pyworld.d4c(signal, f0, times, RATE_HZ)
        if kind == "j":
            f0 = f0 * (1 + 0.01 * rng.standard_normal(f0.size))
        voiced = harmonics(f0 * factor, envelope * np.sqrt(1 - noisy**2), x.size, kind, rng)
        hiss = shaped_noise(envelope * np.where(f0[:, None] > 0, noisy, 1.0), x.size, rng)
        y = voiced + hiss
        return (y * np.std(signal) / max(float(np.std(y)), 1e-9)).astype(np.float32)


def _per_sample(frames: NDArray[np.float64], n: int) -> NDArray[np.float64]:
    return np.interp(np.arange(n), np.arange(frames.size) * HOP, frames)


def harmonics(
    f0: NDArray[np.float64], envelope: NDArray[np.float64], n: int, kind: str,
    rng: np.random.Generator,
) -> NDArray[np.float64]:  # fmt: skip
    """Sines [n] at the multiples of `f0` [frames] with the magnitudes of `envelope` [frames, bins].

    Frames lie 5 ms apart; `f0` is in hertz, 0 where unvoiced.
    """
    known = np.flatnonzero(f0 > 0)
    y = np.zeros(n)
    if not known.size:
        return y
    steady = np.interp(np.arange(f0.size), known, f0[known])
    phase = 2 * np.pi * np.cumsum(_per_sample(steady, n)) / RATE_HZ
    bin_hz = RATE_HZ / 2 / (envelope.shape[1] - 1)
    rows = np.arange(f0.size)
    for k in range(1, int(RATE_HZ / 2 / steady.min()) + 1):
        audible = (f0 > 0) & (k * steady < RATE_HZ / 2 - 100)
        if not audible.any():
            break
        column = np.minimum((k * steady / bin_hz).astype(int), envelope.shape[1] - 1)
        level = np.where(audible, envelope[rows, column] * np.sqrt(steady), 0.0)
        start = rng.uniform(0, 2 * np.pi) if kind == "r" else 0.0
        y += _per_sample(level, n) * np.cos(k * phase + start)
    return y * 2 / np.sqrt(RATE_HZ)


def shaped_noise(
    envelope: NDArray[np.float64], n: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """Noise [n] with the spectrum of `envelope` [frames, bins], frames 5 ms apart."""
    import librosa

    noise = rng.standard_normal(n)
    spectrum = librosa.stft(noise, n_fft=N_FFT, hop_length=HOP) / np.sqrt(N_FFT * 0.375)
    frames = min(spectrum.shape[1], envelope.shape[0])
    bins = np.linspace(0, envelope.shape[1] - 1, N_FFT // 2 + 1)
    gain = envelope[:frames, bins.astype(int)].T
    y: NDArray[np.float64] = librosa.istft(
        spectrum[:, :frames] * gain * np.sqrt(N_FFT * 0.375), hop_length=HOP, length=n
    )
    return y
