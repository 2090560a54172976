"""Mel spectrogram and back by Griffin-Lim: phases guessed by iteration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item, order

N_FFT, HOP = 1024, 256


@dataclass(frozen=True)
class CopyGriffinLim(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are mel bands and iterations."""

    name: str = "copy-griffinlim"
    count: int = 800
    settings: tuple[str, ...] = ("80x16", "80x60", "128x32", "40x32", "64x100", "200x8")
    about: str = "real clips through mel and Griffin-Lim, 8 to 100 iterations (librosa)"

    def copy(self, x: Samples, item: Item) -> Samples:
        import librosa
        from librosa.filters import mel as mel_bands

        bands, iterations = map(int, item.args["setting"].split("x"))
        mel = mel_bands(sr=RATE_HZ, n_fft=N_FFT, n_mels=bands)
        magnitude = np.abs(librosa.stft(x, n_fft=N_FFT, hop_length=HOP))
        guess = np.maximum(np.linalg.pinv(mel) @ (mel @ magnitude), 0.0)
        y: Samples = librosa.griffinlim(
            guess, n_iter=iterations, hop_length=HOP, n_fft=N_FFT, length=x.size,
            random_state=order(item.id) % 2**32,
        )  # fmt: skip
        return y.astype(np.float32)
