"""The network that a training begins with: a finished run's, or the shipped one.

The converter folds each batch normalisation into the convolution before it. `thawed` takes the two
apart again: statistics are measured on sound, scale and offset follow from them, and the network's
answers stay what they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

from training.model import build_model, members
from training.params import Params
from training.shipped import graph_function, read_weights

Values = NDArray[np.float32]
LARGEST_DIFFERENCE = 1e-4
ADDED = "ArithmeticOptimizer/AddOpsRewrite_Leaf_0_Add"


def starting_model(start: Path, sample: Sequence[Values], p: Params) -> keras.Model:
    """The network of a run (`best.keras`) or of a converted model (`model.json`), to train on.

    Args:
        sample: batches of `features` [n, rows, bins, 1] as training sees them.

    Raises:
        FileNotFoundError: if the folder holds neither.
        ValueError: if the converted model is not of today's design.
    """
    if (start / "best.keras").exists():
        return keras.saving.load_model(start / "best.keras")
    if (start / "model.json").exists():
        return thawed(start, sample, p)
    raise FileNotFoundError(f"{start} holds neither a best.keras nor a model.json to start from")


def take_branch(model: keras.Model, other: keras.Model, branch: int | None) -> None:
    """Give a network one branch of another; what both say together is still their mean.

    Raises:
        ValueError: if that branch is of another design, or none is named.
    """
    if branch is None:
        raise ValueError("--branch-of wants --only, the branch to take")
    members(model, branch).set_weights(members(other, branch).get_weights())


def thawed(folder: Path, sample: Sequence[Values], p: Params) -> keras.Model:
    """A converted model that can be trained, its normalisations apart from its kernels."""
    graph = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data = (folder / "weights.bin").read_bytes()
    model = build_model(p)
    try:
        _fill(model, read_weights(graph["weightsManifest"], data))
        _measure(model, sample)
        expected = graph_function(graph, data)(sample[0])
        difference = np.abs(model.predict_on_batch(sample[0]) - expected).max()
    except (KeyError, ValueError) as error:
        raise ValueError(f"{folder} holds a network of another design: {error}") from error
    if not difference <= LARGEST_DIFFERENCE:
        raise ValueError(f"{folder} holds a network of another design: {difference:.1e} off")
    return model


def _fill(model: keras.Model, weights: Mapping[str, NDArray[Any]]) -> None:
    """Kernels, and offsets in normalisations that do nothing else yet."""
    kernels = _by_number(weights, "conv2d", "convolution/merged_input")
    for layer, kernel in zip(_numbered(model, layers.Conv2D), kernels.values(), strict=True):
        layer.set_weights([kernel])

    norms = _numbered(model, layers.BatchNormalization)
    for norm in norms:
        _set_offset(norm, np.zeros(norm.gamma.shape, np.float32))
    offsets = _by_number(weights, "batch_normalization", "batchnorm/sub")
    for number, offset in offsets.items():
        _set_offset(norms[number - min(offsets)], offset)
    scales = _by_number(weights, "batch_normalization", "batchnorm/mul")
    for number, scale in scales.items():
        norm = norms[number - min(offsets)]
        _, *others = norm.get_weights()
        norm.set_weights([scale * np.sqrt(1 + norm.epsilon), *others])
    sums = _by_number(weights, "add", ADDED).values()
    for layer, offset in zip(_numbered(model, layers.Add), sums, strict=True):
        _set_offset(layer.input[0]._keras_history.operation, offset)

    matrices = _by_number(weights, "dense", "Cast/ReadVariableOp").values()
    biases = _by_number(weights, "dense", "BiasAdd/ReadVariableOp").values()
    for layer, *values in zip(_numbered(model, layers.Dense), matrices, biases, strict=True):
        layer.set_weights(values)


def _set_offset(norm: layers.BatchNormalization, offset: NDArray[Any]) -> None:
    one = np.ones_like(offset)
    norm.set_weights([one * np.sqrt(1 + norm.epsilon), offset, 0 * one, one])


def _measure(model: keras.Model, sample: Sequence[Values]) -> None:
    """Give each normalisation the statistics of its input, and keep what it computes."""
    norms = _numbered(model, layers.BatchNormalization)
    watch = keras.Model(model.inputs, [norm.input for norm in norms])
    batches = [watch.predict_on_batch(x) for x in sample]
    for norm, parts in zip(norms, zip(*batches, strict=True), strict=True):
        values = np.concatenate([part.reshape(-1, part.shape[-1]) for part in parts])
        mean, variance = values.mean(axis=0, dtype=np.float64), values.var(axis=0, dtype=np.float64)
        gamma, beta, _, _ = norm.get_weights()
        slope = gamma / np.sqrt(1 + norm.epsilon)
        new_gamma = slope * np.sqrt(variance + norm.epsilon)
        norm.set_weights([new_gamma, beta + slope * mean, mean, variance])


def _by_number(weights: Mapping[str, NDArray[Any]], kind: str, what: str) -> dict[int, Values]:
    """Constants called …/KIND_NUMBER_COPY/WHAT, by their numbers; without one it is 0."""
    name = re.compile(rf"/{kind}(?:_(\d+))?_\d+/{what}$")
    found = ((name.search(full), values) for full, values in weights.items())
    numbered = {int(match[1] or 0): values for match, values in found if match}
    return dict(sorted(numbered.items()))


def _numbered(model: keras.Model, kind: type[keras.Layer]) -> list[Any]:
    """Layers of a kind, in the order in which they were made."""

    def number(layer: keras.Layer) -> int:
        digits = re.search(r"\d+$", layer.name)
        return int(digits[0]) if digits else 0

    return sorted((layer for layer in model.layers if isinstance(layer, kind)), key=number)
