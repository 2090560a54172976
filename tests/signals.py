"""Sounds that tests listen to, all made from a seed or a formula."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


def tone(hertz: float, rate_hz: int, seconds: float, amplitude: float = 0.5) -> Samples:
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    return (amplitude * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def noise(n: int, seed: int = 0, amplitude: float = 0.1) -> Samples:
    return (amplitude * np.random.default_rng(seed).standard_normal(n)).astype(np.float32)


def babble(rate_hz: int, seconds: float, seed: int = 0, channels: int = 1) -> Samples:
    """Speech-like to every stage: voiced and hissing syllables, four a second, with rests.

    float32 [n], or [channels, n] with more than one.
    """
    rng = np.random.default_rng(seed)
    n = round(seconds * rate_hz)
    t = np.arange(n) / rate_hz
    pitch = 110 + 60 * rng.random() + 20 * np.sin(2 * np.pi * 0.7 * t + rng.random())
    phase = 2 * np.pi * np.cumsum(pitch) / rate_hz
    top = int(min(rate_hz / 2, 7600) / 200)
    voice = sum(np.sin(k * phase + k * k) / k for k in range(1, top))
    spectrum = np.fft.rfft(rng.standard_normal(n))
    hertz = np.fft.rfftfreq(n, 1 / rate_hz)
    hiss = np.fft.irfft(spectrum * (hertz < 0.46 * rate_hz), n)
    syllable = np.maximum(0, np.sin(2 * np.pi * 4 * t + rng.random()))
    hissing = np.sin(2 * np.pi * 1.3 * t) > 0.3
    x = 0.12 * syllable * np.where(hissing, 0.4 * hiss, voice) + 1e-4 * rng.standard_normal(n)
    if channels == 1:
        return x.astype(np.float32)
    gains = np.linspace(1, 0.5, channels)[:, None]
    return (gains * np.stack([np.roll(x, 7 * c) for c in range(channels)])).astype(np.float32)


def gain_db(x: Samples, hertz: float, rate_hz: int) -> float:
    """Level of one frequency in dB re a full-scale sine, away from both ends."""
    middle = x[x.size // 4 : 3 * x.size // 4].astype(np.float64)
    window = np.blackman(middle.size)
    turn = np.exp(-2j * np.pi * hertz * np.arange(middle.size) / rate_hz)
    amplitude = 2 * abs(np.sum(middle * window * turn)) / window.sum()
    return float(20 * np.log10(max(amplitude, 1e-15)))
