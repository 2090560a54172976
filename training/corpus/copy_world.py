"""The WORLD vocoder: pitch, envelope and aperiodicity, as they are or changed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item


@dataclass(frozen=True)
class CopyWorld(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are factors of pitch and of formants."""

    name: str = "copy-world"
    settings: tuple[str, ...] = ("p1.00f1.00", "p0.80f0.94", "p1.00f1.00", "p1.30f1.08")
    about: str = "real clips through WORLD, also with other pitch and formants (pyworld)"

    def copy(self, x: Samples, item: Item) -> Samples:
        import pyworld

        pitch, formants = map(float, item.args["setting"].removeprefix("p").split("f"))
        signal = x.astype(np.float64)
        f0, times = pyworld.harvest(signal, RATE_HZ)
        envelope = pyworld.cheaptrick(signal, f0, times, RATE_HZ)
        aperiodicity = pyworld.d4c(signal, f0, times, RATE_HZ)
        y: NDArray[np.float64] = pyworld.synthesize(
            f0 * pitch, stretch(envelope, formants), aperiodicity, RATE_HZ
        )
        return y.astype(np.float32)


def stretch(envelope: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Move [frames, bins] along frequency by `factor`: 1.1 puts every formant 10 % higher."""
    bins = np.arange(envelope.shape[1], dtype=np.float64)
    moved = [np.interp(bins / factor, bins, row) for row in envelope]
    return np.ascontiguousarray(moved)
