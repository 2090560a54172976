"""Groups of clips that must stay on one side: of one speaker, of one recording, or the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from training.corpus.clip import Clip
from training.corpus.source import order


@dataclass(frozen=True)
class Group:
    """Connected clips. `name` is the first speaker's: the same on every machine."""

    name: str
    clips: tuple[Clip, ...]
    held_out: tuple[Clip, ...]

    @property
    def size(self) -> int:
        """Number of clips that are not of a held-out engine."""
        return len(self.clips)

    @property
    def kind(self) -> str:
        """The label; groups with both classes count as real."""
        return "real" if any(clip.label == "real" for clip in self.clips) else "fake"

    @property
    def strata(self) -> set[tuple[str, str]]:
        """The real sources and the engines that it holds clips of."""
        return {(clip.label, clip.engine or clip.source) for clip in self.clips}

    @property
    def imitators(self) -> set[str]:
        """The engines that speak with its voices, held-out and copying ones aside."""
        return {clip.engine for clip in self.clips if clip.engine and not clip.original}

    @property
    def voices(self) -> set[str]:
        """Whose clips it holds, see `voice_of`."""
        return {voice_of(clip) for clip in (*self.clips, *self.held_out)}

    @property
    def given_splits(self) -> list[str]:
        """The splits that folders give its clips, one entry a clip."""
        return sorted(clip.split for clip in self.clips if clip.split)

    def chance(self, seed: int) -> float:
        """A number in [0, 1) that depends on the name and the seed only."""
        return order(str(seed), self.name) / 2**64


def voice_of(clip: Clip) -> str:
    """Its speaker, or where that is unknown the clip itself: the same on every machine."""
    return clip.speaker or "/".join(clip.path.parts[-4:])


def group(clips: Iterable[Clip], held_out: Collection[str] = ()) -> list[Group]:
    """Connect clips by speaker, by original and by content.

    Clips of unknown speakers of which there is no other stand alone. The content counts because one
    collection may name a reader whom another only numbers.
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    clips = list(clips)
    for clip in clips:
        path = str(clip.path)
        for other in (clip.speaker, clip.original, clip.sha256):
            if other:
                parent[root(other)] = root(path)
    members: dict[str, list[Clip]] = defaultdict(list)
    for clip in clips:
        members[root(str(clip.path))].append(clip)
    return [_group(connected, held_out) for connected in members.values()]


def _group(clips: list[Clip], held_out: Collection[str]) -> Group:
    return Group(
        name=min(voice_of(clip) for clip in clips),
        clips=tuple(clip for clip in clips if clip.engine not in held_out),
        held_out=tuple(clip for clip in clips if clip.engine in held_out),
    )
