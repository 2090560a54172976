"""The corpus's table of contents, `manifest.csv`: one row per clip."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from training.corpus.clip import Clip, is_label

COLUMNS = (
    "path", "label", "source", "speaker", "engine", "language",
    "original", "licence", "duration_s", "sha256",
)  # fmt: skip
NAME = "manifest.csv"


class CorpusError(ValueError):
    """A corpus or a part of it that cannot be read or built; the message names the part."""


def relative(path: str, root: Path) -> str:
    """`path` as written in a manifest in `root`: relative to it when inside, else absolute."""
    if path and Path(path).is_relative_to(root):
        return Path(path).relative_to(root).as_posix()
    return path


def to_row(clip: Clip, root: Path) -> dict[str, str]:
    """A clip as a row of the manifest in the folder `root` (absolute)."""
    row = {name: str(getattr(clip, name)) for name in COLUMNS}
    row["path"] = relative(row["path"], root)
    row["original"] = relative(row["original"], root)
    row["duration_s"] = f"{clip.duration_s:.3f}"
    return row


def from_row(row: dict[str, str], root: Path) -> Clip:
    """The clip that a row describes; raises CorpusError for an unknown label or a bad number."""
    label = row["label"]
    if not is_label(label):
        raise CorpusError(f"{row['path']}: label is {label!r}, should be 'real' or 'fake'")
    try:
        duration_s = float(row["duration_s"] or 0)
    except ValueError:
        raise CorpusError(f"{row['path']}: duration_s is {row['duration_s']!r}") from None
    text = {name: row[name] for name in ("source", "speaker", "engine", "language", "licence")}
    original = str(_place(row["original"], root)) if row["original"] else ""
    return Clip(
        path=root / row["path"], label=label, **text, original=original,
        duration_s=duration_s, sha256=row["sha256"],
    )  # fmt: skip


def _place(path: str, root: Path) -> Path:
    """A path of a manifest; outside of `root` with one spelling, that of `folders.read_folder`."""
    return Path(path).resolve() if Path(path).is_absolute() else root / path


def write_manifest(clips: Iterable[Clip], root: Path) -> Path:
    """Write `root/manifest.csv`, sorted by path; a reader never sees half of it."""
    root = root.absolute()
    path = root / NAME
    partial = path.with_suffix(".csv.partial")
    with partial.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(to_row(clip, root) for clip in sorted(clips, key=lambda c: c.path))
    partial.replace(path)
    return path


@contextmanager
def reading(path: Path) -> Iterator[csv.DictReader[str]]:
    """The rows of a manifest; says which one is in another encoding, as spreadsheets save it."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        try:
            yield csv.DictReader(file)
        except UnicodeDecodeError as error:
            raise CorpusError(
                f"{path}: not UTF-8; save it as “CSV UTF-8” ({error.reason})"
            ) from None


def read_manifest(root: Path) -> list[Clip]:
    """The clips of `root/manifest.csv`, with absolute paths.

    Raises:
        CorpusError: no manifest, a column missing, or a bad row; names the file and the row.
    """
    root = root.absolute()
    path = root / NAME
    if not path.is_file():
        raise CorpusError(f"{root}: no {NAME}; build it with `python -m training.corpus`")
    with reading(path) as reader:
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
        if missing:
            raise CorpusError(f"{path}: no column {', '.join(missing)}")
        clips = []
        for row in reader:
            try:
                clip = from_row(row, root)
                if not clip.path.is_file():
                    raise CorpusError(f"no file {row['path']}")
            except CorpusError as error:
                raise CorpusError(f"{path}, row {reader.line_num}: {error}") from None
            clips.append(clip)
    return clips
