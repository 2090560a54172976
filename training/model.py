"""The CNN. Apart from `shipped.py`, which runs the converted one, only this file names Keras."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import keras
import numpy as np
from keras import layers

from training.params import LABELS, Params

WIDTHS = (16, 32, 64, 96)
DROPOUT = 0.3
BATCH_NORM_MOMENTUM = 0.95
"""Keras' 0.99 lags so far behind the weights that validation judges another network."""


def _conv(
    x: keras.KerasTensor, filters: int, kernel: int = 3, strides: int = 1
) -> keras.KerasTensor:
    x = layers.Conv2D(filters, kernel, strides=strides, padding="same", use_bias=False)(x)
    return layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)


def _residual(x: keras.KerasTensor, filters: int) -> keras.KerasTensor:
    y = layers.ReLU()(_conv(x, filters))
    y = _conv(y, filters)
    return layers.ReLU()(layers.Add()([_conv(x, filters, kernel=1), y]))


def build_model(p: Params) -> keras.Model:
    """An untrained small residual CNN.

    Input float32 [n, frames, bins, 1], `spectrogram()` as it is; output float32 [n, 2], softmax
    probabilities in the order of `LABELS`. The network itself takes the mean of each bin over time
    away: what stays the same for two seconds is the channel, not the voice.
    """
    frames, bins = p.input_shape
    inputs = keras.Input((frames, bins, 1), name="spectrogram")
    x = layers.Subtract()([inputs, layers.AveragePooling2D((frames, 1))(inputs)])
    x = layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)
    x = layers.ReLU()(_conv(x, WIDTHS[0], kernel=5, strides=2))
    for filters in WIDTHS[1:]:
        x = layers.MaxPooling2D()(x)
        x = _residual(x, filters)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(DROPOUT)(x)
    outputs = layers.Dense(len(LABELS), activation="softmax", name="probabilities")(x)
    return keras.Model(inputs, outputs, name="deepfake_audio_cnn")


def multiply_accumulates(model: keras.Model) -> int:
    """Multiply-accumulates of one window in the convolutions and dense layers."""
    total = 0
    for layer in model.layers:
        if isinstance(layer, layers.Conv2D):
            total += int(np.prod(layer.output.shape[1:3])) * int(np.prod(layer.kernel.shape))
        elif isinstance(layer, layers.Dense):
            total += int(np.prod(layer.kernel.shape))
    return total
