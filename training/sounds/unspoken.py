"""Sound in which nobody speaks, as clips: the calibration and the evaluation listen to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import soundfile as sf

from training.corpus.clip import Clip
from training.corpus.sound import RATE_HZ
from training.corpus.source import order
from training.dataset import Sound, to_int16
from training.nonspeech import KINDS, generate
from training.params import Params
from training.sounds.collection import Recording

GENERATED = 40
GENERATED_S = 3


def unspoken(recordings: Iterable[Recording], split: str, p: Params) -> dict[str, list[Sound]]:
    """Sounds of each kind: the recordings of a split, and generated ones of its own.

    Args:
        split: `val` or `test`, of packages that no training hears. What is generated is of the
            kinds that training generates.
    """
    sounds: dict[str, list[Sound]] = defaultdict(list)
    for r in recordings:
        if r.split == split and r.kind != "impulse":
            x, _ = sf.read(r.path, dtype="int16")
            if x.size >= p.window.min_length:
                sounds[f"recorded {r.kind}"].append(Sound(Clip(r.path, "real", r.source), x))
    rng = np.random.default_rng(order("no speech", split))
    for kind in KINDS:
        for i in range(GENERATED):
            x = to_int16(generate(kind, GENERATED_S * RATE_HZ, RATE_HZ, rng))
            clip = Clip(Path(f"{kind}-{i}"), "real", kind)
            sounds[f"generated {kind}"].append(Sound(clip, x))
    return dict(sorted(sounds.items()))
