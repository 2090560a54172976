"""What is kept of a training: averaged weights, also across a kill."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from training import callbacks
from training.callbacks import AverageWeights


@pytest.fixture
def networks(monkeypatch: pytest.MonkeyPatch) -> tuple[keras.Model, keras.Model]:
    """One that is trained, and its twin."""
    monkeypatch.setattr(callbacks, "AVERAGED_STEPS", 4)
    made = []
    for _ in range(2):
        inputs = keras.Input((1,))
        outputs = keras.layers.BatchNormalization()(keras.layers.Dense(1)(inputs))
        made.append(keras.Model(inputs, outputs))
    trained, twin = made
    trained.compile(keras.optimizers.SGD(0.1), loss="mse")
    return trained, twin


def train(averaged: AverageWeights, model: keras.Model, steps: int) -> list[list[np.ndarray]]:
    """An epoch; the weights after each step."""
    seen: list[list[np.ndarray]] = []
    follow = keras.callbacks.LambdaCallback(
        on_train_batch_end=lambda _batch, logs: seen.append(model.get_weights())  # noqa: ARG005
    )
    x = np.random.default_rng(0).normal(1, 1, (8 * steps, 1))
    model.fit(x, 3 * x, batch_size=8, verbose=0, callbacks=[follow, averaged])
    return seen


def test_all_steps_count_alike_at_first_then_the_later_ones_more(
    networks: tuple[keras.Model, keras.Model], tmp_path: Path
) -> None:
    trained, twin = networks
    seen = train(AverageWeights(trained, twin, tmp_path / "average.keras"), trained, 3)
    for kept, *values in zip(twin.get_weights(), *seen, strict=True):
        np.testing.assert_allclose(kept, np.mean(values, axis=0), rtol=1e-5)
    seen += train(AverageWeights(trained, twin, tmp_path / "average.keras"), trained, 3)
    share = np.array([1, 1, 1, 1]) / 4
    for _ in range(2):
        share = np.append(share * 3 / 4, 1 / 4)
    for kept, *values in zip(twin.get_weights(), *seen, strict=True):
        np.testing.assert_allclose(kept, np.tensordot(share, values, 1), rtol=1e-5)


def test_a_resumed_run_goes_on_with_the_average_on_disk(
    networks: tuple[keras.Model, keras.Model], tmp_path: Path
) -> None:
    trained, twin = networks
    train(AverageWeights(trained, twin, tmp_path / "average.keras"), trained, 3)
    kept = twin.get_weights()
    twin.set_weights([np.zeros_like(values) for values in kept])
    resumed = AverageWeights(trained, twin, tmp_path / "average.keras")
    for old, new, current in zip(kept, resumed.average, twin.get_weights(), strict=True):
        np.testing.assert_array_equal(new, old)
        np.testing.assert_array_equal(current, old)
