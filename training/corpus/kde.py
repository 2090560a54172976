"""Volunteers who recorded letters, syllables and words for two of KDE's games for children."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.recordings import unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item
from training.corpus.words import join_words, neighbours

SOUNDS = (".ogg", ".wav")


@dataclass(frozen=True)
class KdeGame:
    """See `source.Source`. `folder` holds a folder for each language.

    A language counts as one speaker, in both games: some may be one person.
    """

    name: str
    about: str
    package: str
    folder: str
    label: Label = "real"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.deb(self.package) / self.folder
        files = unique_files((p for p in root.rglob("*") if p.suffix in SOUNDS), self.package)
        by_language: dict[str, list[Path]] = {}
        for path in files:
            by_language.setdefault(path.relative_to(root).parts[0], []).append(path)
        return [
            self._item(language, run, root)
            for language, paths in by_language.items()
            for run in neighbours(paths)
        ]

    def _item(self, language: str, run: list[Path], root: Path) -> Item:
        first = run[0].relative_to(root).with_suffix("").parts
        spoken, _, _script = language.partition("@")
        return Item(
            id="__".join((*first, str(len(run)))), source=self.name, speaker=f"kde/{spoken}",
            language=spoken, licence="GPL-2.0+", args={"paths": run},
        )  # fmt: skip

    def render(self, item: Item) -> Samples:
        return join_words(item)


KDE_GAMES = (
    KdeGame("klettres", "volunteers spell in 20 languages (Debian klettres-data)",
            "klettres-data", "usr/share/klettres"),
    KdeGame("ktuberling", "volunteers name things in 18 languages (Debian ktuberling-data)",
            "ktuberling-data", "usr/share/ktuberling/sounds"),
)  # fmt: skip
