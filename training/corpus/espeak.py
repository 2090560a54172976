"""eSpeak NG: formant synthesis in many languages and voice variants."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.packages import Packages
from training.corpus.programs import Program, find
from training.corpus.sound import Samples, read
from training.corpus.source import Context, Item, order
from training.corpus.text import sentences

DEBS = ("espeak-ng", "espeak-ng-data", "libespeak-ng1")
VOICES = {
    "en-us": "en", "en-gb": "en", "en-gb-scotland": "en", "es": "es", "it": "it", "cs": "cs",
    "ru": "ru", "de": "de", "pt-br": "pt", "pl": "pl", "bg": "bg", "eo": "eo",
}  # fmt: skip
VARIANTS = ("m1", "m3", "m7", "f2", "f4", "klatt2", "klatt4", "croak", "Andy", "Annie")
PER_VOICE = 4


@cache
def program(downloads: Path) -> Program:
    """espeak-ng, from the PATH or from its packages."""
    return find(Packages(downloads), "espeak-ng", *DEBS)


def speak(espeak: Program, text: str, voice: str, speed: int, pitch: int) -> Samples:
    """A sentence as float32 [n] at 16 kHz; speed in words a minute, pitch 0 to 99."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "speech.wav"
        options = ("-v", voice, "-s", str(speed), "-p", str(pitch), "-w", str(path))
        espeak("-b", "1", "--stdin", *options, stdin=text)
        return read(path)


@dataclass(frozen=True)
class Espeak:
    """See `source.Source`. A speaker is a language with a variant."""

    name: str = "espeak"
    label: Label = "fake"
    about: str = "formant synthesis, 12 voices, 10 variants (Debian espeak-ng)"

    def plan(self, context: Context) -> list[Item]:
        program(context.packages.folder)
        return list(self._items(context))

    def _items(self, context: Context) -> Iterator[Item]:
        texts = {lang: iter(sentences(context.packages, lang)) for lang in set(VOICES.values())}
        for voice, variant, n in product(VOICES, VARIANTS, range(PER_VOICE)):
            item_id = f"{voice}+{variant}__{n}"
            text = next(texts[VOICES[voice]])
            chance = order(item_id)
            args = {
                "text": text, "voice": f"{voice}+{variant}", "speed": 130 + chance % 70,
                "pitch": 30 + chance // 70 % 40, "downloads": context.packages.folder,
            }  # fmt: skip
            yield Item(
                id=item_id, source=self.name, speaker=f"{self.name}/{voice}+{variant}",
                language=voice, licence="GPL-3.0-or-later", args=args,
            )  # fmt: skip

    def render(self, item: Item) -> Samples:
        a = item.args
        return speak(program(a["downloads"]), a["text"], a["voice"], a["speed"], a["pitch"])
