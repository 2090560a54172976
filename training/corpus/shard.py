"""What is finished of one source: a line for each clip, appended as soon as its file is there."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training.corpus.clip import Clip
from training.corpus.manifest import from_row, to_row

FOLDER = ".shards"


@dataclass(frozen=True)
class Outcome:
    """What became of an item: a clip, or the reason why it was skipped or failed."""

    id: str
    clip: Clip | None = None
    skipped: str = ""
    failed: str = ""


@dataclass(frozen=True)
class Shard:
    """The finished items of source `name` in the corpus folder `root` (absolute)."""

    root: Path
    name: str

    @property
    def path(self) -> Path:
        """JSON lines: `{"id", "clip"}` or `{"id", "skipped"}`."""
        return self.root / FOLDER / f"{self.name}.jsonl"

    def read(self) -> dict[str, Outcome]:
        """Finished items by id. A torn last line and clips whose file is gone count as not done."""
        if not self.path.exists():
            return {}
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return {outcome.id: outcome for outcome in self._parse(lines)}

    def _parse(self, lines: list[str]) -> Iterator[Outcome]:
        for line in lines:
            try:
                entry = json.loads(line)
            except json.JSONDecodeError:
                continue
            if "skipped" in entry:
                yield Outcome(entry["id"], skipped=entry["skipped"])
                continue
            clip = from_row(entry["clip"], self.root)
            if clip.path.is_file():
                yield Outcome(entry["id"], clip=clip)

    def append(self, outcome: Outcome) -> None:
        """Add a finished item; failed ones are left out, so that the next run tries them again."""
        if outcome.failed:
            return
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(self._line(outcome))

    def replace(self, outcomes: Iterable[Outcome]) -> None:
        """Write these items only, whole or not at all; ends a torn last line, too."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        partial = self.path.with_suffix(".partial")
        partial.write_text("".join(map(self._line, outcomes)), encoding="utf-8")
        partial.replace(self.path)

    def _line(self, outcome: Outcome) -> str:
        entry: dict[str, object] = {"id": outcome.id}
        if outcome.clip:
            entry["clip"] = to_row(outcome.clip, self.root)
        else:
            entry["skipped"] = outcome.skipped
        return json.dumps(entry, ensure_ascii=False) + "\n"
