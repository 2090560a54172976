"""Before the first step: which clips a run has, and on which side each is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.corpus import read_corpus
from training.corpus.checks import check_disjoint
from training.corpus.clip import Clip
from training.corpus.groups import group
from training.corpus.shares import MANY_ENGINES
from training.corpus.splits import UNUSED, HeldOut, Splits, assign_splits
from training.heard import read_heard
from training.held_out import held_out
from training.runs import TrainConfig, load_clips, load_config, save_clips, splits_of


def prepare_clips(run: Path, config: TrainConfig) -> dict[str, list[Clip]]:
    """Read the corpus and split it, or take the split that the run began with.

    A run that goes on from another keeps that one's split, but also trains on its test clips of
    voices that many engines imitate; a run that starts from nothing does so anyway. A run that
    goes on from a converted model leaves the voices that this knows where they were, see `heard`,
    and so does one that is only to have its sides.

    Raises:
        ValueError: if engines are to be held out that the start may have heard, other clips are
            asked for than the run has that it goes on from, or a branch of a run that split its
            clips differently.
    """
    if config.start and (config.unseen or config.unseen_sources):
        raise ValueError("--unseen wants a training from nothing: who knows what --start has heard")
    if config.branch_of:
        _check_same_split(config)
    if not (run / "clips.csv").exists():
        apart: HeldOut = held_out(config.unseen)
        if Path(config.start, "clips.csv").exists():
            _check_same_clips(config)
            clips, splits = _split_of(Path(config.start), apart)
        else:
            clips, splits, apart = _split_anew(config, apart)
        check_disjoint(splits, clips, apart)
        save_clips(run, clips, splits)
    return load_clips(run)


def _check_same_clips(config: TrainConfig) -> None:
    begun = load_config(Path(config.start))
    differ = [k for k in ("corpus", "extra", "limit") if getattr(begun, k) != getattr(config, k)]
    if differ:
        raise ValueError(f"{config.start} was trained with another {' and '.join(differ)}")


def _check_same_split(config: TrainConfig) -> None:
    """What one branch was trained on must not judge the other."""
    runs = [Path(folder) for folder in (config.start, config.branch_of)]
    if not all((run / "clips.csv").exists() for run in runs):
        raise ValueError("--branch-of wants a finished run, and another one in --start")
    one, other = (splits_of(load_clips(run)) for run in runs)
    if one != other:
        raise ValueError(f"{config.start} and {config.branch_of} split their clips differently")


def _split_anew(config: TrainConfig, apart: HeldOut) -> tuple[list[Clip], Splits, HeldOut]:
    """The clips of the corpus, their split, and which held-out engines there are."""
    clips = read_corpus(Path(config.corpus), [Path(d) for d in config.extra])
    clips = thin(clips, config.limit) if config.limit else clips
    clips = without_sources(clips, config.unseen_sources)
    present = {clip.engine for clip in clips}
    apart = {split: present.intersection(engines) for split, engines in apart.items()}
    known = config.sides or config.start
    heard = read_heard(Path(known)) if known else {}
    return clips, assign_splits(clips, config.seed, apart, heard), apart


def _split_of(start: Path, apart: HeldOut) -> tuple[list[Clip], Splits]:
    """The clips of a run, and its split with the voices that many engines imitate in train."""
    by_split = load_clips(start)
    splits = splits_of(by_split)
    clips = [clip for part in by_split.values() for clip in part]
    for g in group(clips, {engine for engines in apart.values() for engine in engines}):
        if len(g.imitators) >= MANY_ENGINES:
            splits |= {c.path: "train" for c in g.clips if splits[c.path] == "test"}
            splits |= {c.path: UNUSED for c in g.held_out}
    return clips, splits


def without_sources(clips: Sequence[Clip], names: str) -> list[Clip]:
    """The clips, those of some sources for the test alone, and with them whoever speaks there.

    Args:
        names: the sources, with commas between.

    Raises:
        ValueError: if there is no such source, or its folder gives its clips other splits.
    """
    unseen = set(names.split(",")) - {""}
    if unknown := unseen - {c.source for c in clips}:
        raise ValueError(f"no clip is of the source {min(unknown)!r}")
    if given := [c.path for c in clips if c.source in unseen and c.split not in ("", "test")]:
        raise ValueError(f"{given[0]} is of a source for the test, but its folder says otherwise")
    return [replace(c, split="test") if c.source in unseen else c for c in clips]


def thin(clips: Sequence[Clip], limit: int) -> list[Clip]:
    """At most `limit` clips of each source and engine, spread evenly over its list."""
    groups: dict[tuple[str, str], list[Clip]] = {}
    for clip in clips:
        groups.setdefault((clip.label, clip.engine or clip.source), []).append(clip)
    return [c for group in groups.values() for c in group[:: max(1, -(-len(group) // limit))]]
