"""Convert a training run for the page: `python convert.py RUN [--out web/model]`.

Keras → SavedModel → TensorFlow.js graph-model, checked against Keras on real and random input.
A conversion that does not match is refused and nothing is written. Writes into the folder:

    model.json, weights.bin   the graph-model, weights in 16 bits, loadable by any TensorFlow.js
    spec.json                 parameters, calibration, messages, tables, metrics, sha256
    model.js                  all of these as one classic script, for pages opened from disk
    heard.csv                 the voices that it was ever trained, validated and tested on
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import keras
import tensorflow as tf

from training import heard
from training.golden import golden
from training.graph_model import probe_features, to_graph_model, verify
from training.messages import ERRORS, REASONS
from training.model import multiply_accumulates
from training.params import LABELS, Params
from training.runs import run_params
from training.shipped import MODEL_DIR, graph_function
from training.spectrogram import stft_window


def _packed(n_fft: int) -> str:
    """The table of `stft_window` as the page reads it."""
    return base64.b64encode(stft_window(n_fft).astype("<f4").tobytes()).decode()


def rounded(figures: Any) -> Any:
    """Figures to five significant digits, which is more than anyone shows and half to load."""
    if isinstance(figures, float):
        return float(f"{figures:.5g}")
    if isinstance(figures, dict):
        return {key: rounded(value) for key, value in figures.items()}
    if isinstance(figures, list):
        return [rounded(value) for value in figures]
    return figures


def build_spec(
    p: Params,
    model: keras.Model,
    graph: dict[str, Any],
    data: bytes,
    metrics: dict[str, Any],
    check: dict[str, float],
) -> dict[str, Any]:
    """What the page and `training.shipped` read beside the weights."""
    return {
        **p.to_spec(),
        "labels": list(LABELS),
        "reasons": REASONS,
        "errors": ERRORS,
        "tables": {
            "stft_window": _packed(p.spectrogram.n_fft),
            "fine_window": _packed(p.fine.n_fft),
        },
        "network": {
            "parameters": model.count_params(),
            "multiply_accumulates": multiply_accumulates(model),
            "weight_bytes": len(data),
        },
        "conversion": check,
        "golden": golden(graph_function(graph, data), p),
        "metrics": rounded(metrics),
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
        judged = (metrics.get("model_sha256"), metrics.pop("verdict", None))
        if judged != (hashlib.sha256(data).hexdigest(), asdict(p.verdict)):
            raise ValueError(
                f"{metrics_path} is of other weights or another calibration: run "
                f"python -m training.evaluate {options.run} again"
            )
        if "grid" not in metrics:
            raise ValueError(
                f"{metrics_path} is of a quick evaluation: run python -m training.evaluate "
                f"{options.run} without --quick"
            )
        check = verify(model, graph, data, probe_features(p))
        spec = build_spec(p, model, graph, data, metrics, check)
        write_artefact(options.out, graph, data, spec, heard.known_to(options.run))
    except (ValueError, OSError, tf.errors.OpError) as error:
        print(f"convert: {error}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(data):,} bytes of weights, {check}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
