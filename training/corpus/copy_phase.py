"""The phase vocoder: other pitch or tempo by moving the frames of a Fourier transform apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item


@dataclass(frozen=True)
class CopyPhase(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are tempo, semitones and window length."""

    name: str = "copy-phase"
    settings: tuple[str, ...] = (
        "0.80t+0n1024", "1.25t+0n1024", "1.00t+3n1024", "1.00t-3n1024", "1.00t+5n0512",
        "1.00t-4n2048", "0.90t-2n0512", "1.10t+2n2048",
    )  # fmt: skip
    about: str = "real clips with tempo and pitch changed by a phase vocoder (librosa)"

    def copy(self, x: Samples, item: Item) -> Samples:
        tempo, rest = item.args["setting"].split("t")
        semitones, n_fft = rest.split("n")
        return shifted(x, float(tempo), int(semitones), int(n_fft))


def shifted(x: Samples, tempo: float, semitones: float, n_fft: int) -> Samples:
    """[n] samples at 16 kHz → about [n / tempo], `semitones` higher."""
    import librosa

    ratio = 2 ** (semitones / 12)
    hop = n_fft // 4
    moved = librosa.phase_vocoder(
        librosa.stft(x, n_fft=n_fft, hop_length=hop), rate=tempo / ratio, hop_length=hop
    )
    y = librosa.istft(moved, n_fft=n_fft, hop_length=hop)
    if semitones:
        y = soxr.resample(y, RATE_HZ * ratio, RATE_HZ, quality="HQ")
    out: Samples = np.asarray(y, np.float32)
    return out
