"""One change at a time, with the same budget each: `python -m training.ablations --run RUN`.

RUN is a run of training.train; its clips, split and settings are used, its weights are not. Every
variant is trained from nothing, all of it, for `--epochs` and judged on the *validation* clips
only, after the last epoch. Writes RUN/ablations-EPOCHS.json; variants that it holds already are
not trained again.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
from sklearn.metrics import roc_auc_score

from training import neural_opus
from training.batches import Batches
from training.callbacks import FollowEpoch
from training.dataset import Sound, load_sounds, sampling_weights
from training.fitting import compiled, fast_twin
from training.held_out import FOR_VALIDATION
from training.markdown import markdown, share
from training.metrics import equal_error_rate
from training.model import multiply_accumulates
from training.params import FAKE, Params
from training.runs import TrainConfig, load_clips, load_config, write_json
from training.scoring import clip_margins
from training.sounds import load_backgrounds, read_sounds
from training.variants import VARIANTS, Variant


def judged(model: keras.Model, sounds: Sequence[Sound], p: Params) -> dict[str, float]:
    """Figures on validation clips: weighted AUC, and EER on seen and on unseen engines."""
    kept, margins = clip_margins(sounds, model.predict_on_batch, p, progress=False)
    is_fake = np.array([s.label == FAKE for s in kept])
    unseen = np.array([s.clip.engine in FOR_VALIDATION for s in kept])
    weights = sampling_weights(s.clip for s in kept)
    return {
        "auc": float(roc_auc_score(is_fake, margins, sample_weight=weights)),
        "eer_seen": equal_error_rate(is_fake[~unseen], margins[~unseen]),
        "eer_unseen": equal_error_rate(is_fake[unseen | ~is_fake], margins[unseen | ~is_fake]),
    }


def try_out(variant: Variant, config: TrainConfig, split: dict[str, list[Sound]]) -> dict[str, Any]:
    """Train one variant and judge it; the seed is the run's."""
    keras.utils.set_random_seed(config.seed)
    if variant.label_smoothing is not None:
        config = replace(config, label_smoothing=variant.label_smoothing)
    recordings = read_sounds(config.sounds) if variant.recorded else []
    batch = replace(variant.batch, size=config.batch_size, times=config.times)
    batches = Batches(
        split["train"], variant.params, config.steps, config.seed, batch, variant.augment,
        load_backgrounds(recordings),
    )  # fmt: skip
    model = fast_twin(variant.params, variant.design)
    compiled(model, config).fit(
        batches, epochs=config.epochs, shuffle=False, verbose=2, callbacks=[FollowEpoch(batches)]
    )
    row = {
        "million_multiply_accumulates": multiply_accumulates(model) / 1e6,
        **judged(model, split["val"], variant.params),
    }
    keras.backend.clear_session()
    return row


def prepared(run: Path, epochs: int) -> tuple[TrainConfig, dict[str, list[Sound]]]:
    """What every variant is trained with: the run's settings, and its clips in memory.

    Raises:
        OSError, ValueError: if the folder is no run, or has no clips to train or to judge on.
    """
    neural_opus.require()
    config = replace(load_config(run), epochs=epochs, only=None)
    clips = load_clips(run)
    if missing := [name for name in ("train", "val") if not clips.get(name)]:
        raise ValueError(f"{run} has no {' and no '.join(missing)} clips")
    return config, {name: load_sounds(clips[name], Params()) for name in ("train", "val")}


def table(rows: dict[str, dict[str, float]]) -> str:
    """Best AUC first, Markdown."""
    ordered = sorted(rows.items(), key=lambda item: -item[1]["auc"])
    head = ("variant", "M multiply-accumulates", "AUC", "EER, seen", "EER, unseen engines")
    return markdown(head, [
        (name, f"{row['million_multiply_accumulates']:.0f}", f"{row['auc']:.3f}",
         share(row["eer_seen"]), share(row["eer_unseen"]))
        for name, row in ordered
    ])  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.ablations", description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder of training.train")
    parser.add_argument("--epochs", type=int, default=4, help="budget of each variant")
    parser.add_argument("--variants", nargs="+", default=list(VARIANTS), choices=VARIANTS)
    options = parser.parse_args(arguments)
    out = options.run / f"ablations-{options.epochs}.json"
    try:
        rows = json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}
        todo = [name for name in options.variants if name not in rows]
        if todo:
            config, split = prepared(options.run, options.epochs)
    except (ValueError, OSError) as error:
        print(f"ablations: {error}", file=sys.stderr)
        return 1
    for name in todo:
        rows[name] = try_out(VARIANTS[name], config, split)
        write_json(out, rows)
        print(name, rows[name], flush=True)
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
