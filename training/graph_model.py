"""Keras → TensorFlow.js graph-model, checked against Keras; `convert.py` is the command."""

from __future__ import annotations

import contextlib
import importlib
import json
import sys
import tempfile
import types
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tf_keras  # noqa: F401  (must be imported before the stubs below exist)
from numpy.typing import NDArray

from training.features import features
from training.params import Params
from training.shipped import graph_function
from training.verdict import margin

LARGEST_DIFFERENCE = 5e-5
"""Of a probability, most of it by weights of 16 bits."""
SMALLEST_SPREAD = 0.2
UNUSED = (
    "tensorflow_decision_forests",
    "tensorflow_hub",
    "jax",
    "jax.experimental",
    "jax.experimental.jax2tf",
)


@contextlib.contextmanager
def _stubs(names: Sequence[str]) -> Iterator[None]:
    """Empty modules for what tensorflowjs imports at its top and this conversion never uses."""
    added = [name for name in names if name not in sys.modules]
    for name in added:
        sys.modules[name] = types.ModuleType(name)
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, sys.modules[name])
    try:
        yield
    finally:
        for name in added:
            del sys.modules[name]


def to_graph_model(model: keras.Model) -> tuple[dict[str, Any], bytes]:
    """The TensorFlow.js graph-model of a Keras model: (model.json as a dict, weight bytes)."""
    with _stubs(UNUSED):
        converter = importlib.import_module("tensorflowjs.converters.tf_saved_model_conversion_v2")
        with tempfile.TemporaryDirectory() as folder:
            saved, converted = Path(folder, "saved"), Path(folder, "converted")
            model.export(saved, verbose=False)
            converter.convert_tf_saved_model(
                str(saved), str(converted), metadata={}, quantization_dtype_map={"uint16": True}
            )
            graph = json.loads((converted / "model.json").read_text(encoding="utf-8"))
            shards = [path for group in graph["weightsManifest"] for path in group["paths"]]
            data = b"".join((converted / shard).read_bytes() for shard in shards)
    merged = [w for group in graph["weightsManifest"] for w in group["weights"]]
    graph["weightsManifest"] = [{"paths": ["weights.bin"], "weights": merged}]
    return graph, data


def probe_features(p: Params) -> NDArray[np.float32]:
    """`features` to compare on, of noise in several colours and rhythms, [n, rows, bins, 1]."""
    rng = np.random.default_rng(0)
    n = p.window.length
    t = np.arange(n) / p.sample_rate_hz
    windows = []
    for i in range(32):
        spectrum = np.fft.rfft(rng.standard_normal(n))
        spectrum *= np.arange(1, spectrum.size + 1) ** -(i % 4 / 2)
        rhythm = 1.05 + np.sin(2 * np.pi * (1 + i / 4) * t)
        tone = np.sin(2 * np.pi * 100 * (1 + i) * t) * (i % 3)
        windows.append(np.fft.irfft(spectrum) * rhythm * 5 + tone)
    return features(np.array(windows, np.float32), p)[..., None]


def verify(
    model: keras.Model, graph: dict[str, Any], data: bytes, x: NDArray[np.float32]
) -> dict[str, float]:
    """Compare the converted graph with Keras on `features` x.

    Raises:
        ValueError: if a probability differs by more than `LARGEST_DIFFERENCE`, or if all of them
            are nearly the same, which would make any comparison pass.
    """
    expected = np.asarray(model.predict(x, batch_size=8, verbose=0))
    got = graph_function(graph, data)(x)
    if got.shape != expected.shape:
        raise ValueError(f"the converted model gives {got.shape}, Keras {expected.shape}")
    difference = float(np.abs(got - expected).max())
    spread = float(np.ptp(margin(expected)))
    if not difference <= LARGEST_DIFFERENCE:
        raise ValueError(f"the converted model differs from Keras by {difference:.2e}")
    if not spread >= SMALLEST_SPREAD:
        raise ValueError(f"the model says nearly the same for every input (spread {spread:.3f})")
    return {"largest_difference": difference, "margin_spread": spread}
