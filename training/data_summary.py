"""What a run was trained and tested on: a row for each source of real speech and each engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from training.corpus import read_corpus
from training.corpus.clip import Clip
from training.families import family
from training.runs import load_clips, load_config, splits_of

SPLITS = ("train", "val", "test", "test_unseen")


def summarise(clips: Iterable[Clip], split_of: Mapping[Path, str]) -> list[dict[str, Any]]:
    """Clips by split, speakers, languages, licences and origins of each source and engine."""
    groups: dict[tuple[str, str], list[Clip]] = defaultdict(list)
    for clip in clips:
        if split_of.get(clip.path) in SPLITS:
            groups[clip.label, clip.engine or clip.source].append(clip)
    rows = []
    for (label, name), members in sorted(groups.items()):
        counts = Counter(split_of[clip.path] for clip in members)
        rows.append({
            "label": label,
            "name": name,
            "family": family(name) if label == "fake" else "",
            "clips": {split: counts[split] for split in SPLITS if counts[split]},
            "speakers": len({clip.speaker or str(clip.path) for clip in members}),
            "languages": sorted({clip.language for clip in members} - {""}),
            "licences": sorted({clip.licence for clip in members} - {""}),
            "origins": sorted({clip.origin for clip in members} - {""}),
        })  # fmt: skip
    return rows


def data_of_run(run: Path) -> list[dict[str, Any]]:
    """`summarise` for a training run, whose corpus and folders must still be there."""
    config = load_config(run)
    clips = read_corpus(Path(config.corpus), [Path(folder) for folder in config.extra])
    splits = splits_of(load_clips(run))
    return summarise(clips, splits)
