"""The network in native runtimes: `python -m bench.native NETWORK.onnx [--threads N]`, JSON.

A process of its own because TensorFlow's threads are settled when it starts.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import onnxruntime as ort
import tensorflow as tf
from numpy.typing import NDArray

from training.model import build_model
from training.params import Params
from training.shipped import load_shipped

BATCHES = (1, 4, 16)
ROUNDS = 10

Engine = Callable[[NDArray[np.float32]], object]


def random_features(n: int, p: Params) -> NDArray[np.float32]:
    """Noise about as large as `features`, [n, rows, bins, 1]."""
    noise = np.random.default_rng(0).standard_normal((n, *p.input_shape, 1), np.float32)
    return np.float32(2) * noise - np.float32(4)


def engines(network: Path, threads: int, p: Params) -> dict[str, Engine]:
    """What maps `features` [n, rows, bins, 1] to probabilities; `threads` 0 is all cores."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    keras_model = build_model(p)  # untrained, which makes it no faster
    return {
        "TensorFlow": load_shipped().predict,
        "Keras": keras_model.predict_on_batch,
        "onnxruntime": lambda x: session.run(None, {name: x}),
    }


def fastest_ms(engine: Engine, x: NDArray[np.float32]) -> float:
    """Of `ROUNDS` calls, after one that does not count."""
    times = []
    for _ in range(ROUNDS + 1):
        start = time.perf_counter()
        engine(x)
        times.append(1000 * (time.perf_counter() - start))
    return min(times[1:])


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; prints {engine: {batch: milliseconds}}."""
    parser = argparse.ArgumentParser(prog="python -m bench.native", description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("--threads", type=int, default=0, help="0: all cores")
    options = parser.parse_args(arguments)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    p = Params()
    x = random_features(max(BATCHES), p)
    found = {
        name: {n: fastest_ms(engine, x[:n]) for n in BATCHES}
        for name, engine in engines(options.network, options.threads, p).items()
    }
    print(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
