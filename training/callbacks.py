"""What happens around the epochs of a training."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import log_loss, roc_auc_score

from training.batches import Batches
from training.params import FAKE, LABELS

AVERAGED_STEPS = 500
"""All steps count alike until there are more; then what is so much older counts 1 / e."""


def save_whole(model: keras.Model, path: Path) -> None:
    """Whole or not at all, as a run that is killed meanwhile goes on with what is there."""
    whole = path.with_stem(f"{path.stem}-new")
    model.save(whole)
    whole.replace(path)


class FollowEpoch(keras.callbacks.Callback):
    """Tell the batches which epoch it is, so that a resumed run draws what it would have drawn."""

    def __init__(self, batches: Batches) -> None:
        super().__init__()
        self.batches = batches

    def on_epoch_begin(self, epoch: int, logs: object = None) -> None:  # noqa: ARG002
        self.batches.epoch = epoch


class Validation(keras.callbacks.Callback):
    """Log `val_loss`, `val_accuracy` and `val_auc` from one pass over the validation windows.

    The area under the ROC curve chooses the weights: unlike the loss, it does not punish a
    confidence that the calibration takes away afterwards.
    """

    def __init__(
        self,
        judge: keras.Model,
        x: NDArray[np.float32],
        labels: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> None:
        super().__init__()
        self.judge, self.x, self.labels, self.weights = judge, x, labels, weights

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:  # noqa: ARG002
        if logs is None:
            return
        p = self.judge.predict(self.x, verbose=0)[:, : len(LABELS)]
        said = p.argmax(axis=1)
        logs["val_loss"] = float(log_loss(self.labels, p, sample_weight=self.weights))
        logs["val_accuracy"] = float(np.average(said == self.labels, weights=self.weights))
        logs["val_auc"] = float(roc_auc_score(self.labels, p[:, FAKE], sample_weight=self.weights))


class AverageWeights(keras.callbacks.Callback):
    """Give `twin` the average of the trained weights, later steps counting more.

    What it judges changes less from epoch to epoch than what the last step left, and its minimum is
    flatter, which is said to help on domains never seen (Cha et al., "SWAD: Domain Generalization
    by Seeking Flat Minima", 2021). The statistics of the normalisations are averaged alike.

    Args:
        trained: the network that is trained, in whatever precision.
        twin: the same network in float32; has the average after each epoch.
        path: where the average is kept; a resumed run goes on with what is there.
    """

    def __init__(self, trained: keras.Model, twin: keras.Model, path: Path) -> None:
        super().__init__()
        self.trained, self.twin, self.path = trained, twin, path
        if path.exists():
            twin.load_weights(path)
        self.average = [np.array(values) for values in twin.get_weights()]

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:  # noqa: ARG002
        steps = min(AVERAGED_STEPS, int(self.model.optimizer.iterations))
        for average, values in zip(self.average, self.trained.get_weights(), strict=True):
            average += (values - average) / steps

    def on_epoch_end(self, epoch: int, logs: object = None) -> None:  # noqa: ARG002
        self.twin.set_weights(self.average)
        save_whole(self.twin, self.path)


def waited(values: Sequence[float]) -> int:
    """How many epochs ago the highest value came, the first time if it came again."""
    return len(values) - 1 - int(np.argmax(values)) if values else 0


class KeepBest(keras.callbacks.Callback):
    """Save the weights of the epoch with the highest `val_auc`; stop when none comes any more.

    Args:
        judge: the network that was validated; what is saved.
        so_far: the values of the epochs before, if the run goes on.
        patience: epochs without a higher value after which the training is over.
    """

    def __init__(
        self, judge: keras.Model, path: Path, so_far: Sequence[float], patience: int
    ) -> None:
        super().__init__()
        self.judge, self.path, self.patience = judge, path, patience
        self.values = list(so_far)

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:  # noqa: ARG002
        if logs is None:
            return
        self.values.append(logs["val_auc"])
        passed = waited(self.values)
        if passed == 0:
            save_whole(self.judge, self.path)
        elif passed >= self.patience:
            self.model.stop_training = True
