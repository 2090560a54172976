"""The proof that a split is a fair one: nothing that must stay apart meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.corpus.clip import Clip
from training.corpus.manifest import CorpusError
from training.corpus.splits import SIDE, UNSEEN, UNUSED, HeldOut, Splits


def check_disjoint(splits: Splits, clips: Sequence[Clip], held_out: HeldOut | None = None) -> None:
    """Check a split of `assign_splits` without knowing how it was made.

    Raises:
        CorpusError: names clips without a split, speakers or recordings in two of train, val and
            test (`test_unseen` counts as test), engines of `test_unseen` that are heard elsewhere,
            and engines of `held_out` outside their split.
    """
    missing = sorted(str(clip.path) for clip in clips if clip.path not in splits)
    if missing:
        raise CorpusError(f"without a split: {_some(missing)}")
    used = [(clip, splits[clip.path]) for clip in clips if splits[clip.path] != UNUSED]
    faults = sorted([*_torn(used), *_leaked(used, held_out or {})])
    if faults:
        raise CorpusError(f"splits are not disjoint: {_some(faults)}")


def _torn(used: Sequence[tuple[Clip, str]]) -> Iterator[str]:
    sides: dict[str, set[str]] = defaultdict(set)
    same: dict[str, Path] = {}
    for clip, split in used:
        sides[f"recording {clip.original or clip.path}"].add(SIDE[split])
        if clip.sha256:
            first = same.setdefault(clip.sha256, clip.path)
            sides[f"content of {first}"].add(SIDE[split])
        if clip.speaker:
            sides[f"speaker {clip.speaker}"].add(SIDE[split])
    for name, found in sides.items():
        if len(found) > 1:
            yield f"{name} in {' and '.join(sorted(found))}"


def _leaked(used: Sequence[tuple[Clip, str]], held_out: HeldOut) -> Iterator[str]:
    heard_in: dict[str, set[str]] = defaultdict(set)
    for clip, split in used:
        if clip.engine:
            heard_in[clip.engine].add(split)
    only = {engine: split for split, engines in held_out.items() for engine in engines}
    for engine, found in heard_in.items():
        wanted = only.get(engine, UNSEEN if UNSEEN in found else "")
        if wanted and found != {wanted}:
            yield f"engine {engine} of {wanted} in {' and '.join(sorted(found - {wanted}))}"


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    return ", ".join(names[:5]) + more
