"""The shipped model in Python: the very graph and weights that the page runs, in TensorFlow.

`web/model/model.json` holds a TensorFlow graph as JSON; filling its constants from `weights.bin`
gives the graph back. So there is one file of weights, and `predict` cannot differ from the page.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf
from google.protobuf import json_format
from numpy.typing import NDArray

from training.params import Params
from training.scoring import Predict

MODEL_DIR = Path(__file__).resolve().parent.parent / "web" / "model"


@dataclass(frozen=True)
class ShippedModel:
    """`predict` maps `features` [n, rows, bins, 1] to probabilities [n, 4], see `model`."""

    params: Params
    spec: dict[str, Any]
    sha256: str
    predict: Predict


def read_weights(manifest: list[dict[str, Any]], data: bytes) -> dict[str, NDArray[Any]]:
    """The constants of a graph-model by their names, from the bytes of weights.bin.

    Where they are written in fewer bits, they are what TensorFlow.js makes of them, to the bit.
    """
    weights, offset = {}, 0
    for entry in (w for group in manifest for w in group["weights"]):
        count, coded = int(np.prod(entry["shape"], dtype=int)), entry.get("quantization")
        values = np.frombuffer(data, (coded or entry)["dtype"], count, offset)
        offset += values.nbytes
        if coded:
            values = (values * np.float64(coded["scale"]) + coded["min"]).astype(entry["dtype"])
        weights[entry["name"]] = values.reshape(entry["shape"])
    if offset != len(data):
        raise ValueError(f"weights.bin has {len(data)} bytes, its manifest {offset}")
    return weights


def tensor_function(model: dict[str, Any], data: bytes) -> Callable[[Any], Any]:
    """A TensorFlow.js graph-model as a function of float32 tensors.

    Args:
        model: the parsed model.json.
        data: the bytes of its weights, in the manifest's order.
    """
    graph = json_format.ParseDict(model["modelTopology"], tf.compat.v1.GraphDef())
    weights = read_weights(model["weightsManifest"], data)
    for node in graph.node:
        if node.name in weights:
            node.attr["value"].tensor.CopyFrom(tf.make_tensor_proto(weights[node.name]))
    signature = model["signature"]
    feed = next(iter(signature["inputs"].values()))["name"]
    fetch = next(iter(signature["outputs"].values()))["name"]
    wrapped = tf.compat.v1.wrap_function(lambda: tf.import_graph_def(graph, name=""), [])
    return wrapped.prune(
        wrapped.graph.as_graph_element(feed), wrapped.graph.as_graph_element(fetch)
    )


def graph_function(model: dict[str, Any], data: bytes) -> Predict:
    """As `tensor_function`, of arrays."""
    function = tensor_function(model, data)
    return lambda x: np.asarray(function(tf.constant(x, tf.float32)))


def read_spec(folder: Path) -> dict[str, Any]:
    """What `convert.build_spec` left in a folder.

    Raises:
        FileNotFoundError, ValueError: if there is no such file, or it is damaged.
    """
    spec: dict[str, Any] = json.loads((folder / "spec.json").read_text(encoding="utf-8"))
    return spec


def load_shipped(folder: Path = MODEL_DIR) -> ShippedModel:
    """Read `model.json`, `weights.bin` and `spec.json`, and check the weights' hash.

    Raises:
        FileNotFoundError: if one of them is missing.
        ValueError: if the weights are not those that the spec names.
    """
    spec = read_spec(folder)
    model = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    data = (folder / "weights.bin").read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 != spec["model_sha256"]:
        raise ValueError(f"{folder / 'weights.bin'} is not the file that spec.json describes")
    return ShippedModel(Params.from_spec(spec), spec, sha256, graph_function(model, data))
