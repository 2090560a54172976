"""Volunteers who name the stamps of Tux Paint at home; short words, joined to longer clips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from training.corpus.clip import Label
from training.corpus.recordings import duration_s, is_narrow, unique_files
from training.corpus.sound import Samples, join, read
from training.corpus.source import Context, Item, order

PACKAGE = "tuxpaint-stamps-default"
STAMPS = "usr/share/tuxpaint/stamps"
LANGUAGES = ("be", "bg", "ca", "da", "el", "es", "fr", "lt", "nl", "ro", "ru")
TARGET_S = 3.5


def neighbours(paths: list[Path], target_s: float = TARGET_S) -> Iterator[list[Path]]:
    """Runs of neighbouring files of at least `target_s` in all; a short rest is left out."""
    run: list[Path] = []
    total_s = 0.0
    for path in paths:
        run.append(path)
        total_s += duration_s(path)
        if total_s >= target_s:
            yield run
            run, total_s = [], 0.0


@dataclass(frozen=True)
class TuxPaint:
    """See `source.Source`. A language counts as one speaker, though some have more.

    The few 8 kHz files are left out: beside others they would change the band within a clip.
    """

    name: str = "tuxpaint"
    label: Label = "real"
    about: str = "volunteers in 11 languages, at home (Debian tuxpaint-stamps-default)"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.deb(PACKAGE)
        items = []
        for language in LANGUAGES:
            files = unique_files(root.rglob(f"*_desc_{language}.ogg"), f"{PACKAGE} ({language})")
            wide = [path for path in files if not is_narrow(path)]
            items += [self._item(language, run, root / STAMPS) for run in neighbours(wide)]
        return items

    def _item(self, language: str, run: list[Path], stamps: Path) -> Item:
        *folders, name = run[0].relative_to(stamps).parts
        first = name.removesuffix(f"_desc_{language}.ogg")
        return Item(
            id="__".join((language, *folders, first, str(len(run)))), source=self.name,
            speaker=f"{self.name}/{language}", language=language, licence="GPL-2.0",
            args={"paths": run},
        )  # fmt: skip

    def render(self, item: Item) -> Samples:
        rng = np.random.default_rng(order(item.id))
        return join([read(path) for path in item.args["paths"]], rng)
