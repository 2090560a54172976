"""The CNN and what the ablations vary about it; `shipped.py` runs the converted one."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

from dataclasses import dataclass
from typing import Literal

import keras
import numpy as np
from keras import layers

from training.front_ends import FrontEnd, front_end
from training.params import LABELS, Params

BATCH_NORM_MOMENTUM = 0.95
"""Keras' 0.99 lags so far behind the weights that validation judges another network."""


@dataclass(frozen=True)
class Design:
    """What `training.ablations` varies; the defaults are what is shipped.

    Attributes:
        widths: channels of the first convolution and of each residual block.
        pooling: how the last feature map becomes one vector.
        bin_means: whether the mean of each bin over time, which is the channel's more than the
            voice's, stays in the input.
        front: what is made of the spectrogram first, see `front_ends`.
    """

    widths: tuple[int, ...] = (16, 32, 64, 96)
    dropout: float = 0.3
    pooling: Literal["mean", "mean and deviation", "attention"] = "mean"
    bin_means: Literal["removed", "kept"] = "removed"
    front: FrontEnd = "linear"


def _conv(
    x: keras.KerasTensor, filters: int, kernel: int = 3, strides: int = 1
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    return layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)


def _residual(x: keras.KerasTensor, filters: int) -> keras.KerasTensor:
    y = layers.ReLU()(_conv(x, filters))
    y = _conv(y, filters)
    return layers.ReLU()(layers.Add()([_conv(x, filters, kernel=1), y]))


def _pool(x: keras.KerasTensor, pooling: str) -> keras.KerasTensor:
    """[n, time, frequency, channels] → [n, features]."""
    if pooling == "mean":
        return layers.GlobalAveragePooling2D()(x)
    if pooling == "attention":
        weights = layers.Conv2D(1, 1)(x)
        weights = layers.Reshape((-1,))(weights)
        weights = layers.Reshape((-1, 1))(layers.Softmax()(weights))
        flat = layers.Reshape((-1, x.shape[-1]))(x)
        return layers.Flatten()(layers.Dot(axes=1)([weights, flat]))
    mean = layers.GlobalAveragePooling2D()(x)
    square = layers.GlobalAveragePooling2D()(layers.Multiply()([x, x]))
    variance = layers.Subtract()([square, layers.Multiply()([mean, mean])])
    deviation = keras.ops.sqrt(layers.ReLU()(variance) + 1e-4)
    return layers.Concatenate()([mean, deviation])


def build_model(p: Params, d: Design | None = None) -> keras.Model:
    """An untrained small residual CNN.

    Input float32 [n, frames, bins, 1], `spectrogram()` as it is; output float32 [n, 2], softmax
    probabilities in the order of `LABELS`.
    """
    d = d or Design()
    frames, bins = p.input_shape
    inputs = keras.Input((frames, bins, 1), name="spectrogram")
    x = front_end(inputs, d.front, p)
    if d.bin_means == "removed":
        x = layers.Subtract()([x, layers.AveragePooling2D((frames, 1))(x)])
    x = layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)
    x = layers.ReLU()(_conv(x, d.widths[0], kernel=5, strides=2))
    for filters in d.widths[1:]:
        x = layers.MaxPooling2D()(x)
        x = _residual(x, filters)
    x = _pool(x, d.pooling)
    x = layers.Dropout(d.dropout)(x)
    outputs = layers.Dense(len(LABELS), activation="softmax", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="deepfake_audio_cnn")


def multiply_accumulates(model: keras.Model) -> int:
    """Multiply-accumulates of one window in the convolutions and dense layers."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            total += int(np.prod(layer.output.shape[1:3])) * int(np.prod(layer.kernel.shape))
        elif isinstance(layer, layers.Dense):
            positions = int(np.prod(layer.output.shape[1:-1]))
            total += positions * int(np.prod(layer.kernel.shape))
    return total
