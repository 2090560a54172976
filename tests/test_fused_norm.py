"""The normalisation that trains fast is Keras' own in all but speed."""

from __future__ import annotations

import keras
import numpy as np
import pytest

from training.fitting import fast_twin
from training.fused_norm import FusedBatchNormalization
from training.model import BATCH_NORM_MOMENTUM, build_model
from training.params import Params
from training.precision import Policy


@pytest.fixture
def pair() -> tuple[keras.layers.Layer, keras.layers.Layer]:
    """Keras' layer and the fused one with the same weights."""
    layers = [
        kind(momentum=BATCH_NORM_MOMENTUM)
        for kind in (keras.layers.BatchNormalization, FusedBatchNormalization)
    ]
    rng = np.random.default_rng(0)
    weights = [rng.uniform(0.5, 2, 3).astype(np.float32) for _ in range(4)]
    for layer in layers:
        layer.build((None, 8, 9, 3))
        layer.set_weights(weights)
    return layers[0], layers[1]


def images(seed: int = 1) -> np.ndarray:
    x = np.random.default_rng(seed).normal(3, 2, (16, 8, 9, 3))
    return (x * [1, 5, 0.1]).astype(np.float32)


def test_training_gives_what_keras_gives(
    pair: tuple[keras.layers.Layer, keras.layers.Layer],
) -> None:
    ours, fused = (np.asarray(layer(images(), training=True)) for layer in pair)
    np.testing.assert_allclose(fused, ours, atol=1e-4)


def test_the_statistics_follow_as_keras_lets_them(
    pair: tuple[keras.layers.Layer, keras.layers.Layer],
) -> None:
    before = pair[0].get_weights()
    for seed in range(20):
        for layer in pair:
            layer(images(seed), training=True)
    for name, was, expected, got in zip(
        ("gamma", "beta", "mean", "variance"), before, *(layer.get_weights() for layer in pair),
        strict=True,
    ):  # fmt: skip
        np.testing.assert_allclose(got, expected, rtol=2e-3, err_msg=name)
        assert np.allclose(got, was) == (name in ("gamma", "beta"))


def test_judging_uses_the_statistics(
    pair: tuple[keras.layers.Layer, keras.layers.Layer],
) -> None:
    before = pair[1].get_weights()
    ours, fused = (np.asarray(layer(images(), training=False)) for layer in pair)
    np.testing.assert_array_equal(fused, ours)
    np.testing.assert_array_equal(pair[1].get_weights(), before)


@pytest.mark.parametrize("policy", ["mixed_bfloat16", "float32"])
def test_the_fast_twin_takes_the_weights_and_says_the_same(policy: Policy) -> None:
    p = Params()
    plain, fast = build_model(p), fast_twin(p, policy=policy)
    assert keras.config.dtype_policy().name == "float32"
    fast.set_weights(plain.get_weights())
    x = np.random.default_rng(0).normal(-3, 1, (2, *p.input_shape, 1)).astype(np.float32)
    allowed = 0.02 if policy == "mixed_bfloat16" else 1e-5
    np.testing.assert_allclose(fast.predict_on_batch(x), plain.predict_on_batch(x), atol=allowed)
