"""Scored clips."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.corpus.clip import Clip
from training.dataset import Sound, load_sounds
from training.params import FAKE, LABELS, Params
from training.scoring import Predict, clip_margins
from training.verdict import calibrate, to_probability


class Scores:
    """Clips with their calibrated probability, float64 [n], of being fake."""

    def __init__(self, clips: Sequence[Clip], p_fake: NDArray[np.float64]) -> None:
        self.clips, self.p_fake = list(clips), p_fake
        self.is_fake = np.array([c.label == LABELS[FAKE] for c in self.clips], dtype=bool)

    def where(self, keep: Sequence[bool]) -> Scores:
        """The clips for which `keep` is true."""
        chosen = [c for c, k in zip(self.clips, keep, strict=True) if k]
        return Scores(chosen, self.p_fake[np.array(keep, dtype=bool)])

    def only(self, label: str) -> Scores:
        """The clips of one class."""
        return self.where([c.label == label for c in self.clips])

    def __add__(self, other: Scores) -> Scores:
        return Scores(self.clips + other.clips, np.concatenate([self.p_fake, other.p_fake]))


def score_clips(clips: Sequence[Clip], predict: Predict, p: Params) -> Scores:
    """Score clips; those that can't be read, are too short or hold no speech are left out.

    Raises:
        ValueError: if not one could be used.
    """
    return to_scores(*clip_margins(load_sounds(clips, p), predict, p), p)


def to_scores(sounds: Sequence[Sound], margins: NDArray[np.float64], p: Params) -> Scores:
    """Clips and their mean margins, float64 [n], calibrated."""
    p_fake = np.array([to_probability(calibrate(m, p.verdict), p.verdict) for m in margins])
    return Scores([sound.clip for sound in sounds], p_fake)


def write_scores(path: Path, sets: Mapping[str, Scores]) -> None:
    """One line a clip: set, path, label, source, engine, speaker, p_fake."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("set", "path", "label", "source", "engine", "speaker", "p_fake"))
        for name, scores in sets.items():
            for c, p in zip(scores.clips, scores.p_fake, strict=True):
                writer.writerow((name, c.path, c.label, c.source, c.engine, c.speaker, f"{p:.6f}"))
