"""Kokoros that nobody trained: other voices, other decoders, text in languages that it never read.

As in `copy_hifigan_varied`, what the variants agree in is what there is to learn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training.corpus.clip import Label
from training.corpus.copy_hifigan import session_of
from training.corpus.espeak import VOICES
from training.corpus.kokoro import LICENCE, phonemes, shared_args, speak, style, voice_files
from training.corpus.onnx_weights import varied
from training.corpus.sound import Samples
from training.corpus.source import Context, Item, order
from training.corpus.text import sentences

if TYPE_CHECKING:
    import onnxruntime

PER_VOICE = 9
LONGEST_TEXT = 60
SPREADS = (0.0, 0.05, 0.1, 0.2)
VARIANTS = 12
STYLE_SPREAD = 0.05
"""A third of what the elements of a style differ by from voice to voice."""


@cache
def varied_session(model: Path, variant: int) -> onnxruntime.InferenceSession:
    """One of the variants, loaded once a process."""
    return session_of(varied(model.read_bytes(), SPREADS[variant % len(SPREADS)], variant))


@dataclass(frozen=True)
class KokoroVaried:
    """See `source.Source`. A voice that is changed counts as the speaker that it was."""

    name: str = "kokoro-varied"
    label: Label = "fake"
    about: str = "Kokoro with changed decoders and voices, in ten languages; slow"

    def plan(self, context: Context) -> list[Item]:
        return list(self._items(context))

    def _items(self, context: Context) -> Iterator[Item]:
        shared = shared_args(context.packages)
        read = {language: self._texts(context, language) for language in set(VOICES.values())}
        readers = cycle(VOICES.items())
        for voice in voice_files(context.packages):
            for n in range(PER_VOICE):
                reads, language = next(readers)
                args = {"voice": voice, "text": next(read[language]), "reads": reads, **shared}
                yield Item(
                    id=f"{voice.stem}__{n:02d}", source=self.name, speaker=f"kokoro/{voice.stem}",
                    licence=LICENCE, language=reads, args=args,
                )  # fmt: skip

    @staticmethod
    def _texts(context: Context, language: str) -> Iterator[str]:
        """From the end: the other engines read from the beginning."""
        short = [s for s in sentences(context.packages, language) if len(s) <= LONGEST_TEXT]
        return cycle(reversed(short))

    def render(self, item: Item) -> Samples:
        rng = np.random.default_rng(order(item.id))
        tokens = phonemes(item.args)
        voice = style(item.args["voice"], len(tokens))
        other = voice + STYLE_SPREAD * rng.standard_normal(voice.size, dtype=np.float32)
        model = varied_session(item.args["model"], int(rng.integers(VARIANTS)))
        return speak(model, tokens, other, float(rng.uniform(0.8, 1.3)))
