"""HiFi-GAN V1s that nobody trained: as `copy_hifigan_varied`, from the larger and cleaner one."""

from __future__ import annotations

from dataclasses import dataclass

from training.corpus.copy_hifigan import VOCODER_HZ, mel_of_16k
from training.corpus.copy_hifigan_v1 import CopyHifiGanV1
from training.corpus.copy_hifigan_varied import PLAIN, in_steps
from training.corpus.hifigan import generator
from training.corpus.sound import Samples, to_16k
from training.corpus.source import Context, Item

SPREADS = (0.02, 0.04, 0.07, 0.11)
WEIGHTS = ("universal", "LJSpeech")
STEPS = (PLAIN, PLAIN, "2x0.3")
VARIANTS = 24


@dataclass(frozen=True)
class CopyHifiGanV1Varied(CopyHifiGanV1):
    """See `copy_synthesis.CopySynthesis`; settings: weights, variant, how coarse its input is."""

    name: str = "copy-hifigan-v1-varied"
    count: int = 110
    settings: tuple[str, ...] = tuple(
        f"{WEIGHTS[n % 2]}-{n}-{STEPS[n // 8 % len(STEPS)]}" for n in range(VARIANTS)
    )
    about: str = "real clips through 24 HiFi-GAN V1s with changed weights; slow"

    def plan(self, context: Context) -> list[Item]:
        """One network after the other, as only a few of them stay loaded."""
        return sorted(super().plan(context), key=lambda item: item.args["setting"])

    def copy(self, x: Samples, item: Item) -> Samples:
        weights, variant, steps = item.args["setting"].split("-")
        path = item.args["weights"] / f"generator_{weights}.pth.tar"
        run = generator(path, SPREADS[int(variant) // 2 % len(SPREADS)], int(variant))
        return to_16k(run(in_steps(mel_of_16k(x), steps)), VOCODER_HZ)
