"""Studio prompts of the Asterisk telephone exchange, G.722."""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus.clip import Label
from training.corpus.recordings import read_part, unique_files
from training.corpus.sound import Samples
from training.corpus.source import Context, Item

READERS = {"en": "allison-smith", "es": "allison-smith", "fr": "june-wallack"}


@dataclass(frozen=True)
class Asterisk:
    """See `source.Source`. One reader speaks the English and the Spanish prompts."""

    language: str
    label: Label = "real"

    @property
    def name(self) -> str:
        return f"asterisk-{self.language}"

    @property
    def about(self) -> str:
        return f"studio prompts, {self.language} (Debian asterisk-core-sounds-{self.language}-g722)"

    def plan(self, context: Context) -> list[Item]:
        package = f"asterisk-core-sounds-{self.language}-g722"
        root = context.packages.deb(package)
        files = [path for path in root.rglob("*.g722") if path.parent.name != "silence"]
        sounds = next(root.glob("usr/share/asterisk/sounds/*"), root)
        return [
            Item(
                id="__".join(path.relative_to(sounds).with_suffix("").parts), source=self.name,
                speaker=f"asterisk/{READERS[self.language]}", language=self.language,
                licence="CC-BY-SA-3.0", args={"path": path},
            )
            for path in unique_files(files, package)
        ]  # fmt: skip

    def render(self, item: Item) -> Samples:
        return read_part(item)
