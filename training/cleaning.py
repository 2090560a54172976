"""What telephones, messengers and studios do to a voice to make it clearer: it stays real."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter, gaussian_filter1d

Samples = NDArray[np.float32]
N_FFT, HOP = 512, 128
FRAME_S = 0.01


def denoised(x: Samples, rng: np.random.Generator) -> Samples:
    """Spectral gating, float32 [n] → [n]: what hardly exceeds the quiet frames is turned down.

    As in noise suppressors since Boll (1979), at random strength, smoothness and depth; where the
    gain is not smooth it leaves musical noise.
    """
    import librosa

    spectrum = librosa.stft(x, n_fft=N_FFT, hop_length=HOP)
    magnitude = np.abs(spectrum)
    floor = np.quantile(magnitude, rng.uniform(0.05, 0.4), axis=1, keepdims=True)
    floor *= rng.uniform(1, 3)
    deepest = 10 ** (-rng.uniform(6, 40) / 20)
    share = 1 - (floor / np.maximum(magnitude, 1e-9)) ** rng.uniform(1, 2)
    gain = gaussian_filter(np.maximum(share, deepest), (rng.uniform(0, 2), rng.uniform(0, 3)))
    y: Samples = librosa.istft(spectrum * gain, hop_length=HOP, length=x.size)
    return y.astype(np.float32)


def levelled(x: Samples, rate_hz: int, rng: np.random.Generator) -> Samples:
    """Automatic gain, float32 [n] → [n]: quiet passages louder, at a ratio of 1.5 to 6."""
    length = int(FRAME_S * rate_hz)
    frames = -(-x.size // length)
    squares = np.pad(x * x, (0, frames * length - x.size)).reshape(frames, length)
    level = np.log(np.sqrt(squares.mean(axis=1)) + 1e-9)
    level = gaussian_filter1d(level, rng.uniform(1, 20), mode="nearest")
    loudest = float(level.max())
    lowest = loudest - rng.uniform(2, 5)
    gain = (loudest - np.maximum(level, lowest)) * (1 - 1 / rng.uniform(1.5, 6))
    middles = (np.arange(frames) + 0.5) * length
    y = x * np.exp(np.interp(np.arange(x.size), middles, gain))
    return y.astype(np.float32)
