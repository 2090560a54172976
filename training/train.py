"""Train the CNN: `python -m training.train --corpus data/corpus [--extra DIR]… --run runs/NAME`.

`--sounds data/sounds` (made by training.sounds) adds recorded noise, music and rooms; without it
they are generated.

`--start RUN` begins with the weights and the split of a finished run instead of from nothing.

Killed runs go on where they were when the same command is given again.
"""

from __future__ import annotations

import argparse
import csv
import logging
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from training.batches import Batches, BatchParams
from training.calibration import fit_verdict
from training.callbacks import FollowEpoch, KeepBest, Validation
from training.dataset import Sound, load_sounds, sampling_weights
from training.held_out import held_out
from training.model import MemberLoss, accuracy, build_model, members, multiply_accumulates
from training.params import FAKE, Params
from training.plots import plot_history
from training.preparation import prepare_clips, validation_windows
from training.runs import TrainConfig, save_config, write_json
from training.scoring import Predict, clip_margins
from training.sounds import load_backgrounds, read_sounds
from training.sounds.unspoken import unspoken

log = logging.getLogger("train")


def compiled(model: keras.Model, config: TrainConfig) -> keras.Model:
    """What trains the model's branches: its loss, and an optimiser whose rate ends near zero."""
    schedule = keras.optimizers.schedules.CosineDecay(
        config.learning_rate / 20,
        config.epochs * config.steps,
        alpha=0.01,
        warmup_target=config.learning_rate,
        warmup_steps=config.steps,
    )
    branches = members(model)
    branches.compile(
        keras.optimizers.AdamW(schedule, weight_decay=config.weight_decay),
        loss=MemberLoss(config.label_smoothing),
        metrics=[accuracy],
    )
    return branches


@contextmanager
def half_precision() -> Iterator[None]:
    """Models that are built here multiply in bfloat16, a fifth faster; weights stay float32."""
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


def fit(run: Path, config: TrainConfig, split: dict[str, list[Sound]], p: Params) -> None:
    """Fit until the validation AUC stops rising; the best weights land in best.keras."""
    keras.utils.set_random_seed(config.seed)
    backgrounds = load_backgrounds(read_sounds(config.sounds))
    made_up = BatchParams(size=config.batch_size)
    batches = Batches(
        split["train"], p, config.steps, config.seed, made_up, backgrounds=backgrounds
    )
    twin = build_model(p)
    with half_precision():
        model = build_model(p)
    if config.start:
        model.set_weights(keras.saving.load_model(Path(config.start, "best.keras")).get_weights())
    log.info(
        "%d parameters, %.0f M multiply-accumulates per window",
        model.count_params(),
        multiply_accumulates(model) / 1e6,
    )
    compiled(model, config).fit(
        batches,
        epochs=config.epochs,
        shuffle=False,  # batches are random already, and a resumed run takes them in this order
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            FollowEpoch(batches),
            Validation(model, *validation_windows(split["val"], p)),
            KeepBest(model, twin, run / "best.keras", best_so_far(run)),
            keras.callbacks.CSVLogger(run / "history.csv", append=True),
            # After what it would resume behind: an epoch that is not backed up is done once more.
            keras.callbacks.BackupAndRestore(run / "backup", delete_checkpoint=False),
            keras.callbacks.EarlyStopping("val_auc", mode="max", patience=config.patience),
        ],
    )


def read_history(run: Path) -> dict[str, list[float]]:
    """Columns of history.csv; an epoch that was logged twice around a kill counts once."""
    path = run / "history.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = {int(row["epoch"]): row for row in csv.DictReader(file)}
    names = next(iter(rows.values())).keys() if rows else []
    return {name: [float(rows[e][name]) for e in sorted(rows)] for name in names}


def best_so_far(run: Path) -> float | None:
    """The highest validation AUC that an earlier part of this run has reached."""
    reached = read_history(run).get("val_auc")
    return max(reached) if reached else None


def calibration_weights(sounds: Sequence[Sound], engines: Collection[str]) -> NDArray[np.float64]:
    """How much each validation clip counts in the calibration, float64 [n].

    As in training, but half of what the fakes count goes to engines that were not trained on: the
    network is surer of the others than it will ever be of a new one.

    Args:
        engines: those that were not trained on; if no clip is theirs, nothing changes.
    """
    weights = sampling_weights(sound.clip for sound in sounds)
    fake = np.array([sound.label == FAKE for sound in sounds])
    unseen = np.array([sound.clip.engine in engines for sound in sounds])
    halves = (fake & unseen, fake & ~unseen)
    if all(half.any() for half in halves):
        total = weights[fake].sum()
        for half in halves:
            weights[half] *= total / 2 / weights[half].sum()
    return weights


def no_speech_margins(config: TrainConfig, predict: Predict, p: Params) -> NDArray[np.float64]:
    """Of the validation sounds without speech, float64 [m]; NaN where no window is judged."""
    kinds = unspoken(read_sounds(config.sounds), "val", p)
    sounds = [sound for group in kinds.values() for sound in group]
    _, margins = clip_margins(sounds, predict, p)
    return np.concatenate([margins, np.full(len(sounds) - margins.size, np.nan)])


def calibrate_run(run: Path, config: TrainConfig, sounds: Sequence[Sound], p: Params) -> None:
    """Fit the calibration and the decision band on the validation clips; verdict.json."""
    model = keras.saving.load_model(run / "best.keras")
    judged, margins = clip_margins(sounds, model.predict_on_batch, p)
    is_fake = np.array([sound.label == FAKE for sound in judged])
    weights = calibration_weights(judged, held_out(config.unseen)["val"])
    no_speech = no_speech_margins(config, model.predict_on_batch, p)
    verdict = fit_verdict(is_fake, margins, weights, no_speech)
    write_json(run / "verdict.json", asdict(verdict))
    log.info("calibrated on %d validation clips: %s", len(judged), verdict)


def parse_arguments(arguments: Sequence[str] | None) -> tuple[Path, TrainConfig]:
    default = TrainConfig(corpus="")
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--corpus", default="data/corpus", help="folder of training.corpus")
    parser.add_argument("--extra", action="append", default=[], help="another folder, repeatable")
    parser.add_argument("--sounds", default="", help="folder of training.sounds")
    parser.add_argument("--unseen", default="", help="family of engines to hold out, see folds")
    parser.add_argument("--start", default="", help="finished run to go on from")
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder to write")
    parser.add_argument("--limit", type=int, default=0, help="clips per source, for a quick try")
    for name in ("epochs", "steps", "batch_size", "patience", "seed"):
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=int, default=getattr(default, name))
    for name in ("learning_rate", "weight_decay", "label_smoothing"):
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=float, default=getattr(default, name))
    options = vars(parser.parse_args(arguments))
    run = options.pop("run")
    return run, TrainConfig(**{**options, "extra": tuple(options["extra"])})


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    run, config = parse_arguments(arguments)
    p = Params()
    try:
        run.mkdir(parents=True, exist_ok=True)
        save_config(run, config)
        clips = prepare_clips(run, config)
        for name, part in clips.items():
            log.info("%s: %s", name, dict(Counter(c.label for c in part)))
        sounds = {
            "train": load_sounds(clips.get("train", []), p, with_codec=True),
            "val": load_sounds(clips.get("val", []), p),
        }
    except (ValueError, OSError) as error:
        print(f"train: {error}", file=sys.stderr)
        return 1
    fit(run, config, sounds, p)
    plot_history(read_history(run), run / "history.png")
    calibrate_run(run, config, sounds["val"], p)
    return 0


if __name__ == "__main__":
    sys.exit(main())
