"""A Russian reader in a studio: the recordings that a Festival voice was made from."""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus.clip import Label
from training.corpus.recordings import read_part, unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item


@dataclass(frozen=True)
class FestvoxRu:
    """See `source.Source`."""

    name: str = "festvox-ru"
    label: Label = "real"
    about: str = "one Russian reader, studio (Debian festvox-ru)"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.deb(self.name)
        return [
            Item(
                id=path.stem, source=self.name, speaker=f"{self.name}/msu-nsh", language="ru",
                licence="BSD-like (festvox-ru)", args={"path": path},
            )
            for path in unique_files(root.glob("**/wav/*.wav"), self.name)
        ]  # fmt: skip

    def render(self, item: Item) -> Samples:
        return read_part(item)
