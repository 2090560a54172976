"""Sounds that tests listen to, all made from a seed or a formula."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from training.nonspeech import generate

Samples = NDArray[np.float32]


def tone(hertz: float, rate_hz: int, seconds: float, amplitude: float = 0.5) -> Samples:
    t = np.arange(round(seconds * rate_hz)) / rate_hz
    return (amplitude * np.sin(2 * np.pi * hertz * t)).astype(np.float32)


def noise(n: int, seed: int = 0, amplitude: float = 0.1) -> Samples:
    return (amplitude * np.random.default_rng(seed).standard_normal(n)).astype(np.float32)


VOWELS_HZ = np.array([(750, 1200, 2500), (300, 2200, 2900), (350, 800, 2300), (500, 1800, 2500)])
"""The first three formants of an a, an i, a u and an e."""


def _formants(syllables: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.float64]:
    """Three frequencies [3, n] that glide from vowel to vowel, one a syllable."""
    scale = rng.uniform(0.9, 1.15)
    vowels = VOWELS_HZ[rng.integers(0, len(VOWELS_HZ), int(syllables[-1]) + 2)] * scale
    places = np.arange(len(vowels)) + 0.5
    return np.stack([np.interp(syllables, places, formant) for formant in vowels.T])


def _voiced(rate_hz: int, n: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """Harmonics of a pitch that rises and falls, through three formants."""
    t = np.arange(n) / rate_hz
    frames = np.linspace(0, n / rate_hz, max(2, n * 50 // rate_hz))
    low, turn = 100 + 90 * rng.random(), rng.random()
    pitch = low * (1 + 0.15 * np.sin(2 * np.pi * 0.7 * frames + turn) - 0.05 * (frames % 2))
    phase = 2 * np.pi * np.cumsum(np.interp(t, frames, pitch)) / rate_hz
    formants = _formants(4 * frames, rng)
    voice = np.zeros(n)
    for k in range(1, int(min(rate_hz / 2, 5500) / (1.2 * low))):
        far = (k * pitch - formants) / np.array([[70.0], [100.0], [150.0]])
        gain = (np.array([[1.0], [0.6], [0.3]]) / (1 + far**2)).sum(axis=0) + 0.01
        voice += np.interp(t, frames, gain) * np.sin(k * phase + k * k)
    return voice


def babble(rate_hz: int, seconds: float, seed: int = 0, channels: int = 1) -> Samples:
    """Speech-like to every stage, the network's ear for voices among them.

    Vowels and hissing, four syllables a second, with rests; float32 [n], or [channels, n] with
    more than one.
    """
    rng = np.random.default_rng(seed)
    n = round(seconds * rate_hz)
    t = np.arange(n) / rate_hz
    voice = _voiced(rate_hz, n, rng)
    spectrum = np.fft.rfft(rng.standard_normal(n))
    hertz = np.fft.rfftfreq(n, 1 / rate_hz)
    hiss = np.fft.irfft(spectrum * (hertz < 0.46 * rate_hz) * (hertz > 0.1 * rate_hz), n)
    syllable = np.maximum(0, np.sin(2 * np.pi * 4 * t + rng.random()))
    hissing = np.sin(2 * np.pi * 1.3 * t) > 0.8
    x = 0.12 * syllable * np.where(hissing, 0.4 * hiss, voice) + 1e-4 * rng.standard_normal(n)
    if channels == 1:
        return x.astype(np.float32)
    gains = np.linspace(1, 0.5, channels)[:, None]
    return (gains * np.stack([np.roll(x, 7 * c) for c in range(channels)])).astype(np.float32)


def song_and_word() -> Samples:
    """24 s of notes and 2 s of babble, at 16 kHz."""
    notes = [generate("chord", 32_000, 16_000, np.random.default_rng(seed)) for seed in range(12)]
    return np.concatenate([*notes, babble(16_000, 2.0)])


def gain_db(x: Samples, hertz: float, rate_hz: int) -> float:
    """Level of one frequency in dB re a full-scale sine, away from both ends."""
    middle = x[x.size // 4 : 3 * x.size // 4].astype(np.float64)
    window = np.blackman(middle.size)
    turn = np.exp(-2j * np.pi * hertz * np.arange(middle.size) / rate_hz)
    amplitude = 2 * abs(np.sum(middle * window * turn)) / window.sum()
    return float(20 * np.log10(max(amplitude, 1e-15)))
