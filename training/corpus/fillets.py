"""Czech voice actors of the game Fish Fillets: dialogues of a small and a big fish, and others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.recordings import read_part, unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item

PACKAGE = "fillets-ng-data-cs"


BOTH = "o"
UNNAMED = "keys"
"""A level in which the two fish speak and no file says which (its scripts: addm, addv)."""
SIZES = {"small": "m", "big": "v"}


def role(path: Path) -> str:
    """`m` for the small fish, `v` for the big fish, else `minor`; empty if it may be either.

    File names are `LEVEL-ROLE-WHAT`, `ROLE-WHAT`, `WHAT-ROLE` or `LEVEL-WHAT_SIZE_NUMBER`. The
    minor parts count as one speaker, because nothing says which of them one actor played.
    """
    words = path.stem.split("-")
    if path.parent.parent.name == UNNAMED or BOTH in words[1:2]:
        return ""
    sizes = [SIZES[size] for size in words[-1].split("_")[1:2] if size in SIZES]
    for word in (*sizes, *words[1:2], words[0], words[-1]):
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
            if role(path)
        ]  # fmt: skip

    def render(self, item: Item) -> Samples:
        return read_part(item)
