"""What a branch sees of the features, and others that fixed layers turn the spectrogram into.

What is shipped has "linear", the spectrogram itself, and "fine"; the ablations try the others.
"""

from __future__ import annotations

from typing import Literal

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray
from scipy.fft import dct

from training.params import Params

FrontEnd = Literal["linear", "fine", "mel-80", "mel-128", "lfcc"]
LFCC_BANDS, LFCC = 128, 60
FLOOR = 1e-7


def mel_matrix(bands: int, p: Params) -> NDArray[np.float32]:
    """[bins, bands] weights of triangular mel bands, each summing to one."""
    from librosa.filters import mel

    weights = mel(sr=p.sample_rate_hz, n_fft=p.spectrogram.n_fft, n_mels=bands, norm=None)
    return _of_bins(weights, p)


def linear_matrix(bands: int, p: Params) -> NDArray[np.float32]:
    """[bins, bands] weights of triangles that are equally wide, each summing to one."""
    centres = np.linspace(0, p.spectrogram.n_fft // 2, bands + 2)
    bins = np.arange(p.spectrogram.n_fft // 2 + 1)
    width = centres[1] - centres[0]
    return _of_bins(np.maximum(0, 1 - np.abs(bins - centres[1:-1, None]) / width), p)


def _of_bins(weights: NDArray[np.floating], p: Params) -> NDArray[np.float32]:
    s = p.spectrogram
    kept = weights.T[s.first_bin : s.first_bin + s.n_bins]
    return (kept / np.maximum(kept.sum(axis=0), 1e-9)).astype(np.float32)


def _fixed(x: keras.KerasTensor, matrix: NDArray[np.float32], name: str) -> keras.KerasTensor:
    """[n, frames, bins, 1] → [n, frames, columns, 1] through a matrix that is not trained."""
    bins, columns = matrix.shape
    layer = layers.Conv2D(
        columns, (1, bins), use_bias=False, trainable=False, name=name, dtype="float32"
    )
    y = layer(x)
    layer.set_weights([matrix[None, :, None, :]])
    return layers.Reshape((x.shape[1], columns, 1), dtype="float32")(y)


def front_end(inputs: keras.KerasTensor, kind: FrontEnd, p: Params) -> keras.KerasTensor:
    """`features` [n, rows, bins, 1] → what one branch sees of them [n, frames, columns, 1]."""
    if kind == "fine":
        columns = p.fine.n_bins
        return layers.Reshape((-1, columns, 1), dtype="float32")(inputs[:, p.n_frames :])
    inputs = inputs[:, : p.n_frames]
    if kind == "linear":
        return inputs
    if kind == "lfcc":
        matrix = linear_matrix(LFCC_BANDS, p)
    else:
        matrix = mel_matrix(int(kind.removeprefix("mel-")), p)
    power = keras.ops.power(10.0, inputs)
    logs = keras.ops.log10(_fixed(power, matrix, "bands") + FLOOR)
    if kind == "lfcc":
        cosines = dct(np.eye(LFCC_BANDS), norm="ortho", axis=1)[:, :LFCC]
        logs = _fixed(logs, cosines.astype(np.float32), "cepstrum")
    return logs
