"""Convert a training run for the page: `python convert.py RUN [--out web/model]`.

Keras → SavedModel → TensorFlow.js graph-model, checked against Keras on real and random input.
A conversion that does not match is refused and nothing is written. Writes into the folder:

    model.json, weights.bin   the graph-model, loadable by any TensorFlow.js
    spec.json                 parameters, calibration, messages, tables, metrics, sha256
    model.js                  all of these as one classic script, for pages opened from disk
    heard.csv                 the voices that it was trained, validated and tested on
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import hashlib
import importlib
import json
import sys
import tempfile
import types
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
import tf_keras  # noqa: F401  (must be imported before the stubs below exist)
from numpy.typing import NDArray

from training import heard
from training.golden import golden
from training.messages import ERRORS, REASONS
from training.model import multiply_accumulates
from training.params import LABELS, Params
from training.runs import load_clips, run_params
from training.shipped import MODEL_DIR, graph_function
from training.spectrogram import spectrogram, stft_window
from training.verdict import margin

LARGEST_DIFFERENCE = 1e-5
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
            converter.convert_tf_saved_model(str(saved), str(converted), metadata={})
            graph = json.loads((converted / "model.json").read_text(encoding="utf-8"))
            shards = [path for group in graph["weightsManifest"] for path in group["paths"]]
            data = b"".join((converted / shard).read_bytes() for shard in shards)
    merged = [w for group in graph["weightsManifest"] for w in group["weights"]]
    graph["weightsManifest"] = [{"paths": ["weights.bin"], "weights": merged}]
    return graph, data


def probe_spectrograms(p: Params) -> NDArray[np.float32]:
    """Inputs to compare on: noise of several colours and rhythms, [n, frames, bins, 1]."""
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
    return spectrogram(np.array(windows, np.float32), p.spectrogram)[..., None]


def verify(
    model: keras.Model, graph: dict[str, Any], data: bytes, x: NDArray[np.float32]
) -> dict[str, float]:
    """Compare the converted graph with Keras on spectrograms `x`.

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


def build_spec(
    p: Params,
    model: keras.Model,
    graph: dict[str, Any],
    data: bytes,
    metrics: dict[str, Any],
    check: dict[str, float],
) -> dict[str, Any]:
    """What the page and `training.shipped` read beside the weights."""
    table = stft_window(p.spectrogram.n_fft).astype("<f4").tobytes()
    return {
        **p.to_spec(),
        "labels": list(LABELS),
        "reasons": REASONS,
        "errors": ERRORS,
        "tables": {"stft_window": base64.b64encode(table).decode()},
        "network": {
            "parameters": model.count_params(),
            "multiply_accumulates": multiply_accumulates(model),
            "weight_bytes": len(data),
        },
        "conversion": check,
        "golden": golden(graph_function(graph, data), p),
        "metrics": metrics,
        "model_sha256": hashlib.sha256(data).hexdigest(),
    }


def write_artefact(
    out: Path, graph: dict[str, Any], data: bytes, spec: dict[str, Any], sides: Mapping[str, str]
) -> None:
    """Write the folder whole or not at all; `sides` as in `heard.sides_of`."""
    packed = {
        "spec": spec,
        "graph": graph,
        "weights": base64.b64encode(data).decode(),
    }
    script = json.dumps(packed, separators=(",", ":"), sort_keys=True)
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out.parent) as folder:
        new = Path(folder, "new")
        new.mkdir()
        (new / "weights.bin").write_bytes(data)
        (new / "model.json").write_text(json.dumps(graph, sort_keys=True) + "\n", encoding="utf-8")
        spec_text = json.dumps(spec, indent=1, sort_keys=True)
        (new / "spec.json").write_text(spec_text + "\n", encoding="utf-8")
        text = f"globalThis.DEEPFAKE_AUDIO_MODEL={script};\n"
        (new / "model.js").write_text(text, encoding="utf-8")
        (new / heard.NAME).write_text(heard.to_csv(sides), encoding="utf-8")
        old = Path(folder, "old")
        if out.exists():
            out.rename(old)
        try:
            new.rename(out)
        except OSError:
            if old.exists():
                old.rename(out)
            raise


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("run", type=Path, help="folder of training.train")
    parser.add_argument("--out", type=Path, default=MODEL_DIR, help="folder to write")
    options = parser.parse_args(arguments)
    try:
        path = options.run / "best.keras"
        if not path.exists():
            raise FileNotFoundError(f"{options.run} is not a finished run: it has no best.keras")
        model = keras.saving.load_model(path)
        p = run_params(options.run)
        metrics_path = options.run / "metrics.json"
        if not metrics_path.exists():
            raise FileNotFoundError(
                f"{metrics_path} is missing: run python -m training.evaluate {options.run} first"
            )
        metrics = json.loads(metrics_path.read_text(encoding="utf-8"))
        graph, data = to_graph_model(model)
        check = verify(model, graph, data, probe_spectrograms(p))
        spec = build_spec(p, model, graph, data, metrics, check)
        sides = heard.sides_of(load_clips(options.run))
        write_artefact(options.out, graph, data, spec, sides)
    except (ValueError, OSError, tf.errors.OpError) as error:
        print(f"convert: {error}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(data):,} bytes of weights, {check}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
