"""What a source of real speech or a speech engine has to offer to the builder."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from training.corpus.clip import Clip, Label
from training.corpus.packages import Packages
from training.corpus.sound import Samples


class Skip(Exception):
    """A planned clip that cannot be used, with the reason; not a fault."""


@dataclass(frozen=True)
class Item:
    """One clip to make. `id` is unique within its source and names the file.

    `args` is what `render` needs; it travels to another process, so plain values and paths.
    """

    id: str
    source: str
    speaker: str
    language: str
    licence: str
    original: str = ""
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Context:
    """What planning may use: packages, finished clips of earlier builds, real clips to copy."""

    packages: Packages
    prebuilt: Path | None = None
    real_clips: Sequence[Clip] = ()
    extra_clips: Sequence[Clip] = ()


class Source(Protocol):
    """A source or an engine: lists its clips (`plan`), then makes each of them (`render`).

    `plan` runs once in the main process and may download. `render` runs in worker processes, so a
    source must be picklable: a frozen dataclass without state.
    """

    @property
    def name(self) -> str:
        """As in `--sources` and in the folder's name."""

    @property
    def label(self) -> Label:
        """The class of all its clips."""

    @property
    def about(self) -> str:
        """One line for `--list`."""

    def plan(self, context: Context) -> list[Item]:
        """All clips that it can make, in a fixed order; raises CorpusError when it cannot."""

    def render(self, item: Item) -> Samples:
        """The clip's sound, float32 [n] at 16 kHz, untrimmed; raises Skip when there is none."""


def order(*words: str) -> int:
    """A number that depends on nothing but the words: for choices that stay the same for ever."""
    return int.from_bytes(hashlib.sha256("\0".join(words).encode()).digest()[:8], "big")
