"""Tiny stand-ins for packages, programs and sources, so that no test needs the network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import soundfile as sf

from tests.signals import babble
from training.corpus.clip import Clip, Label
from training.corpus.packages import Packages
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Context, Item, Skip


def speech(path: Path, seconds: float = 2.0, seed: int = 0, rate_hz: int = RATE_HZ) -> Path:
    """Write speech-like sound; every seed is another content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    sf.write(path, babble(rate_hz, seconds, seed), rate_hz)
    return path


def context(
    folder: Path,
    prebuilt: Path | None = None,
    real: Sequence[Clip] = (),
    extra: Sequence[Clip] = (),
) -> Context:
    """A context whose packages are what tests put into `folder/downloads/KIND/NAME`."""
    return Context(Packages(folder / "downloads"), prebuilt, real, extra)


def silent(line: str) -> None:
    """Show nothing."""
    del line


def program(folder: Path, name: str, script: str) -> Path:
    """An executable shell script."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def fortunes(folder: Path, package: str, sentences: list[str]) -> None:
    """A package of quotes."""
    path = folder / "downloads/deb" / package / "usr/share/games/fortunes/some"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n%\n".join(sentences), encoding="utf-8")


def clip(
    name: str, label: Label = "real", source: str = "s", speaker: str = "", engine: str = "",
    original: str = "", split: str = "",
) -> Clip:  # fmt: skip
    """A clip without a file."""
    return Clip(
        Path("/clips") / name, label, source, speaker, engine,
        original=f"/clips/{original}" if original else "", split=split,
    )  # fmt: skip


@dataclass(frozen=True)
class ToySource:
    """A source of `count` tones; ids in `bad`, `short` and `skipped` go wrong as named.

    Each rendering is noted as a line of the file `log`; with `stop_after`, an interrupt follows.
    """

    log: Path
    name: str = "toy"
    label: Label = "real"
    about: str = "a toy"
    count: int = 5
    bad: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    stop_after: int = 10**9
    plan_error: Exception | None = field(default=None, compare=False)

    def plan(self, context: Context) -> list[Item]:  # noqa: ARG002
        if self.plan_error:
            raise self.plan_error
        return [
            Item(f"{n:03d}", self.name, f"{self.name}/{n % 2}", "en", "CC0")
            for n in range(self.count)
        ]

    def render(self, item: Item) -> Samples:
        with self.log.open("a") as file:
            file.write(f"{item.id}\n")
        if len(self.log.read_text().split()) > self.stop_after:
            raise KeyboardInterrupt
        if item.id in self.bad:
            raise ValueError("broken file")
        if item.id in self.skipped:
            raise Skip("not wanted")
        seconds = 0.5 if item.id in self.short else 2.0
        return babble(RATE_HZ, seconds, int(item.id)) + np.float32(0.01)
