"""Flite: diphone and clustergen voices of American and Scottish readers."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.packages import Packages
from training.corpus.programs import Program, find
from training.corpus.sound import Samples, read
from training.corpus.source import Context, Item
from training.corpus.text import sentences

DEBS = ("flite", "libflite1")
VOICES = ("awb", "kal", "kal16", "rms", "slt")
PER_VOICE = 60


@cache
def program(downloads: Path) -> Program:
    """flite, from the PATH or from its packages."""
    return find(Packages(downloads), "flite", *DEBS)


@dataclass(frozen=True)
class Flite:
    """See `source.Source`. A speaker is the person whose voice it is."""

    name: str = "flite"
    label: Label = "fake"
    about: str = "diphone and clustergen voices (Debian flite)"

    def plan(self, context: Context) -> list[Item]:
        program(context.packages.folder)
        texts = iter(reversed(sentences(context.packages, "en")))
        return [
            Item(
                id=f"{voice}__{n}", source=self.name,
                speaker=f"cmu/{voice.removesuffix('16')}", language="en",
                licence="MIT-like (flite)",
                args={"text": next(texts), "voice": voice, "downloads": context.packages.folder},
            )
            for voice, n in product(VOICES, range(PER_VOICE))
        ]  # fmt: skip

    def render(self, item: Item) -> Samples:
        flite = program(item.args["downloads"])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "speech.wav"
            flite("-voice", item.args["voice"], "-t", item.args["text"], "-o", str(path))
            return read(path)
