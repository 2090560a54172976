"""The WORLD vocoder: pitch, envelope and aperiodicity, as they are or changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item

N_FFT = 1024
"""WORLD's own for 16 kHz and its lowest pitch of 71 Hz."""


@dataclass(frozen=True)
class CopyWorld(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`.

    Settings are factors of pitch and of formants, and how many numbers code the envelope and the
    aperiodicity of a frame, as in statistical speech synthesis; 0 leaves both as they are.
    """

    name: str = "copy-world"
    count: int = 800
    settings: tuple[str, ...] = (
        "p1.00f1.00c00", "p0.80f0.94c00", "p1.30f1.08c00", "p1.12f0.92c00",
        "p1.00f1.00c60", "p1.00f1.00c30", "p0.90f1.05c40", "p1.20f1.00c25",
    )  # fmt: skip
    about: str = "real clips through WORLD, also with other pitch and formants (pyworld)"

    def copy(self, x: Samples, item: Item) -> Samples:
        import pyworld

        setting = item.args["setting"]
        pitch, formants, coded = float(setting[1:5]), float(setting[6:10]), int(setting[11:])
        signal = x.astype(np.float64)
        f0, times = pyworld.harvest(signal, RATE_HZ)
        envelope = pyworld.cheaptrick(signal, f0, times, RATE_HZ)
        aperiodicity = pyworld.d4c(signal, f0, times, RATE_HZ)
        if coded:
            code = pyworld.code_spectral_envelope(envelope, RATE_HZ, coded)
            envelope = pyworld.decode_spectral_envelope(code, RATE_HZ, N_FFT)
            code = pyworld.code_aperiodicity(aperiodicity, RATE_HZ)
            aperiodicity = pyworld.decode_aperiodicity(code, RATE_HZ, N_FFT)
        y: NDArray[np.float64] = pyworld.synthesize(
            f0 * pitch, stretch(envelope, formants), aperiodicity, RATE_HZ
        )
        return y.astype(np.float32)


def stretch(envelope: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Move [frames, bins] along frequency by `factor`: 1.1 puts every formant 10 % higher."""
    bins = np.arange(envelope.shape[1], dtype=np.float64)
    moved = [np.interp(bins / factor, bins, row) for row in envelope]
    return np.ascontiguousarray(moved)
