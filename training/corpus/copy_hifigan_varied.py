"""HiFi-GANs that nobody trained: each has the weights of one, a little changed.

A detector that knows one vocoder knows its habits. Of two dozen that differ in their habits and
agree in what they are, only the latter can be learned. Some are given mel spectrograms in coarse
steps, as voices made of tokens are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.fft import dct, idct
from scipy.ndimage import map_coordinates

from training.corpus.copy_hifigan import mel_of_16k, session_of, speak, vocoder_file
from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.onnx_weights import varied
from training.corpus.packages import Packages
from training.corpus.sound import Samples
from training.corpus.source import Item

if TYPE_CHECKING:
    import onnxruntime

SPREADS = (0.08, 0.14, 0.2, 0.26)
VARIANTS = 24
PLAIN = "plain"
COARSE = (PLAIN, PLAIN, "2x0.5", "2x1.0", "3x0.7", "4x0.4")
"""Frames that are one, and the step of the cosine coefficients over bands."""


@cache
def varied_session(model: Path, variant: int) -> onnxruntime.InferenceSession:
    """One of the vocoders, loaded once a process."""
    return session_of(varied(model.read_bytes(), SPREADS[variant % len(SPREADS)], variant))


def coarse(mel: Samples, frames: int, step: float) -> Samples:
    """Natural-log mel magnitudes [80, n] → the same of what `frames`-long tokens can tell.

    Each token holds the cosine coefficients of the mean of its frames, rounded to `step`; between
    the middles of tokens, spectra go over into each other.
    """
    bands, n = mel.shape
    tokens = -(-n // frames)
    padded = np.pad(mel, ((0, 0), (0, tokens * frames - n)), mode="edge")
    means = padded.reshape(bands, tokens, frames).mean(axis=2)
    rounded = np.round(dct(means, axis=0, norm="ortho") / step) * step
    spectra = idct(rounded, axis=0, norm="ortho")
    columns = (np.arange(n) + 0.5) / frames - 0.5
    places = np.broadcast_arrays(np.arange(bands)[:, None], columns[None])
    moved: Samples = map_coordinates(spectra, places, order=1, mode="nearest").astype(np.float32)
    return moved


def in_steps(mel: Samples, steps: str) -> Samples:
    """The spectrogram as one of `COARSE` has it."""
    if steps == PLAIN:
        return mel
    frames, step = steps.split("x")
    return coarse(mel, int(frames), float(step))


@dataclass(frozen=True)
class CopyHifiGanVaried(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are the vocoder, and how coarse its input is."""

    name: str = "copy-hifigan-varied"
    count: int = 450
    settings: tuple[str, ...] = tuple(
        f"{variant}-{COARSE[variant // len(SPREADS) % len(COARSE)]}" for variant in range(VARIANTS)
    )
    about: str = "real clips through 24 HiFi-GANs with changed weights, some from coarse mels"

    def prepare(self, packages: Packages) -> dict[str, Path]:
        return {"model": vocoder_file(packages)}

    def copy(self, x: Samples, item: Item) -> Samples:
        variant, steps = item.args["setting"].split("-")
        return speak(
            varied_session(item.args["model"], int(variant)), in_steps(mel_of_16k(x), steps)
        )
