"""Sound for the corpus: read anything, trim, cut, join, write FLAC; both classes alike."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import soundfile as sf
import soxr
from numpy.typing import NDArray

from training.audio import decode, to_mono

RATE_HZ = 16_000
MIN_S, MAX_S = 1.5, 12.0
PEAK = 0.95
TRIM_DB = 40.0
MARGIN_S = 0.1
PAUSE_DB = -55.0
FRAME = RATE_HZ // 50

Samples = NDArray[np.float32]


def to_16k(x: Samples, rate_hz: int) -> Samples:
    """Mono float32 [n] at `rate_hz` → float32 [m] at 16 kHz (soxr HQ)."""
    y: Samples = x if rate_hz == RATE_HZ else soxr.resample(x, rate_hz, RATE_HZ, quality="HQ")
    return y.astype(np.float32)


def read(path: Path) -> Samples:
    """A sound file as mono float32 [n] at 16 kHz, without its constant part.

    Raises:
        AudioError: it cannot be decoded.
    """
    channels, rate_hz = decode(path)
    return centred(to_16k(to_mono(channels), rate_hz))


def centred(x: Samples) -> Samples:
    """[n] samples less their mean, which in old recordings can be as large as the speech."""
    return x - x.mean(dtype=np.float64).astype(np.float32) if x.size else x


def frame_rms(x: Samples) -> NDArray[np.float64]:
    """Level of each whole 20-ms frame of [n] samples, [n // 320]; the rest is left out."""
    frames = x[: x.size // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    rms: NDArray[np.float64] = np.sqrt((frames**2).mean(axis=1))
    return rms


def trim(x: Samples, margin_s: float = MARGIN_S) -> Samples:
    """Cut both ends where 20-ms frames lie 40 dB under the loudest, less a margin; may be empty."""
    rms = frame_rms(x)
    if not rms.size or rms.max() < 1e-5:
        return x[:0]
    loud = np.flatnonzero(rms > rms.max() * 10 ** (-TRIM_DB / 20))
    margin = round(margin_s * RATE_HZ)
    return x[max(0, loud[0] * FRAME - margin) : (loud[-1] + 1) * FRAME + margin]


def pieces(x: Samples, max_s: float) -> list[Samples]:
    """Cut [n] samples at quiet points into pieces of at most `max_s` and at least half of that.

    The last piece is what remains and may be shorter.
    """
    longest = round(max_s * RATE_HZ)
    out = []
    while x.size > longest:
        rms = frame_rms(x[longest // 2 : longest])
        smooth = np.convolve(rms, np.ones(5), "valid")
        cut = longest // 2 + (int(smooth.argmin()) + 2) * FRAME + FRAME // 2
        out.append(x[:cut])
        x = x[cut:]
    return [*out, x]


def join(parts: list[Samples], rng: np.random.Generator) -> Samples:
    """Join utterances of one speaker with pauses of 0.15 to 0.4 s.

    A pause is what the recordings themselves hold around the speech. Where that is too short, the
    sound fades and faint noise of its own colour fills the rest: no clicks, no digital zeros.
    """
    out: list[Samples] = []
    for part in parts:
        half_pause_s = float(rng.uniform(0.075, 0.2))
        speech = faded(trim(part, half_pause_s))
        if not speech.size:
            continue
        missing = round(2 * half_pause_s * RATE_HZ) - (speech.size - trim(part, 0.0).size)
        if out and missing > 0:
            out.append(background(speech, missing, rng))
        out.append(speech)
    return np.concatenate(out) if out else np.zeros(0, np.float32)


def background(x: Samples, n: int, rng: np.random.Generator) -> Samples:
    """[n] samples of noise with the spectrum of the quietest frame of `x`, 55 dB down or lower."""
    rms = frame_rms(x)
    quiet = int(rms.argmin())
    spectrum = np.abs(np.fft.rfft(x[quiet * FRAME : (quiet + 1) * FRAME] * np.hanning(FRAME)))
    bins = n // 2 + 1
    colour = np.interp(np.linspace(0, 1, bins), np.linspace(0, 1, spectrum.size), spectrum)
    noise = np.fft.irfft(colour * np.fft.rfft(rng.standard_normal(n)), n)
    level = min(rms[quiet], rms.max() * 10 ** (PAUSE_DB / 20))
    return (noise * level / max(float(noise.std()), 1e-12)).astype(np.float32)


def faded(x: Samples) -> Samples:
    """[n] samples with 10 ms of fade at both ends."""
    ramp = np.linspace(0, 1, min(RATE_HZ // 100, x.size // 2), dtype=np.float32)
    gain = np.ones(x.size, np.float32)
    gain[: ramp.size] = ramp
    gain[x.size - ramp.size :] = ramp[::-1]
    return x * gain


def condition(x: Samples, seed: int) -> Samples:
    """What every clip of both classes goes through, [n] to [m] samples.

    No DC, silent ends trimmed, at most 12 s, peak at most 0.95, and the usual dither of one 16-bit
    step, without which pauses of exact zeros would give many engines away.
    """
    x = pieces(trim(centred(x)), MAX_S)[0]
    peak = float(np.abs(x).max(initial=0.0))
    gain = min(1.0, PEAK / peak) if peak else 1.0
    dither = np.random.default_rng(seed).triangular(-1, 0, 1, x.size) / 32_768
    return (gain * x + dither).astype(np.float32)


def write_flac(path: Path, x: Samples) -> str:
    """Write float32 [n] at 16 kHz as 16-bit FLAC, whole or not at all; returns the sha256."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    sf.write(partial, x, RATE_HZ, format="FLAC", subtype="PCM_16")
    digest = hashlib.sha256(partial.read_bytes()).hexdigest()
    partial.replace(path)
    return digest
