"""One clip of speech and what is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeGuard

Label = Literal["real", "fake"]
SPLITS = ("train", "val", "test")


def is_label(value: str) -> TypeGuard[Label]:
    """True for the two classes, `real` and `fake`."""
    return value in ("real", "fake")


@dataclass(frozen=True)
class Clip:
    """A sound file with its label and its provenance; unknown text fields are empty.

    Attributes:
        path: the file, absolute.
        label: `real` (a person spoke) or `fake` (a machine did).
        source: the real source; of a copy-synthesised clip, the source of its original; of other
            fakes, the engine.
        speaker: unique over all sources; of a copy-synthesised clip, its original's speaker.
        engine: what made a fake; empty for real clips.
        language: BCP 47 tag, as far as known.
        original: absolute path of the clip that a copy-synthesised clip was made from.
        licence: as its publisher states it.
        duration_s: length in seconds, 0 when not known.
        sha256: of the file, in hex.
        split: `train`, `val` or `test` when the folder that it came in says so.
        origin: the public repository that it came from.
    """

    path: Path
    label: Label
    source: str
    speaker: str = ""
    engine: str = ""
    language: str = ""
    original: str = ""
    licence: str = ""
    duration_s: float = 0.0
    sha256: str = ""
    split: str = ""
    origin: str = ""
