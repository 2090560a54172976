"""Fitting the network's weights epoch by epoch; `train` is the command."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import keras

from training.batches import Batches
from training.callbacks import (
    AverageWeights,
    FollowEpoch,
    KeepBest,
    Validation,
    save_whole,
    waited,
)
from training.dataset import Sound
from training.fused_norm import FusedBatchNormalization
from training.model import Design, build_model, members, multiply_accumulates
from training.objective import MemberLoss, accuracy
from training.params import Params
from training.precision import Policy, fastest_policy
from training.runs import TrainConfig, read_history
from training.sounds import load_backgrounds, read_sounds
from training.validation import validation_windows

log = logging.getLogger("train")


def compiled(model: keras.Model, config: TrainConfig) -> keras.Model:
    """What trains the branches (or `config.only` one): a loss, a rate that ends near zero."""
    schedule = keras.optimizers.schedules.CosineDecay(
        config.learning_rate / 20,
        max(1, config.epochs - 1) * config.steps,  # begins after the warm-up
        alpha=0.01,
        warmup_target=config.learning_rate,
        warmup_steps=config.steps,
    )
    branches = members(model, config.only)
    branches.compile(
        keras.optimizers.AdamW(schedule, weight_decay=config.weight_decay),
        loss=MemberLoss(config.label_smoothing),
        metrics=[accuracy],
    )
    return branches


def fast_twin(p: Params, d: Design | None = None, policy: Policy | None = None) -> keras.Model:
    """`build_model`, but it normalises at once and multiplies in what is fastest here.

    Its weights are float32 in any case.
    """
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy or fastest_policy())
    try:
        return build_model(p, d, FusedBatchNormalization)
    finally:
        keras.config.set_dtype_policy(before)


def reached(run: Path) -> list[float]:
    """The validation AUC of each epoch that a run has behind it."""
    return read_history(run).get("val_auc", [])


def is_fitted(run: Path, config: TrainConfig) -> bool:
    """Whether there is no epoch left to do: all are done, or nothing better came for too long."""
    so_far = reached(run)
    return len(so_far) >= config.epochs or waited(so_far) >= config.patience


def fit(
    run: Path,
    config: TrainConfig,
    batches: Batches,
    twin: keras.Model,
    val: Sequence[Sound],
    p: Params,
) -> None:
    """Fit until the validation AUC stops rising; the best averaged weights land in best.keras.

    Args:
        twin: what the training begins with, in float32; afterwards it has the averaged weights.
    """
    if not (run / "best.keras").exists():
        save_whole(twin, run / "best.keras")
    if is_fitted(run, config):
        return
    model = fast_twin(p)
    model.set_weights(twin.get_weights())
    log.info(
        "%d parameters, %.0f M multiply-accumulates per window, in %s",
        model.count_params(),
        multiply_accumulates(model) / 1e6,
        fastest_policy(),
    )
    around = load_backgrounds(read_sounds(config.sounds), "val")
    compiled(model, config).fit(
        batches,
        epochs=config.epochs,
        shuffle=False,  # batches are random already, and a resumed run takes them in this order
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            FollowEpoch(batches),
            AverageWeights(model, twin, run / "average.keras"),
            Validation(twin, *validation_windows(val, p, around)),
            KeepBest(twin, run / "best.keras", reached(run), config.patience),
            keras.callbacks.CSVLogger(run / "history.csv", append=True),
            # After what it would resume behind: an epoch that is not backed up is done once more.
            keras.callbacks.BackupAndRestore(run / "backup", delete_checkpoint=False),
        ],
    )
