"""HiFi-GAN's generator, version 1 (arXiv 2010.05646), with the weights of a PyTorch checkpoint."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.corpus.torch_file import read_torch

Samples = NDArray[np.float32]
Weights = Mapping[str, NDArray[np.float32]]
UPSAMPLE = (8, 8, 2, 2)
DILATIONS = (1, 3, 5)
KERNELS = 3
GENERATORS = 4
SLOPE, LAST_SLOPE = 0.1, 0.01


def plain_weights(checkpoint: Weights) -> dict[str, NDArray[np.float32]]:
    """Weight normalisation worked out: `weight_g`, `weight_v` become `weight`."""
    plain = {}
    for name, value in checkpoint.items():
        if name.endswith("weight_v"):
            length = np.sqrt((value**2).sum(axis=(1, 2), keepdims=True))
            gain = checkpoint[name.replace("weight_v", "weight_g")]
            plain[name.replace("weight_v", "weight")] = value * (gain / length)
        elif not name.endswith("weight_g"):
            plain[name] = value
    return plain


def varied(weights: Weights, spread: float, seed: int) -> dict[str, NDArray[np.float32]]:
    """The same with each weight of a convolution multiplied by 1 + N(0, `spread`)."""
    rng = np.random.default_rng(seed)
    changed = dict(weights)
    for name, value in weights.items():
        if value.ndim > 2:
            factors = 1 + spread * rng.standard_normal(value.shape)
            changed[name] = (value * factors).astype(np.float32)
    return changed


@cache
def _plain(path: Path) -> dict[str, NDArray[np.float32]]:
    return plain_weights(read_torch(path)["generator"])


@cache
def _graph() -> Any:
    """One for all weights: a graph of their own for each would fill the memory."""
    import tensorflow as tf

    def run(mel: Any, weights: Mapping[str, Any]) -> Any:
        def conv(x: Any, name: str, dilation: int = 1) -> Any:
            kernel = tf.transpose(weights[f"{name}.weight"], (2, 1, 0))[None]
            y = tf.nn.conv2d(x, kernel, 1, "SAME", dilations=[1, 1, dilation, 1])
            return y + weights[f"{name}.bias"]

        def up(x: Any, i: int) -> Any:
            kernel = tf.transpose(weights[f"ups.{i}.weight"], (2, 1, 0))[None]
            shape = tf.stack([1, 1, tf.shape(x)[2] * UPSAMPLE[i], kernel.shape[2]])
            return (
                tf.nn.conv2d_transpose(x, kernel, shape, [1, 1, UPSAMPLE[i], 1], "SAME")
                + (weights[f"ups.{i}.bias"])
            )

        def residual(x: Any, block: str) -> Any:
            for i, dilation in enumerate(DILATIONS):
                y = conv(tf.nn.leaky_relu(x, SLOPE), f"{block}.convs1.{i}", dilation)
                x = x + conv(tf.nn.leaky_relu(y, SLOPE), f"{block}.convs2.{i}")
            return x

        x = conv(tf.transpose(mel)[None, None], "conv_pre")
        for i in range(len(UPSAMPLE)):
            x = up(tf.nn.leaky_relu(x, SLOPE), i)
            blocks = [residual(x, f"resblocks.{i * KERNELS + j}") for j in range(KERNELS)]
            x = tf.add_n(blocks) / KERNELS
        return tf.tanh(conv(tf.nn.leaky_relu(x, LAST_SLOPE), "conv_post"))[0, 0, :, 0]

    return tf.function(run, reduce_retracing=True)


@lru_cache(maxsize=GENERATORS)
def generator(path: Path, spread: float = 0.0, seed: int = 0) -> Any:
    """Natural-log mel magnitudes float32 [80, frames] → samples float32 [frames * 256].

    The last few stay loaded.

    Args:
        spread: how much the weights are changed at random, see `varied`.
        seed: which of the networks so made.
    """
    import tensorflow as tf

    weights = {k: tf.constant(v) for k, v in varied(_plain(path), spread, seed).items()}
    return lambda mel: np.asarray(_graph()(tf.constant(mel, tf.float32), weights))
