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
from training.params import OUTPUTS, Params

MEMBERS = "members"
BATCH_NORM_MOMENTUM = 0.95
"""Keras' 0.99 lags so far behind the weights that validation judges another network."""
PAIRS = (2, 2)
"""The outputs are two pairs: real or fake, and no voice or a voice, see `voice`."""


Norm = type[layers.BatchNormalization]
Pooling = Literal["mean", "mean and deviation", "attention"]


@dataclass(frozen=True)
class Branch:
    """One of the networks that judge together.

    Attributes:
        front: what is made of the spectrogram first, see `front_ends`.
        widths: channels of the first convolution and of each residual block.
        pooling: how the last feature map becomes one vector.
        bin_means: whether the mean of each bin over time, which is the channel's more than the
            voice's, stays in the input.
    """

    front: FrontEnd = "linear"
    widths: tuple[int, ...] = (16, 32, 64, 96)
    pooling: Pooling = "mean and deviation"
    bin_means: Literal["removed", "kept"] = "removed"


@dataclass(frozen=True)
class Design:
    """What `training.variants` varies; the defaults are what is shipped.

    Attributes:
        branches: networks that learn on their own and whose margins are averaged: one sees
            overtones, one the pulses that they make together.
    """

    branches: tuple[Branch, ...] = (Branch("linear"), Branch("fine"))
    dropout: float = 0.3


def _conv(
    x: keras.KerasTensor, norm: Norm, filters: int, kernel: int = 3, strides: int = 1
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    return norm(momentum=BATCH_NORM_MOMENTUM)(x)


def _residual(x: keras.KerasTensor, norm: Norm, filters: int) -> keras.KerasTensor:
    y = layers.ReLU()(_conv(x, norm, filters))
    y = _conv(y, norm, filters)
    return layers.ReLU()(layers.Add()([_conv(x, norm, filters, kernel=1), y]))


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


def _branch(
    inputs: keras.KerasTensor, p: Params, b: Branch, norm: Norm, dropout: float
) -> keras.KerasTensor:
    """`features` [n, rows, bins, 1] → logits [n, 4]."""
    x = front_end(inputs, b.front, p)
    if b.bin_means == "removed":
        mean = layers.AveragePooling2D((x.shape[1], 1), dtype="float32")(x)
        x = layers.Subtract(dtype="float32")([x, mean])
    x = norm(momentum=BATCH_NORM_MOMENTUM, dtype="float32")(x)
    x = layers.ReLU()(_conv(x, norm, b.widths[0], kernel=5, strides=2))
    for filters in b.widths[1:]:
        x = layers.MaxPooling2D()(x)
        x = _residual(x, norm, filters)
    x = layers.Dropout(dropout)(_pool(x, b.pooling))
    return layers.Dense(OUTPUTS, dtype="float32")(x)


def build_model(
    p: Params, d: Design | None = None, norm: Norm = layers.BatchNormalization
) -> keras.Model:
    """Untrained small residual CNNs that judge together.

    Input float32 [n, rows, bins, 1], `features()` as it is; output float32 [n, 4]: softmax
    probabilities in the order of `LABELS`, then those of no voice and of a voice, which sum up to
    1 as well. Whatever precision Keras is set to, what goes in and what comes out is computed in
    float32.

    Args:
        norm: the layer after each convolution, `fused_norm.FusedBatchNormalization` to train.
    """
    d = d or Design()
    inputs = keras.Input((*p.input_shape, 1), name="features", dtype="float32")
    logits = [
        layers.Reshape((1, OUTPUTS), name=f"{MEMBERS}_{i}", dtype="float32")(
            _branch(inputs, p, b, norm, d.dropout)
        )
        for i, b in enumerate(d.branches)
    ]
    together = layers.Concatenate(axis=1, name=MEMBERS, dtype="float32")(logits)
    mean = layers.GlobalAveragePooling1D(dtype="float32")(together)
    pairs = layers.Softmax(dtype="float32")(layers.Reshape(PAIRS, dtype="float32")(mean))
    outputs = layers.Reshape((OUTPUTS,), name="probabilities", dtype="float32")(pairs)
    return keras.Model(inputs, outputs, name="deepfake_audio_cnn")


def members(model: keras.Model, only: int | None = None) -> keras.Model:
    """The same network with the logits [n, branches, 4] of each branch, or of one, as output."""
    name = MEMBERS if only is None else f"{MEMBERS}_{only}"
    return keras.Model(model.inputs, model.get_layer(name).output)


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
