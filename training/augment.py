"""Augmentation of 2-s windows, one seeded pipeline for both classes.

It must not know the label: what is done to real speech is done to synthetic speech as often and
as strongly, so that channel, noise and loudness cannot tell the classes apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class AugmentParams:
    """How often each step is taken (probabilities) and how far it may go."""

    band_limit: float = 0.35
    lowest_cutoff_hz: float = 3_000.0
    colour: float = 0.6
    colour_db: float = 8.0
    reverb: float = 0.25
    longest_decay_s: float = 0.6
    noise: float = 0.6
    snr_db: tuple[float, float] = (5.0, 45.0)
    clip: float = 0.1
    quantise: float = 0.1
    mask: float = 0.5
    mask_bins: int = 40
    mask_frames: int = 30


def _frequency_response(
    n: int, rate_hz: int, rng: np.random.Generator, a: AugmentParams
) -> Samples:
    """Gain at the n // 2 + 1 bins: microphone colouring and band limits."""
    f = np.fft.rfftfreq(n, 1 / rate_hz)
    gain_db = np.zeros_like(f)
    if rng.random() < a.colour:
        knots = np.linspace(0, rate_hz / 2, 8)
        gain_db += np.interp(f, knots, rng.normal(0, a.colour_db / 2, knots.size))
    if rng.random() < a.band_limit:
        cutoff = rng.uniform(a.lowest_cutoff_hz, rate_hz / 2)
        slope = rng.uniform(0.02, 0.5)  # dB per hertz
        gain_db -= np.minimum(np.maximum(f - cutoff, 0) * slope, 100)
    if rng.random() < a.band_limit:
        gain_db -= np.minimum(np.maximum(rng.uniform(50, 350) - f, 0) * rng.uniform(0.02, 0.3), 60)
    return (10 ** (gain_db / 20)).astype(np.float32)


def _room(n: int, rate_hz: int, rng: np.random.Generator, a: AugmentParams) -> Samples:
    """A room's impulse response: the direct sound and an exponentially decaying noise tail."""
    decay_s = rng.uniform(0.1, a.longest_decay_s)
    t = np.arange(min(n, int(decay_s * rate_hz)), dtype=np.float32) / rate_hz
    tail = rng.standard_normal(t.size, dtype=np.float32) * np.exp(-6.9 * t / decay_s)
    tail *= 10 ** (rng.uniform(-20, 0) / 20) / max(float(np.linalg.norm(tail)), 1e-9)
    tail[0] = 1.0
    return tail


def _noise(n: int, rng: np.random.Generator) -> Samples:
    """Noise of unit RMS whose spectrum falls by 0 to 6 dB per octave, sometimes in bursts."""
    spectrum = rfft(rng.standard_normal(n, dtype=np.float32))
    spectrum *= np.arange(1, spectrum.size + 1, dtype=np.float32) ** -rng.uniform(0, 1)
    noise = irfft(spectrum, n)
    if rng.random() < 0.3:
        knots = rng.uniform(0.05, 1, 12)
        noise *= np.interp(np.arange(n), np.linspace(0, n, knots.size), knots)
    return (noise / max(float(np.sqrt(np.mean(noise**2))), 1e-9)).astype(np.float32)


def augment(x: Samples, rate_hz: int, rng: np.random.Generator, a: AugmentParams) -> Samples:
    """A changed copy of one window, float32 [n] → float32 [n]; reproducible from `rng`."""
    n = x.size
    x = x / max(float(np.sqrt(np.mean(x**2))), 1e-6)
    size = next_fast_len(n + int(a.longest_decay_s * rate_hz), real=True)
    spectrum = rfft(x, size) * _frequency_response(size, rate_hz, rng, a)
    if rng.random() < a.reverb:
        spectrum *= rfft(_room(n, rate_hz, rng, a), size)
    y: Samples = irfft(spectrum, size)[:n].astype(np.float32)
    rms = max(float(np.sqrt(np.mean(y**2))), 1e-6)
    if rng.random() < a.noise:
        y = y + _noise(n, rng) * np.float32(rms * 10 ** (-rng.uniform(*a.snr_db) / 20))
    if rng.random() < a.clip:
        y = np.clip(y, -rms * rng.uniform(1.5, 4), rms * rng.uniform(1.5, 4))
    if rng.random() < a.quantise:
        step = np.float32(rms / 2 ** rng.uniform(4, 9))
        y = np.round(y / step) * step
    return y.astype(np.float32)


def mask(s: NDArray[np.float32], rng: np.random.Generator, a: AugmentParams) -> NDArray[np.float32]:
    """SpecAugment on one spectrogram [frames, bins]: one band and one stretch become its mean."""
    if rng.random() >= a.mask:
        return s
    s = s.copy()
    frames, bins = s.shape
    width, height = rng.integers(1, a.mask_bins), rng.integers(1, a.mask_frames)
    low, first = rng.integers(0, bins - width), rng.integers(0, frames - height)
    mean = s.mean()
    s[:, low : low + width] = mean
    s[first : first + height] = mean
    return s
