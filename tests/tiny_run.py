"""A corpus of sixteen clips and a run that begins with it: all of training in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import soundfile as sf

from tests.signals import babble, noise
from training.corpus.clip import Clip
from training.corpus.manifest import write_manifest
from training.runs import save_clips

SPLITS = ("train", "train", "train", "train", "val", "val", "test", "test_unseen")
LabelledClips = list[tuple[str, Clip]]
"""Each clip with its split."""


def tiny_clips(folder: Path) -> LabelledClips:
    """Sixteen clips: "people" are babble, "robots" babble with a hum that can be heard."""
    made = []
    for i, split in enumerate(SPLITS):
        engine = "new-robot" if split == "test_unseen" else "robot"
        for label in ("real", "fake"):
            x = babble(16_000, 2.0, seed=i + 50 * (label == "fake"))
            if label == "fake":
                x += 0.05 * np.sign(np.sin(2 * np.pi * 3_000 * np.arange(x.size) / 16_000)) * x
            path = folder / f"{label}-{i}.wav"
            sf.write(path, x + noise(x.size, seed=i, amplitude=1e-3), 16_000)
            source = "people" if label == "real" else engine
            clip = Clip(path, label, source, engine="" if label == "real" else engine)
            made.append((split, clip))
    write_manifest([clip for _, clip in made], folder)
    return made


def start(run: Path, clips: LabelledClips) -> list[str]:
    """A run whose clips are chosen already; returns the arguments that train it."""
    run.mkdir()
    save_clips(run, [c for _, c in clips], {c.path: split for split, c in clips})
    return arguments_of(run, clips)


def arguments_of(run: Path, clips: LabelledClips) -> list[str]:
    """Two epochs of two steps."""
    return [
        f"--run={run}", f"--corpus={clips[0][1].path.parent}", "--epochs=2", "--steps=2",
        "--batch-size=4",
    ]  # fmt: skip
