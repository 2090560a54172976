"""The folder of sounds: built once, listed in `manifest.csv`, read by training and evaluation."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np
import soundfile as sf
from tqdm import tqdm

from training.backgrounds import Backgrounds
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.sound import PEAK, RATE_HZ, Samples, read, write_flac
from training.messages import AudioError
from training.sounds.packages import PLACES, Place

NAME = "manifest.csv"
LONGEST_S = 20.0
FAINTEST = 1e-3


@dataclass(frozen=True)
class Recording:
    """One file of the folder; `path` is absolute, `kind` as in `packages.Kind`."""

    path: Path
    kind: str
    split: str
    source: str
    licence: str


def scaled(x: Samples) -> Samples:
    """The first 20 s with a peak of 0.95; a recording's own level says nothing."""
    x = x[: int(LONGEST_S * RATE_HZ)]
    peak = float(np.abs(x).max(initial=0.0))
    return np.asarray(x * (PEAK / peak) if peak > FAINTEST else x[:0], np.float32)


def build_sounds(root: Path, packages: Packages, places: Sequence[Place] = PLACES) -> list[str]:
    """Convert all places into `root`; what is there already stays. Returns what was left out.

    Raises:
        CorpusError: a package that can't be fetched.
    """
    root = root.absolute()
    recordings, left_out = [], []
    for place in places:
        package = place.package.partition("=")[0]
        files = place.files(packages)
        if not files:
            raise CorpusError(f"no sounds found in {place.folder} of {package}")
        for path in tqdm(files, f"{package} {place.kind}", unit="file"):
            # The folders' names are part of it: two folders hold files of one name.
            name = "-".join(path.with_suffix("").parts[-3:]).replace(" ", "_")
            made = root / place.split / place.kind / f"{package}__{name}.flac"
            try:
                if not made.exists():
                    x = scaled(read(path))
                    if not x.size:
                        left_out.append(f"{path.name}: silent")
                        continue
                    write_flac(made, x)
            except AudioError as error:
                left_out.append(f"{path.name}: {error}")
                continue
            recordings.append(Recording(made, place.kind, place.split, package, place.licence))
    _write(root, recordings)
    return left_out


def _write(root: Path, recordings: Iterable[Recording]) -> None:
    with (root / NAME).open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [f.name for f in fields(Recording)], lineterminator="\n")
        writer.writeheader()
        for r in recordings:
            writer.writerow({**asdict(r), "path": r.path.relative_to(root).as_posix()})


def read_sounds(folder: str | Path) -> list[Recording]:
    """The recordings of a folder; none if none is named.

    Raises:
        CorpusError: there is no such folder, or it has no manifest.
    """
    if not folder:
        return []
    root = Path(folder)
    if not root.is_dir():
        raise CorpusError(f"{root}: no such folder; build it with `python -m training.sounds`")
    path = root / NAME
    if not path.is_file():
        raise CorpusError(f"{root}: no {NAME}; build it with `python -m training.sounds`")
    with path.open(newline="", encoding="utf-8") as file:
        return [Recording(root.absolute() / row.pop("path"), **row) for row in csv.DictReader(file)]


def load_backgrounds(recordings: Iterable[Recording], split: str = "train") -> Backgrounds:
    """The recordings of one split in memory; impulse responses begin with their peak, at 1."""
    noises, impulses = [], []
    for r in recordings:
        if r.split != split:
            continue
        x, _ = sf.read(r.path, dtype="int16")
        if r.kind != "impulse":
            noises.append(x)
            continue
        h = x.astype(np.float32)
        h = h[np.abs(h).argmax() :]
        impulses.append(h / h[0])
    return Backgrounds(noises, impulses, varied=split == "train")
