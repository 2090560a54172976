"""Augmentation of 2-s windows, one seeded pipeline for both classes.

It must not know the label: what is done to real speech is done to synthetic speech as often and
as strongly, so that channel, noise and loudness cannot tell the classes apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from training.backgrounds import Backgrounds
from training.cleaning import denoised, levelled
from training.damage import bent, with_losses

Samples = NDArray[np.float32]
NOTHING = Backgrounds()
TELEPHONE_FROM_HZ = (150.0, 350.0)
TELEPHONE_TO_HZ = (3_200.0, 4_000.0)


@dataclass(frozen=True)
class AugmentParams:
    """How often each step is taken (probabilities) and how far it may go.

    `mask_bins` and `mask_frames` are shares of a spectrogram's bins and frames.
    """

    short: float = 0.12
    shortest_s: float = 0.5
    tempo: float = 0.5
    tempo_range: tuple[float, float] = (0.84, 1.18)
    telephone: float = 0.12
    band_limit: float = 0.4
    lowest_cutoff_hz: float = 3_000.0
    colour: float = 0.6
    colour_db: float = 8.0
    reverb: float = 0.4
    longest_decay_s: float = 1.0
    bend: float = 0.2
    noise: float = 0.6
    snr_db: tuple[float, float] = (0.0, 40.0)
    denoise: float = 0.1
    level: float = 0.15
    loss: float = 0.08
    most_lost: float = 0.1
    clip: float = 0.1
    quantise: float = 0.1
    mask: float = 0.5
    most_masks: int = 2
    mask_bins: float = 0.156
    mask_frames: float = 0.152


def shortened(n: int, rate_hz: int, rng: np.random.Generator, a: AugmentParams) -> int:
    """How many of `n` samples a window gets; it is filled by repeating them, as short clips are."""
    if rng.random() >= a.short:
        return n
    return int(rng.uniform(min(a.shortest_s * rate_hz, n), n))


def tempo_factor(rng: np.random.Generator, a: AugmentParams) -> float:
    """How much faster a window is played, pitch and formants with it; 1 if it stays."""
    return float(rng.uniform(*a.tempo_range)) if rng.random() < a.tempo else 1.0


def at_tempo(x: Samples, factor: float, n: int) -> Samples:
    """[m] samples with m ≥ n · factor → [n], by linear phase interpolation of the spectrum."""
    if factor == 1.0:
        return x[:n]
    long = next_fast_len(x.size, real=True)
    short = round(long / factor)
    spectrum = rfft(x, long)
    kept = np.zeros(short // 2 + 1, np.complex64)
    bins = min(kept.size, spectrum.size)
    kept[:bins] = spectrum[:bins]
    y = irfft(kept, short)[: min(n, round(x.size / factor))] * (short / long)
    return np.asarray(y, np.float32)


def _frequency_response(
    n: int, rate_hz: int, rng: np.random.Generator, a: AugmentParams
) -> Samples:
    """Gain at the n // 2 + 1 bins: microphone colouring and band limits."""
    f = np.fft.rfftfreq(n, 1 / rate_hz)
    gain_db = np.zeros_like(f)
    if rng.random() < a.colour:
        knots = np.linspace(0, rate_hz / 2, 8)
        gain_db += np.interp(f, knots, rng.normal(0, a.colour_db / 2, knots.size))
    if rng.random() < a.telephone:
        outside = np.maximum(f - rng.uniform(*TELEPHONE_TO_HZ), rng.uniform(*TELEPHONE_FROM_HZ) - f)
        gain_db -= np.clip(outside * 0.5, 0, 100)
    if rng.random() < a.band_limit:
        cutoff = rng.uniform(a.lowest_cutoff_hz, rate_hz / 2)
        slope = rng.uniform(0.02, 0.5)  # dB per hertz
        gain_db -= np.minimum(np.maximum(f - cutoff, 0) * slope, 100)
    if rng.random() < a.band_limit:
        gain_db -= np.minimum(np.maximum(rng.uniform(50, 350) - f, 0) * rng.uniform(0.02, 0.3), 60)
    return (10 ** (gain_db / 20)).astype(np.float32)


def augment(
    x: Samples,
    rate_hz: int,
    rng: np.random.Generator,
    a: AugmentParams,
    backgrounds: Backgrounds = NOTHING,
) -> Samples:
    """A changed copy of one window, float32 [n] → float32 [n]; reproducible from `rng`."""
    n = x.size
    x = x / max(float(np.sqrt(np.mean(x**2))), 1e-6)
    size = next_fast_len(n + int(a.longest_decay_s * rate_hz), real=True)
    spectrum = rfft(x, size) * _frequency_response(size, rate_hz, rng, a)
    if rng.random() < a.reverb:
        spectrum *= rfft(backgrounds.room(n, rate_hz, rng, a.longest_decay_s), size)
    y: Samples = irfft(spectrum, size)[:n].astype(np.float32)
    if rng.random() < a.bend:
        y = bent(y, rng)
    rms = max(float(np.sqrt(np.mean(y**2))), 1e-6)
    if rng.random() < a.noise:
        level = np.float32(rms * 10 ** (-rng.uniform(*a.snr_db) / 20))
        y = y + backgrounds.noise(n, rate_hz, rng) * level
    if rng.random() < a.denoise:
        y = denoised(y, rng)
    if rng.random() < a.level:
        y = levelled(y, rate_hz, rng)
    if rng.random() < a.loss:
        y = with_losses(y, rate_hz, rng, a.most_lost)
    if rng.random() < a.clip:
        y = np.clip(y, -rms * rng.uniform(1.5, 4), rms * rng.uniform(1.5, 4))
    if rng.random() < a.quantise:
        step = np.float32(rms / 2 ** rng.uniform(4, 9))
        y = np.round(y / step) * step
    return y.astype(np.float32)


def mask(s: NDArray[np.float32], rng: np.random.Generator, a: AugmentParams) -> NDArray[np.float32]:
    """SpecAugment on one spectrogram [frames, bins]: bands and stretches become its mean."""
    if rng.random() >= a.mask:
        return s
    masked = s.copy()
    frames, bins = s.shape
    for _ in range(int(rng.integers(1, a.most_masks + 1))):
        width = rng.integers(1, round(a.mask_bins * bins))
        height = rng.integers(1, round(a.mask_frames * frames))
        low, first = rng.integers(0, bins - width), rng.integers(0, frames - height)
        masked[:, low : low + width] = s.mean()
        masked[first : first + height] = s.mean()
    return masked
