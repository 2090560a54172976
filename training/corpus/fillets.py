"""Czech voice actors of the game Fish Fillets: dialogues of a small and a big fish, and others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.recordings import read_part, unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item

PACKAGE = "fillets-ng-data-cs"


def role(path: Path) -> str:
    """Who speaks: `m` the small fish, `v` the big fish, else `minor`.

    File names are `LEVEL-ROLE-WHAT`, `ROLE-WHAT` or `WHAT-ROLE`. The minor parts count as one
    speaker, because nothing says which of them one actor played.
    """
    words = path.stem.split("-")
    for word in (*words[1:2], words[0], words[-1]):
        if word in ("m", "v"):
            return word
    return "minor"


@dataclass(frozen=True)
class Fillets:
    """See `source.Source`."""

    name: str = "fillets-cs"
    label: Label = "real"
    about: str = "Czech actors of the game Fish Fillets (Debian fillets-ng-data-cs)"

    def plan(self, context: Context) -> list[Item]:
        root = context.packages.deb(PACKAGE)
        return [
            Item(
                id=f"{path.parent.parent.name}__{path.stem}", source=self.name,
                speaker=f"{self.name}/{role(path)}", language="cs", licence="GPL-2.0",
                args={"path": path},
            )
            for path in unique_files(root.glob("**/cs/*.ogg"), PACKAGE)
        ]  # fmt: skip

    def render(self, item: Item) -> Samples:
        return read_part(item)
