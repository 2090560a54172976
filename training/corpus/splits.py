"""Which clips train, which select, which test: by speaker and engine, never by clip.

Groups of clips that share a speaker or a recording are never divided between train, val and test.
Nothing is trained on the engines that are held out: their clips are `test_unseen` or `val`, and
what else their groups hold is not in train either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from training.corpus.clip import Clip
from training.corpus.groups import Group, group
from training.corpus.manifest import CorpusError
from training.corpus.shares import share_out

MOST_MOVED = 0.01
UNSEEN, UNUSED = "test_unseen", "unused"
SIDE = {UNSEEN: "test", "test": "test", "val": "val", "train": "train"}
SIDES = ("train", "val", "test", UNUSED)

Splits = dict[Path, str]
HeldOut = Mapping[str, Collection[str]]


def assign_splits(
    clips: Sequence[Clip],
    seed: int = 0,
    held_out: HeldOut | None = None,
    heard: Mapping[str, str] = MappingProxyType({}),
) -> Splits:
    """`train`, `val`, `test`, `test_unseen` or `unused` for each clip, by path.

    A group whose voices five engines and more imitate is trained on: it teaches most. Else a small
    group's split follows from its name and the seed alone, so it stays when others are added. The
    few groups of 60 clips and more are shared out by size, so that the sums come near 70:15:15;
    val and test take only groups of at most 40 % of their share, so that each holds several.
    Sources and engines of three and more groups are in all three, as far as groups small
    enough exist. A split that a clip's folder gives is kept, and its group follows it.

    A group that also holds clips of a held-out engine moves to that engine's side (`test` for
    `test_unseen`, which goes before `val`), smallest groups first and at most 1 % of all clips,
    for each takes other engines out of training. Where the group stays on another side, its clips
    of that engine become `unused`. So does a clip whose very content is on a side that comes before
    in `SIDES`, where folders give both a split.

    Args:
        held_out: engines that nothing is trained on, by the split that hears them: `test_unseen`
            for the figures, `val` for selection and calibration.
        heard: the sides of voices that a model knows, see `training.heard`. Their groups are where
            the first of `SIDES` among these says, unless a folder gives a split.

    Raises:
        CorpusError: a held-out engine that no clip has, or one that is held out twice.
    """
    heard_in = _heard_in(held_out or {}, clips)
    groups = group(clips, heard_in)
    split_of = share_out(groups, seed)
    _make_way(groups, split_of, heard_in, seed)
    split_of |= _as_heard(groups, heard)
    splits: Splits = {}
    for g in groups:
        splits |= {clip.path: clip.split or split_of[g.name] for clip in g.clips}
        for clip in g.held_out:
            split = heard_in[clip.engine]
            splits[clip.path] = split if SIDE[split] == split_of[g.name] else UNUSED
    return splits | dict.fromkeys(_repeated(clips, splits), UNUSED)


def _repeated(clips: Iterable[Clip], splits: Splits) -> Iterable[Path]:
    """The clips whose content an earlier side holds, too."""
    rank = {clip.path: SIDES.index(SIDE.get(splits[clip.path], UNUSED)) for clip in clips}
    first: dict[str, int] = {}
    for clip in clips:
        first[clip.sha256] = min(rank[clip.path], first.get(clip.sha256, rank[clip.path]))
    return [c.path for c in clips if c.sha256 and rank[c.path] > first[c.sha256]]


def _as_heard(groups: Iterable[Group], heard: Mapping[str, str]) -> dict[str, str]:
    """The side of each group of which a voice is known, by its name."""
    known = {
        g.name: {heard[v] for v in g.voices if v in heard} for g in groups if not g.given_splits
    }
    return {name: min(sides, key=SIDES.index) for name, sides in known.items() if sides}


def _heard_in(held_out: HeldOut, clips: Iterable[Clip]) -> dict[str, str]:
    """The split of each held-out engine."""
    present = {clip.engine for clip in clips}
    heard_in: dict[str, str] = {}
    for split, engines in held_out.items():
        if split not in (UNSEEN, "val"):
            raise CorpusError(f"engines can be held out for {UNSEEN} or val, not for {split}")
        for engine in engines:
            if engine not in present:
                raise CorpusError(f"no clip of the held-out engine {engine}")
            if heard_in.setdefault(engine, split) != split:
                raise CorpusError(f"engine {engine} is held out for {UNSEEN} and for val")
    return heard_in


def _make_way(
    groups: Iterable[Group], split_of: dict[str, str], heard_in: Mapping[str, str], seed: int
) -> None:
    """Put groups that hold clips of held-out engines on the side of these, within the limit."""
    touched = [g for g in groups if g.held_out]
    left = MOST_MOVED * sum(g.size for g in groups)
    for g in sorted(touched, key=lambda g: (g.size, g.chance(seed))):
        side = min(SIDE[heard_in[clip.engine]] for clip in g.held_out)  # "test" before "val"
        if split_of.get(g.name) == side:
            continue
        if not g.given_splits and g.size <= left:
            left -= g.size
            split_of[g.name] = side
