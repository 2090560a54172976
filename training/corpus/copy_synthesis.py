"""Copy-synthesis: real clips analysed and made again by a vocoder.

The paired fakes hold the same words, voice, room and microphone as their originals, so that only
what the vocoder does tells the classes apart. Any real clip with a file and a speaker can be an
original, whether the corpus built it or a folder brought it.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Clip, Label
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.sound import MIN_S, Samples, pieces, read
from training.corpus.source import Context, Item, Skip, order

LONGEST_S = 4.0


def choose(clips: Iterable[Clip], count: int, seed: str) -> list[Clip]:
    """`count` clips drawn evenly over sources and, within each, over speakers; always the same."""
    by_source: dict[str, dict[str, list[Clip]]] = defaultdict(lambda: defaultdict(list))
    for clip in sorted(clips, key=lambda c: order(seed, c.source, c.path.name)):
        by_source[clip.source][clip.speaker].append(clip)
    turns = [in_turn(list(speakers.values())) for _, speakers in sorted(by_source.items())]
    return [clip for clip, _ in zip(in_turn(turns), range(count), strict=False)]


def in_turn(rows: Iterable[Iterable[Clip]]) -> Iterator[Clip]:
    """The first of each row, the second of each, and so on until all rows are empty."""
    waiting = [iter(row) for row in rows]
    while waiting:
        still = []
        for row in waiting:
            clip = next(row, None)
            if clip is not None:
                still.append(row)
                yield clip
        waiting = still


def _real(clips: Iterable[Clip]) -> list[Clip]:
    return [clip for clip in clips if clip.label == "real"]


def _place(clip: Clip) -> str:
    """Tells files of one name in several folders apart."""
    return f"{order(*clip.path.parts[-4:-1]) % 16**6:06x}"


@dataclass(frozen=True)
class CopySynthesis(ABC):
    """What the copying engines share, see `source.Source`; each clip draws one of `settings`.

    `count` of the corpus's real clips are copied, and as many again of those of `--extra` folders.
    """

    label: Label = "fake"
    count: int = 500

    @property
    @abstractmethod
    def name(self) -> str:
        """The engine."""

    @property
    @abstractmethod
    def settings(self) -> tuple[str, ...]:
        """Ways to run the engine; the one used is the last part of a clip's file name."""

    @property
    @abstractmethod
    def about(self) -> str:
        """One line for `--list`."""

    @abstractmethod
    def copy(self, x: Samples, item: Item) -> Samples:
        """Make float32 [n] at 16 kHz again, with `item.args['setting']`."""

    def prepare(self, packages: Packages) -> dict[str, Path]:  # noqa: ARG002
        """Fetch what `copy` needs; the result joins each item's args."""
        return {}

    def plan(self, context: Context) -> list[Item]:
        own = choose(_real(context.real_clips), self.count, self.name)
        brought = choose(_real(context.extra_clips), self.count, self.name)
        if not own and not brought:
            raise CorpusError("no real clip to copy; build a real source first")
        needs = self.prepare(context.packages)
        return [self._item(clip, clip.path.stem, needs) for clip in own] + [
            self._item(clip, f"{clip.path.stem}-{_place(clip)}", needs) for clip in brought
        ]

    def _item(self, clip: Clip, name: str, needs: dict[str, Path]) -> Item:
        setting = self.settings[order(self.name, clip.path.name) % len(self.settings)]
        return Item(
            id=f"{clip.source}__{name}__{setting}".replace("/", "-"),
            source=clip.source, speaker=clip.speaker, language=clip.language, licence=clip.licence,
            original=str(clip.path), args={"path": clip.path, "setting": setting, **needs},
        )  # fmt: skip

    def render(self, item: Item) -> Samples:
        parts = pieces(read(item.args["path"]), LONGEST_S)
        usable = [part for part in parts if part.size >= MIN_S * 16_000]
        if not usable:
            raise Skip("original too short")
        return self.copy(usable[order(item.id) % len(usable)], item)
