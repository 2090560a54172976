"""What a network does that predicts Fourier transforms: magnitudes nearly right, phases less so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.ndimage import gaussian_filter
from scipy.special import expit

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item, order

TURN_OVER_HZ = 250.0
"""How gradually phases get worse with frequency."""


@dataclass(frozen=True)
class CopyIstft(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`.

    Settings are n_fft, the error of magnitudes in decibels, and the frequency in hertz above
    which phases are lost.
    """

    name: str = "copy-istft"
    count: int = 450
    settings: tuple[str, ...] = (
        "256-2-0", "512-1-1500", "512-3-3000", "1024-1-500", "1024-2-2500", "1024-3-4000",
        "2048-2-1000", "2048-1-3000",
    )  # fmt: skip
    about: str = "real clips with errors in magnitude and phase, as networks predict them"

    def copy(self, x: Samples, item: Item) -> Samples:
        n_fft, error_db, phases_to_hz = map(int, item.args["setting"].split("-"))
        rng = np.random.default_rng(order(item.id))
        return mispredicted(x, n_fft, error_db, phases_to_hz, rng)


def smooth_noise(shape: tuple[int, int], blur: float, rng: np.random.Generator) -> Samples:
    """Noise [bins, frames] of unit variance whose neighbours agree."""
    noise = gaussian_filter(rng.standard_normal(shape, dtype=np.float32), blur, mode="nearest")
    return np.asarray(noise / max(float(noise.std()), 1e-9), np.float32)


def mispredicted(
    x: Samples, n_fft: int, error_db: float, phases_to_hz: float, rng: np.random.Generator
) -> Samples:
    """[n] samples at 16 kHz → [n], their transform with smooth errors of magnitude and phase."""
    import librosa

    spectrum = librosa.stft(x, n_fft=n_fft, hop_length=n_fft // 4)
    f = librosa.fft_frequencies(sr=RATE_HZ, n_fft=n_fft)[:, None]
    lost = expit((f - phases_to_hz) / TURN_OVER_HZ)
    gain_db = error_db * smooth_noise(spectrum.shape, 1.0, rng)
    turn = np.pi * lost * smooth_noise(spectrum.shape, 0.7, rng)
    changed = spectrum * 10 ** (gain_db / 20) * np.exp(1j * turn)
    y: Samples = librosa.istft(changed, hop_length=n_fft // 4, length=x.size)
    return y.astype(np.float32)
