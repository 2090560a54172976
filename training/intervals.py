"""Confidence intervals by bootstrap over clusters: clips of one speaker or engine err together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 500
LEVEL = 0.95

Statistic = Callable[[NDArray[np.intp]], float]
"""Indices of clips, with repeats → a figure; NaN where it has none."""


def interval(
    statistic: Statistic, clusters: Sequence[Sequence[str]], resamples: int = RESAMPLES,
    seed: int = 0,
) -> tuple[float, float] | None:  # fmt: skip
    """The middle 95 % of a figure when the clusters of each class are drawn anew, with repeats.

    Args:
        statistic: computes the figure for a choice of clips.
        clusters: for each class the cluster of every clip, "" for the clips of other classes.

    Returns:
        (lower, upper), or None if a class has fewer than two clusters.
    """
    members = [
        [np.flatnonzero(np.array(names) == name) for name in sorted(set(names) - {""})]
        for names in clusters
    ]
    if any(len(groups) < 2 for groups in members):
        return None
    rng = np.random.default_rng(seed)
    values = []
    for _ in range(resamples):
        drawn = [groups[i] for groups in members for i in rng.integers(0, len(groups), len(groups))]
        values.append(statistic(np.concatenate(drawn)))
    edge = 50 * (1 - LEVEL)
    low, high = np.nanpercentile(values, [edge, 100 - edge])
    return float(low), float(high)
