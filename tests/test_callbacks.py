"""What is kept of a training: averaged weights, also across a kill."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
import pytest

from training import callbacks
from training.callbacks import AverageWeights, KeepBest, waited


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


def kept(tmp_path: Path, so_far: Sequence[float], then: Sequence[float]) -> int:
    """How many epochs pass until the training is told to stop, or all of them."""
    network = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
    best = KeepBest(network, tmp_path / "best.keras", so_far, patience=2)
    best.set_model(network)
    network.stop_training = False
    for epoch, value in enumerate(then):
        best.on_epoch_end(epoch, {"val_auc": value})
        if network.stop_training:
            return epoch + 1
    return len(then)


def test_a_training_ends_when_nothing_better_comes_and_a_resumed_one_as_soon(
    tmp_path: Path,
) -> None:
    values = [0.6, 0.7, 0.65, 0.71, 0.7, 0.705, 0.9]
    for cut in range(6):
        assert cut + kept(tmp_path, values[:cut], values[cut:]) == 6
    assert [waited(values[:n]) for n in range(8)] == [0, 0, 0, 1, 0, 1, 2, 0]
    assert waited([0.5, 0.5]) == 1


def test_what_an_earlier_part_reached_is_not_overwritten_by_less(tmp_path: Path) -> None:
    kept(tmp_path, [0.8], [0.7])
    assert not (tmp_path / "best.keras").exists()
    kept(tmp_path, [0.8], [0.81])
    assert (tmp_path / "best.keras").exists()
