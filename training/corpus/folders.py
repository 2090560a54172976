"""Folders that people bring: `real/` and `fake/`, splits of these, or any with a manifest.

Nothing is copied; every clip has the absolute path of the file where it lies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import av
import soundfile as sf

from training.corpus.clip import SPLITS, Clip, Label, is_label
from training.corpus.manifest import COLUMNS, NAME, CorpusError, read_manifest, reading
from training.corpus.speakers import global_speaker

LABELS: tuple[Label, ...] = ("real", "fake")
SPLIT_FOLDERS = {
    "train": "train", "training": "train", "val": "val", "validation": "val", "dev": "val",
    "test": "test", "testing": "test",
}  # fmt: skip
SUFFIXES = (
    ".3gp", ".aac", ".aif", ".aifc", ".aiff", ".amr", ".au", ".caf", ".flac", ".g722", ".gsm",
    ".m4a", ".mka", ".mkv", ".mov", ".mp2", ".mp3", ".mp4", ".oga", ".ogg", ".opus", ".w64",
    ".wav", ".webm", ".wma",
)  # fmt: skip
ENGINES = {"Festival": "festival", "Flite": "flite", "Kokoro": "kokoro"}


def read_folder(folder: Path) -> list[Clip]:
    """All clips of a folder that someone brings, with durations and sha256 sums.

    It may hold a `manifest.csv` (columns `path` and `label`, and any of `source`, `speaker`,
    `engine`, `language`, `licence`, `origin`, `original`, `split`; or the corpus's own), or
    `real/` and `fake/`, or `train/`, `val/` and `test/` of these. In `real/NAME/` NAME is the
    speaker, in `fake/NAME/` the engine.

    Raises:
        CorpusError: names the folder, file or row and says what is wrong with it.
    """
    folder = folder.resolve()
    if not folder.is_dir():
        raise CorpusError(f"{folder}: no such folder")
    has_manifest = (folder / NAME).is_file()
    clips = _read_any_manifest(folder) if has_manifest else list(_read_tree(folder))
    if not clips:
        raise CorpusError(
            f"{folder}: no audio found; it should hold {NAME}, or real/ and fake/, "
            "or train/, val/ and test/ with real/ and fake/ in each"
        )
    return _measured(clips)


def _read_tree(folder: Path) -> Iterator[Clip]:
    for label in LABELS:
        yield from _read_class(folder, folder / label, label, "")
    for child in sorted(folder.iterdir()):
        for label in LABELS:
            split = SPLIT_FOLDERS.get(child.name.lower())
            if split:
                yield from _read_class(folder, child / label, label, split)


def _read_class(folder: Path, top: Path, label: Label, split: str) -> Iterator[Clip]:
    for path in sorted(top.rglob("*")):
        if path.suffix.lower() not in SUFFIXES or not path.is_file():
            continue
        within = path.relative_to(top).parts
        name = within[0] if len(within) > 1 else ""
        real = label == "real"
        yield Clip(
            path=path, label=label, split=split,
            source=folder.name if real else name or folder.name,
            speaker=f"{folder.name}/{name}" if real and name else "",
            engine="" if real else name or folder.name,
        )  # fmt: skip


def _read_any_manifest(folder: Path) -> list[Clip]:
    path = folder / NAME
    with reading(path) as reader:
        columns = set(reader.fieldnames or ())
        if columns == set(COLUMNS):
            return read_manifest(folder)
        missing = {"path", "label"} - columns
        if missing:
            raise CorpusError(f"{path}: no column {', '.join(sorted(missing))}")
        clips = []
        for row in reader:
            try:
                clips.append(_from_row(folder, {k: v or "" for k, v in row.items() if k}))
            except CorpusError as error:
                raise CorpusError(f"{path}, row {reader.line_num}: {error}") from None
    return clips


def _from_row(folder: Path, row: dict[str, str]) -> Clip:
    label, split = row["label"], row.get("split", "")
    path = folder / row["path"]
    if not is_label(label):
        raise CorpusError(f"label is {label!r}, should be 'real' or 'fake'")
    if not row["path"] or not path.is_file():
        raise CorpusError(f"no file {row['path'] or '(path is empty)'}")
    if split not in ("", *SPLITS):
        raise CorpusError(f"split is {split!r}, should be one of {', '.join(SPLITS)} or empty")
    origin, original = row.get("origin", ""), row.get("original", "")
    source = row.get("source", "") or folder.name
    engine = "" if label == "real" else row.get("engine", "") or source
    engine = ENGINES.get(engine, engine)
    return Clip(
        path=path, label=label, split=split, engine=engine, origin=origin,
        source=source if label == "real" or row.get("engine") else engine,
        speaker=global_speaker(row.get("speaker", ""), source, origin),
        language=row.get("language", ""), licence=row.get("licence", ""),
        original=str(folder / original) if original else "",
    )  # fmt: skip


def _measured(clips: Iterable[Clip]) -> list[Clip]:
    clips = list(clips)
    with ThreadPoolExecutor() as pool:
        durations = list(pool.map(lambda clip: clip.duration_s or _duration_s(clip.path), clips))
        sums = list(pool.map(lambda clip: clip.sha256 or _sha256(clip.path), clips))
    bad = [str(clip.path) for clip, seconds in zip(clips, durations, strict=True) if seconds <= 0]
    if bad:
        more = f" and {len(bad) - 5} more" if len(bad) > 5 else ""
        raise CorpusError(f"not readable as audio: {', '.join(bad[:5])}{more}")
    measured = zip(clips, durations, sums, strict=True)
    return [replace(clip, duration_s=seconds, sha256=sha256) for clip, seconds, sha256 in measured]


def _sha256(path: Path) -> str:
    """Of the file, in hex; empty where it cannot be read, which its duration tells."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _duration_s(path: Path) -> float:
    """Length of the sound in seconds, 0 if there is none or the file cannot be read."""
    with suppress(sf.LibsndfileError):
        seconds = float(sf.info(path).duration)
        if seconds > 0:  # a recorder that streams leaves no length in the header
            return seconds
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            if (stream.duration or 0) > 0 and stream.time_base:
                return float(stream.duration * stream.time_base)
            if (container.duration or 0) > 0:
                return container.duration / av.time_base
            return sum(frame.samples / frame.sample_rate for frame in container.decode(stream))
    except (av.FFmpegError, IndexError, ValueError):
        return 0.0
