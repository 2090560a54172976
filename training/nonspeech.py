"""Generated sound that nobody speaks: what must never be called a real or a synthetic voice."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft

Samples = NDArray[np.float32]
Rng = np.random.Generator


def coloured_noise(n: int, rate_hz: int, rng: Rng) -> Samples:
    """Noise [n] whose spectrum falls by 0 to 12 dB per octave; rate_hz does not matter."""
    del rate_hz
    spectrum = rfft(rng.standard_normal(n, dtype=np.float32))
    spectrum *= np.arange(1, spectrum.size + 1, dtype=np.float32) ** -rng.uniform(0, 2)
    spectrum[0] = 0
    return np.asarray(irfft(spectrum, n), np.float32)


def _rhythm(n: int, rate_hz: int, rng: Rng) -> Samples:
    """A level [n] from 0 to 1 that swings, beats or comes in bursts."""
    t = np.arange(n) / rate_hz
    swing = 0.5 + 0.5 * np.sin(2 * np.pi * rng.uniform(0.5, 12) * t + rng.uniform(0, 6.28))
    kind = rng.integers(3)
    if kind == 0:
        level = swing ** rng.uniform(0.5, 3)
    elif kind == 1:
        level = (swing > rng.uniform(0.2, 0.8)).astype(float)
    else:
        knots = rng.uniform(0, 1, rng.integers(6, 30)) ** 2
        level = np.interp(np.arange(n), np.linspace(0, n, knots.size), knots)
    return np.asarray(0.01 + 0.99 * level, np.float32)


def pulsing_noise(n: int, rate_hz: int, rng: Rng) -> Samples:
    """Noise that swells and falls as often as syllables do."""
    return coloured_noise(n, rate_hz, rng) * _rhythm(n, rate_hz, rng)


def tone(n: int, rate_hz: int, rng: Rng) -> Samples:
    """A tone, or two at once as a telephone dials, switched on and off."""
    t = np.arange(n) / rate_hz
    tones = [np.sin(2 * np.pi * f * t) for f in rng.uniform(60, 4_000, rng.integers(1, 3))]
    return np.asarray(sum(tones), np.float32) * _rhythm(n, rate_hz, rng)


def chord(n: int, rate_hz: int, rng: Rng) -> Samples:
    """Notes of an instrument one after another: harmonics, vibrato, a struck or blown envelope."""
    y = np.zeros(n)
    for _ in range(int(rng.integers(3, 12))):
        start = int(rng.integers(0, n))
        length = min(n - start, int(rng.uniform(0.1, 1.5) * rate_hz))
        t = np.arange(length) / rate_hz
        f0 = 55 * 2 ** (rng.integers(0, 48) / 12)
        depth = rng.uniform(0, 0.01)
        phase = 2 * np.pi * f0 * (t + depth * np.sin(2 * np.pi * rng.uniform(4, 7) * t) / 10)
        fall = rng.uniform(0.5, 2)
        harmonics = int(min(30, 0.45 * rate_hz / f0))
        note = sum(np.sin(k * phase) / k**fall for k in range(1, harmonics + 1))
        y[start : start + length] += note * np.exp(-t * rng.uniform(0, 8))
    return np.asarray(y, np.float32)


def sweep(n: int, rate_hz: int, rng: Rng) -> Samples:
    """Sirens, chirps and whistles: pitch that glides."""
    knots = rng.uniform(200, 6_000, rng.integers(2, 12))
    f = np.interp(np.arange(n), np.linspace(0, n, knots.size), knots)
    return np.asarray(np.sin(2 * np.pi * np.cumsum(f) / rate_hz), np.float32) * _rhythm(
        n, rate_hz, rng
    )


def clicks(n: int, rate_hz: int, rng: Rng) -> Samples:
    """Knocks and clicks that ring, at random or in time."""
    count = int(rng.integers(4, 60))
    places = rng.integers(0, n, count) if rng.random() < 0.5 else np.linspace(0, n - 1, count)
    train = np.zeros(n, np.float32)
    train[np.asarray(places, int)] = rng.uniform(0.2, 1, count)
    t = np.arange(rate_hz // 10) / rate_hz
    ring = np.exp(-t * rng.uniform(30, 400)) * np.sin(2 * np.pi * rng.uniform(100, 4_000) * t)
    return np.asarray(np.convolve(train, ring)[:n], np.float32)


KINDS: dict[str, Callable[[int, int, Rng], Samples]] = {
    "noise": coloured_noise,
    "pulsing noise": pulsing_noise,
    "tone": tone,
    "chord": chord,
    "sweep": sweep,
    "clicks": clicks,
}


def generate(kind: str, n: int, rate_hz: int, rng: Rng) -> Samples:
    """One sound of a kind of `KINDS`, float32 [n] with a peak of one half, a little hiss in it."""
    y = KINDS[kind](n, rate_hz, rng)
    y = y / max(float(np.abs(y).max(initial=0)), 1e-9)
    return (y / 2 + rng.standard_normal(n, dtype=np.float32) * 1e-4).astype(np.float32)
