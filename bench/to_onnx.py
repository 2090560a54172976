"""The shipped network as ONNX, for `bench.inference` alone, and the packages which that takes.

The packages go into folders of their own under `bench/onnx`, which git ignores: what trains,
converts and tests does without them.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from training.shipped import MODEL_DIR, graph_function, tensor_function

FOLDER = Path(__file__).resolve().parent / "onnx"
PACKAGES = FOLDER / ".packages"
RUNTIME = FOLDER / "node_modules" / "onnxruntime-web" / "dist"
OPSET = 18
LARGEST_DIFFERENCE = 1e-4
FUSED = {
    "_FusedConv2D": ("Conv2D", ("T", "strides", "padding", "data_format", "dilations")),
    "_FusedMatMul": ("MatMul", ("T", "transpose_a", "transpose_b")),
}


def _install(command: list[str], wanted: Path, stamp: Path) -> None:
    """Run an installer, unless it has run for these very pins."""
    if stamp.exists() and stamp.read_bytes() == wanted.read_bytes():
        return
    print(f"bench: installing the packages of bench/onnx/{wanted.name}", file=sys.stderr)
    subprocess.run(command, check=True, stdout=sys.stderr)
    stamp.write_bytes(wanted.read_bytes())


def install() -> None:
    """onnxruntime-web through npm, onnx and tf2onnx through pip; raises if one of them fails."""
    wanted = FOLDER / "requirements.txt"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    pip += ["--no-deps", "--upgrade", "--target", str(PACKAGES), "--requirement", str(wanted)]
    _install(pip, wanted, PACKAGES / "installed.txt")
    npm = ["npm", "ci", "--prefix", str(FOLDER), "--ignore-scripts", "--no-audit", "--no-fund"]
    _install(npm, FOLDER / "package-lock.json", RUNTIME / "installed.json")


def plain(graph: Any) -> Any:
    """A GraphDef without operations that are fused with those after them: tf2onnx has none."""
    out = tf.compat.v1.GraphDef()
    out.versions.CopyFrom(graph.versions)
    for node in graph.node:
        if node.op not in FUSED:
            kept = out.node.add()
            kept.CopyFrom(node)
            for name in [name for name in node.attr if name.startswith("_")]:
                del kept.attr[name]  # notes of the optimizer, which tf2onnx stumbles over
            continue
        op, attributes = FUSED[node.op]
        steps = [name.decode() for name in node.attr["fused_ops"].list.s]
        last = out.node.add(op=op, name=f"{node.name}/{op}", input=node.input[:2])
        for name in attributes:
            last.attr[name].CopyFrom(node.attr[name])
        for step in steps:
            name = node.name if step == steps[-1] else f"{node.name}/{step}"
            inputs = [last.name, node.input[2]] if step == "BiasAdd" else [last.name]
            last = out.node.add(op=step, name=name, input=inputs)
            last.attr["T"].CopyFrom(node.attr["T"])
    return out


def write_onnx(path: Path, x: np.ndarray) -> float:
    """Convert, write, and compare with the graph on `features` x [n, rows, bins, 1].

    Returns:
        The largest difference of a probability.

    Raises:
        ValueError: if that is more than `LARGEST_DIFFERENCE`.
    """
    sys.path.append(str(PACKAGES))
    tf2onnx = importlib.import_module("tf2onnx")
    ort = importlib.import_module("onnxruntime")
    model = json.loads((MODEL_DIR / "model.json").read_text(encoding="utf-8"))
    data = (MODEL_DIR / "weights.bin").read_bytes()
    function: Any = tensor_function(model, data)
    feeds, fetches = [tensor.name for tensor in function.inputs], [function.outputs[0].name]
    network, _ = tf2onnx.convert.from_graph_def(
        plain(function.graph.as_graph_def()),
        input_names=feeds,
        output_names=fetches,
        opset=OPSET,
    )
    path.write_bytes(network.SerializeToString())
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    got = session.run(None, {session.get_inputs()[0].name: x})[0]
    difference = float(np.abs(got - graph_function(model, data)(x)).max())
    if not difference <= LARGEST_DIFFERENCE:
        raise ValueError(f"the network in ONNX differs by {difference:.2e}")
    return difference
