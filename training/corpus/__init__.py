"""The corpus: built from packages (`python -m training.corpus`), and folders that people bring."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from training.corpus.checks import check_disjoint
from training.corpus.clip import Clip
from training.corpus.folders import read_folder
from training.corpus.manifest import CorpusError, read_manifest
from training.corpus.splits import assign_splits

__all__ = ["Clip", "CorpusError", "assign_splits", "check_disjoint", "read_corpus", "read_folder"]


def read_corpus(root: Path, extra: Iterable[Path] = ()) -> list[Clip]:
    """The clips of the corpus folder `root` and of folders that people bring.

    Raises:
        CorpusError: a folder or manifest that cannot be read, by name.
    """
    return [*read_manifest(root), *(clip for folder in extra for clip in read_folder(folder))]
