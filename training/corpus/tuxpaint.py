"""Volunteers who name the stamps of Tux Paint at home; short words, joined to longer clips."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.recordings import unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item
from training.corpus.words import join_words, neighbours

PACKAGE = "tuxpaint-stamps-default"
STAMPS = "usr/share/tuxpaint/stamps"
LANGUAGES = ("be", "bg", "ca", "da", "el", "es", "fr", "lt", "nl", "ro", "ru")


@dataclass(frozen=True)
class TuxPaint:
    """See `source.Source`. A language counts as one speaker, though some have more."""

    name: str = "tuxpaint"
    label: Label = "real"
    about: str = "volunteers in 11 languages, at home (Debian tuxpaint-stamps-default)"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.deb(PACKAGE)
        items = []
        for language in LANGUAGES:
            files = unique_files(root.rglob(f"*_desc_{language}.ogg"), f"{PACKAGE} ({language})")
            items += [self._item(language, run, root / STAMPS) for run in neighbours(files)]
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
        return join_words(item)
