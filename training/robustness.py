"""How the figures change with the channel: the robustness grid, and sound without speech."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from itertools import islice
from typing import Any

import numpy as np
from tqdm import tqdm

from training.backgrounds import Backgrounds
from training.conditions import Condition, conditions
from training.corpus.clip import Clip
from training.corpus.copy_synthesis import in_turn
from training.corpus.source import order
from training.dataset import Sound, load_sounds, to_float, with_samples
from training.metrics import classification
from training.params import LABELS, Params
from training.scores import Scores, to_scores
from training.scoring import Predict, clip_margins
from training.sounds import Recording
from training.sounds.unspoken import unspoken

PER_CLASS = 300


def evenly(clips: Sequence[Clip], count: int) -> list[Clip]:
    """At most `count` clips, one of each engine or source after the other; always the same."""
    rows: dict[str, list[Clip]] = defaultdict(list)
    for clip in sorted(clips, key=lambda c: order("grid", c.path.name)):
        rows[clip.engine or clip.source].append(clip)
    return list(islice(in_turn(row for _, row in sorted(rows.items())), count))


def evenly_of_each_class(clips: Sequence[Clip], count: int) -> list[Clip]:
    """At most `count` real clips and as many fakes, each as `evenly` takes them."""
    return [
        clip for label in LABELS for clip in evenly([c for c in clips if c.label == label], count)
    ]


def _changed(job: tuple[Sound, Condition]) -> Sound:
    sound, condition = job
    rng = np.random.default_rng(order(condition.name, sound.clip.path.name))
    return with_samples(sound, condition.change(to_float(sound.samples), rng))


def in_channel(sounds: Sequence[Sound], condition: Condition, pool: Executor) -> list[Sound]:
    """The sounds as they arrive, without those of which nothing is left; always the same."""
    changed = pool.map(_changed, [(s, condition) for s in sounds], chunksize=16)
    return [s for s in changed if s.samples.size]


def scored(sounds: Sequence[Sound], predict: Predict, p: Params) -> Scores:
    """As many clips as hold speech, maybe none."""
    try:
        return to_scores(*clip_margins(sounds, predict, p, progress=False), p)
    except ValueError:
        return Scores([], np.zeros(0))


def _row(scores: Scores, p: Params) -> dict[str, Any]:
    v = p.verdict
    got = classification(scores.is_fake, scores.p_fake, v.real_below, v.fake_above)
    kept = ("clips", "eer", "accuracy", "decided", "decided_accuracy", "false_alarm_rate", "recall")
    return {"real": int((~scores.is_fake).sum()), **{name: got[name] for name in kept}}


def grid(
    sets: Mapping[str, Sequence[Clip]], predict: Predict, p: Params, around: Backgrounds
) -> list[dict[str, Any]]:
    """A row a condition: group, name, and for each set of clips its figures.

    A set is thinned to 300 clips a class, drawn from its engines and sources in turn.
    """
    chosen = {
        clip.path: clip
        for clips in sets.values()
        for clip in evenly_of_each_class(clips, PER_CLASS)
    }
    sounds = load_sounds(list(chosen.values()), p)
    rows = []
    with ProcessPoolExecutor() as pool:
        for condition in tqdm(conditions(around), "channels"):
            scores = scored(in_channel(sounds, condition, pool), predict, p)
            row: dict[str, Any] = {"group": condition.group, "name": condition.name}
            for name, clips in sets.items():
                paths = {clip.path for clip in clips}
                row[name] = _row(scores.where([c.path in paths for c in scores.clips]), p)
            rows.append(row)
    return rows


def no_speech(
    recordings: Sequence[Recording], predict: Predict, p: Params
) -> dict[str, dict[str, float]]:
    """For each kind of `unspoken` test sound: how many, and the shares that got an answer."""
    kinds = unspoken(recordings, "test", p)
    return {kind: _answers(sounds, predict, p) for kind, sounds in kinds.items()}


def _answers(sounds: Sequence[Sound], predict: Predict, p: Params) -> dict[str, float]:
    p_fake = scored(sounds, predict, p).p_fake
    return {
        "clips": len(sounds),
        "judged": p_fake.size / len(sounds),
        "real": int((p_fake < p.verdict.real_below).sum()) / len(sounds),
        "fake": int((p_fake >= p.verdict.fake_above).sum()) / len(sounds),
    }
