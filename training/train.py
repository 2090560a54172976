"""Train the CNN: `python -m training.train --corpus data/corpus [--extra DIR]… --run runs/NAME`.

`--sounds data/sounds` (made by training.sounds) adds recorded noise, music and rooms; without it
they are generated.

`--start RUN` begins with the weights and the split of a finished run instead of from nothing,
`--start web/model` with the weights of the shipped model and a split in which the voices that it
knows stay where they were; with `--epochs 0` the weights stay, and only what is said about
voices, the calibration and the band are fitted anew. `--only 1` trains the second branch alone,
and `--branch-of OTHER` takes it from another run of the same split. `--sides web/model` begins
with nothing but that split.

Killed runs go on where they were when the same command is given again.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import keras

from training import neural_opus
from training.batches import Batches, BatchParams
from training.calibrate_run import calibrate_run
from training.callbacks import save_whole
from training.dataset import Sound, load_sounds
from training.fitting import fit, is_fitted
from training.model import Design, build_model
from training.params import Params
from training.plots import plot_history
from training.preparation import prepare_clips
from training.restart import starting_model, take_branch
from training.runs import TrainConfig, is_calibrated, read_history, save_config
from training.sounds import load_backgrounds, read_sounds
from training.voice import fit_voice

log = logging.getLogger("train")

MEASURED = 8
"""Batches on which the statistics of a converted model are measured anew."""
VOICE_BATCHES = 256


def training_batches(config: TrainConfig, sounds: Sequence[Sound], p: Params) -> Batches:
    """The augmented windows of a training."""
    backgrounds = load_backgrounds(read_sounds(config.sounds))
    made_up = BatchParams(size=config.batch_size, times=config.times)
    return Batches(sounds, p, config.steps, config.seed, made_up, backgrounds=backgrounds)


def first_network(config: TrainConfig, batches: Batches, p: Params) -> keras.Model:
    """What the training begins with: the network of `config.start`, or one that knows nothing."""
    keras.utils.set_random_seed(config.seed)
    if not config.start:
        return build_model(p)
    sample = [batches[i][0] for i in range(min(len(batches), MEASURED))]
    model = starting_model(Path(config.start), sample, p)
    if config.branch_of:
        take_branch(model, starting_model(Path(config.branch_of), sample, p), config.only)
    return model


def learn_voices(run: Path, sounds: Sequence[Sound], trained_on: Batches) -> None:
    """What the network says about voices, from what it sees now; best.keras anew.

    Nothing is done where that was calibrated already and no better weights have come since.
    """
    if is_calibrated(run):
        return
    best = run / "best.keras"
    model = keras.saving.load_model(best)
    t = trained_on
    even = replace(t.b, no_speech=0.5, times=1)
    steps = min(VOICE_BATCHES, 4 * t.steps)
    right = fit_voice(model, Batches(sounds, t.p, steps, t.seed, even, backgrounds=t.backgrounds))
    save_whole(model, best)
    log.info("voices and other sounds told apart in %.1f %% of augmented windows", 100 * right)


def parse_arguments(arguments: Sequence[str] | None) -> tuple[Path, TrainConfig]:
    default = TrainConfig(corpus="")
    parser = argparse.ArgumentParser(prog="python -m training.train", description=__doc__)
    parser.add_argument("--corpus", default="data/corpus", help="folder of training.corpus")
    parser.add_argument("--extra", action="extend", nargs="+", default=[], help="more folders")
    parser.add_argument("--sounds", default="", help="folder of training.sounds")
    parser.add_argument("--unseen", default="", help="families of engines to hold out, see folds")
    parser.add_argument("--unseen-sources", default="", help="sources to hold out, see folds")
    parser.add_argument("--start", default="", help="finished run or web/model to go on from")
    parser.add_argument("--sides", default="", help="web/model, to train from nothing on its split")
    branches = range(len(Design().branches))
    parser.add_argument("--only", type=int, choices=branches, help="the one branch to train")
    parser.add_argument("--branch-of", default="", help="finished run to take that branch from")
    parser.add_argument("--run", type=Path, default=Path("runs/default"), help="folder to write")
    parser.add_argument("--limit", type=int, default=0, help="clips per source, for a quick try")
    for name in ("epochs", "steps", "batch_size", "times", "patience", "seed"):
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
    new = [path for path in (run / "config.json", run / "clips.csv") if not path.exists()]
    try:
        neural_opus.require()
        run.mkdir(parents=True, exist_ok=True)
        save_config(run, config)
        if is_calibrated(run) and is_fitted(run, config):
            log.info("%s is finished", run)
            return 0
        read_sounds(config.sounds)  # a wrong folder is told before all clips are loaded
        clips = prepare_clips(run, config)
        for name, part in clips.items():
            log.info("%s: %s", name, dict(Counter(c.label for c in part)))
        sounds = load_sounds(clips.get("train", []), p)
        val = load_sounds(clips.get("val", []), p)
        batches = training_batches(config, sounds, p)
        twin = first_network(config, batches, p)
    except (ValueError, OSError) as error:
        print(f"train: {error}", file=sys.stderr)
        for path in new:  # the next attempt may ask for other things
            with suppress(OSError):
                path.unlink()
        return 1
    fit(run, config, batches, twin, val, p)
    learn_voices(run, sounds, batches)
    if history := read_history(run):
        plot_history(history, run / "history.png")
    calibrate_run(run, config, val, p)
    return 0


if __name__ == "__main__":
    sys.exit(main())
