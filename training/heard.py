"""Which voices a model was trained on: heard.csv beside its weights.

Whoever trains on from a converted model keeps apart what it was not trained on, on the same corpus
or a larger one, so that what is measured afterwards is still of voices never heard.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from pathlib import Path

from training.corpus.clip import Clip
from training.corpus.groups import group, voice_of
from training.corpus.splits import SIDE, UNUSED, HeldOut, Splits

NAME = "heard.csv"
COLUMNS = ("voice", "side")
SIDES = ("train", "val", "test", UNUSED)
"""The first that any voice of a group has is that of the group."""


def sides_of(by_split: Mapping[str, Sequence[Clip]]) -> dict[str, str]:
    """The side of each voice of a run's clips; `unused` where none of its clips is used."""
    sides: dict[str, str] = {}
    for split, clips in by_split.items():
        side = SIDE.get(split, UNUSED)
        for voice in map(voice_of, clips):
            sides[voice] = min(side, sides.get(voice, side), key=SIDES.index)
    return dict(sorted(sides.items()))


def to_csv(sides: Mapping[str, str]) -> str:
    """The text of heard.csv."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *sides.items()])
    return text.getvalue()


def read_heard(folder: Path) -> dict[str, str]:
    """The side of each voice that the model in a folder knows; none where nothing is said."""
    path = folder / NAME
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["voice"]: row["side"] for row in csv.DictReader(file)}


def keep_sides(
    clips: Sequence[Clip], splits: Splits, sides: Mapping[str, str], apart: HeldOut
) -> Splits:
    """A split of `assign_splits` in which voices that a model knows are on their sides again.

    Args:
        apart: engines that are held out, as for `assign_splits`.
    """
    heard_in = {engine: split for split, engines in apart.items() for engine in engines}
    kept = dict(splits)
    for g in group(clips, heard_in):
        voices = map(voice_of, (*g.clips, *g.held_out))
        known = {sides[voice] for voice in voices if voice in sides}
        if not known or g.given_splits:
            continue
        side = min(known, key=SIDES.index)
        kept |= {clip.path: side for clip in g.clips}
        for clip in g.held_out:
            kept[clip.path] = (
                heard_in[clip.engine] if SIDE[heard_in[clip.engine]] == side else UNUSED
            )
    return kept
