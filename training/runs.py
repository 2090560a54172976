"""A run folder: everything that one training wrote, and how the other commands find it.

config.json    TrainConfig: what was asked for
clips.csv      every clip of the run with the split that it was given
history.csv    losses and metrics of every epoch;  history.png draws it
average.keras  the averaged weights after the last epoch
best.keras     the averaged weights with the highest validation AUC
verdict.json   calibration and decision band, fitted on the validation split
metrics.json   written by training.evaluate, with scores.csv and plots
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from training.corpus.clip import Clip, is_label
from training.params import Params, VerdictParams

COLUMNS = (
    "split", "path", "label", "source", "speaker", "engine", "language", "original", "sha256",
)  # fmt: skip


@dataclass(frozen=True)
class TrainConfig:
    """What a training run was asked for; saved, and compared when a run is resumed."""

    corpus: str
    extra: tuple[str, ...] = ()
    sounds: str = ""
    unseen: str = ""
    unseen_sources: str = ""
    start: str = ""
    sides: str = ""
    only: int | None = None
    branch_of: str = ""
    times: int = 1
    limit: int = 0
    epochs: int = 30
    steps: int = 250
    batch_size: int = 64
    learning_rate: float = 2e-3
    weight_decay: float = 0.02
    label_smoothing: float = 0.05
    patience: int = 20
    seed: int = 1


def write_json(path: Path, data: Mapping[str, Any]) -> None:
    """Write whole or not at all: a killed run never leaves half a file."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    temporary.replace(path)


def save_config(run: Path, config: TrainConfig) -> None:
    """Write the configuration, or check that a resumed run asks for the same.

    Raises:
        ValueError: naming the settings that differ from those the run began with.
    """
    path, new = run / "config.json", asdict(config)
    if path.exists():
        old = asdict(load_config(run))
        differ = [k for k in new if k not in ("epochs", "patience") and new[k] != old[k]]
        if differ:
            raise ValueError(f"{run} was begun with other settings for: {', '.join(differ)}")
    write_json(path, new)


def load_config(run: Path) -> TrainConfig:
    """What the run was asked for."""
    saved = json.loads((run / "config.json").read_text(encoding="utf-8"))
    return TrainConfig(**{**saved, "extra": tuple(saved["extra"])})


def save_clips(run: Path, clips: Sequence[Clip], splits: Mapping[Path, str]) -> None:
    """Write clips.csv whole or not at all: half of it would look like a smaller corpus."""
    path = run / "clips.csv"
    temporary = path.with_suffix(".tmp")
    with temporary.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for c in clips:
            known = (c.label, c.source, c.speaker, c.engine, c.language, c.original, c.sha256)
            writer.writerow((splits[c.path], c.path, *known))
    temporary.replace(path)


def load_clips(run: Path) -> dict[str, list[Clip]]:
    """The run's clips by split.

    Raises:
        FileNotFoundError: if the folder is not a run.
    """
    path = run / "clips.csv"
    if not path.exists():
        raise FileNotFoundError(f"{run} is not a training run: it has no clips.csv")
    by_split: dict[str, list[Clip]] = {}
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.DictReader(file)
        for row in reader:
            split = row.pop("split")
            label = row.pop("label")
            if not is_label(label):
                raise ValueError(f"{path}, row {reader.line_num}: label is {label!r}")
            # Runs from before there were sums have none.
            known = (row.get(name) or "" for name in COLUMNS[3:])
            source, speaker, engine, language, original, sha256 = known
            clip = Clip(
                Path(row["path"]), label, source, speaker, engine, language, original, sha256=sha256
            )
            by_split.setdefault(split, []).append(clip)
    return by_split


def splits_of(by_split: Mapping[str, Sequence[Clip]]) -> dict[Path, str]:
    """The split of each clip, by its path."""
    return {clip.path: split for split, clips in by_split.items() for clip in clips}


def run_params(run: Path) -> Params:
    """The parameters with the calibration of this run, once it has one."""
    path = run / "verdict.json"
    if not path.exists():
        return Params()
    verdict = json.loads(path.read_text(encoding="utf-8"))
    return replace(Params(), verdict=VerdictParams(**verdict))


def is_calibrated(run: Path) -> bool:
    """Whether the calibration is that of the best weights, none having come since."""
    best, verdict = run / "best.keras", run / "verdict.json"
    both = best.exists() and verdict.exists()
    return both and verdict.stat().st_mtime_ns >= best.stat().st_mtime_ns


def read_history(run: Path) -> dict[str, list[float]]:
    """Columns of history.csv; an epoch that was logged twice around a kill counts once."""
    path = run / "history.csv"
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        rows = {int(row["epoch"]): row for row in csv.DictReader(file)}
    names = next(iter(rows.values())).keys() if rows else []
    return {name: [float(rows[e][name]) for e in sorted(rows)] for name in names}
