"""The shipped model as a function of the waveform that TensorFlow can differentiate.

`training/spectrogram.py` and `training/verdict.py` once more in TensorFlow, for attacks and
explanations; tests hold it to them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.params import FAKE, REAL, Params, SpectrogramParams, WindowParams
from training.shipped import MODEL_DIR, tensor_function
from training.spectrogram import stft_window
from training.verdict import SMALLEST

LogOdds = Callable[[Any, NDArray[np.int32]], Any]
"""(waveform tensor [n], indices from `window_indices`) → calibrated log-odds of "fake"."""


def _before_fusion(op: Any, gradient: Any) -> Any:
    """The gradient of what the converter fused a bias, and perhaps a ReLU, into."""
    if b"Relu" in op.get_attr("fused_ops"):
        return gradient * tf.cast(op.outputs[0] > 0, gradient.dtype)
    return gradient


def _fused_conv2d(op: Any, gradient: Any) -> list[Any]:
    """With respect to the input alone: weights stay as they are."""
    x, kernel, _ = op.inputs
    dx = tf.raw_ops.Conv2DBackpropInput(
        input_sizes=tf.shape(x),
        filter=kernel,
        out_backprop=_before_fusion(op, gradient),
        strides=op.get_attr("strides"),
        padding=op.get_attr("padding"),
    )
    return [dx, None, None]


def _fused_matmul(op: Any, gradient: Any) -> list[Any]:
    return [tf.matmul(_before_fusion(op, gradient), op.inputs[1], transpose_b=True), None, None]


tf.RegisterGradient("_FusedConv2D")(_fused_conv2d)
tf.RegisterGradient("_FusedMatMul")(_fused_matmul)


def spectrogram(x: Any, p: SpectrogramParams) -> Any:
    """Windows [n, n_samples] → [n, frames, n_bins], as `training.spectrogram.spectrogram`."""
    y = x - tf.reduce_mean(x, axis=-1, keepdims=True)
    power = tf.reduce_mean(y * y, axis=-1, keepdims=True)
    y /= tf.sqrt(tf.maximum(power, p.rms_floor**2))
    window = tf.constant(stft_window(p.n_fft), x.dtype)
    frames = tf.signal.frame(y, p.n_fft, p.hop_length) * window
    bins = tf.signal.rfft(frames)[..., p.first_bin : p.first_bin + p.n_bins]
    density = (tf.math.real(bins) ** 2 + tf.math.imag(bins) ** 2) / tf.reduce_sum(window**2)
    return tf.math.log(tf.maximum(density, p.power_floor)) / np.log(10.0)


def features(x: Any, p: Params) -> Any:
    """Windows [n, n_samples] → [n, rows, bins], as `training.features.features`."""
    coarse, fine = spectrogram(x, p.spectrogram), spectrogram(x, p.fine)
    rows, bins = p.input_shape
    below = rows - p.n_frames
    frames = below * bins // p.fine.n_bins
    return tf.concat([coarse, tf.reshape(fine[:, :frames], (-1, below, bins))], axis=1)


def window_indices(n_samples: int, starts: list[int], p: WindowParams) -> NDArray[np.int32]:
    """Which samples each window holds, int32 [windows, length]; short clips are repeated."""
    offsets = np.arange(p.length) % min(p.length, max(1, n_samples))
    return (np.array(starts, int)[:, None] + offsets).astype(np.int32)


def load_log_odds(p: Params, folder: Path = MODEL_DIR) -> LogOdds:
    """The model in `folder`: waveform to the mean calibrated log-odds of some of its windows."""
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    network = tensor_function(model, (folder / "weights.bin").read_bytes())

    def log_odds(x: Any, indices: NDArray[np.int32]) -> Any:
        given = features(tf.gather(x, indices), p)
        log_p = tf.math.log(tf.maximum(network(given[..., None]), SMALLEST))
        margins = log_p[:, FAKE] - log_p[:, REAL]
        return p.verdict.slope * tf.reduce_mean(margins) + p.verdict.intercept

    return log_odds
