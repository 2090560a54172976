"""What moving the decision band does: fewer false alarms for more misses, or the other way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy.special import expit, logit

from training.dataset import sampling_weights
from training.params import VerdictParams
from training.scores import Scores

SHIFTS = (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5)
"""In log-odds; above zero, a clip needs more to be called fake."""


def shifted(v: VerdictParams, shift: float) -> tuple[float, float]:
    """(real_below, fake_above) when both ends of the band move; by 0 exactly as they are."""
    if shift == 0:
        return v.real_below, v.fake_above
    ends = np.array([v.real_below, v.fake_above])
    moved = expit(logit(np.clip((ends - v.floor) / (1 - v.floor), 0, 1)) + shift)
    low, high = v.floor + (1 - v.floor) * moved
    return round(float(low), 4), round(float(high), 4)


def rates(scores: Scores, real_below: float, fake_above: float) -> dict[str, float]:
    """Shares of the real called fake, of the fakes called real, and of both that get an answer.

    Speakers, sources and engines weigh as in `sampling_weights`, both classes alike.
    """
    weights = sampling_weights(scores.clips)
    fake, real = scores.p_fake >= fake_above, scores.p_fake < real_below

    def share(flags: np.ndarray, of: np.ndarray) -> float:
        return float(np.average(flags, weights=weights * of))

    return {
        "false_alarm_rate": share(fake, ~scores.is_fake),
        "miss_rate": share(real, scores.is_fake),
        "decided": float(np.average(fake | real, weights=weights)),
    }


def operating_points(sets: Mapping[str, Scores], v: VerdictParams) -> list[dict[str, Any]]:
    """A row a band, from the one that finds most fakes to the one that accuses fewest people."""
    rows = []
    for shift in SHIFTS:
        low, high = shifted(v, shift)
        row: dict[str, Any] = {"real_below": low, "fake_above": high}
        rows.append(row | {name: rates(scores, low, high) for name, scores in sets.items()})
    return rows
