"""What the benchmarks compute rather than measure."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import tensorflow as tf

from bench.aasist_l import PUBLISHED_PARAMETERS, SAMPLES, SINC_BANDS, SINC_TAPS, count
from bench.native import random_features
from bench.to_onnx import FUSED, plain
from training.shipped import MODEL_DIR, load_shipped, tensor_function


def test_the_count_of_aasist_l_gives_its_published_parameters() -> None:
    total = count()
    assert total.parameters == PUBLISHED_PARAMETERS
    assert total.multiply_accumulates > SINC_BANDS * SINC_TAPS * (SAMPLES - SINC_TAPS)


def test_the_graph_without_fused_operations_is_the_same_function() -> None:
    graph = json.loads((MODEL_DIR / "model.json").read_text(encoding="utf-8"))
    function: Any = tensor_function(graph, (MODEL_DIR / "weights.bin").read_bytes())
    taken_apart = plain(function.graph.as_graph_def())
    assert not FUSED.keys() & {node.op for node in taken_apart.node}
    feed, fetch = function.inputs[0].name, function.outputs[0].name
    wrapped = tf.compat.v1.wrap_function(lambda: tf.import_graph_def(taken_apart, name=""), [])
    same = wrapped.prune(feed, fetch)
    model = load_shipped()
    x = random_features(2, model.params)
    np.testing.assert_allclose(same(tf.constant(x)).numpy(), model.predict(x), atol=1e-6)
