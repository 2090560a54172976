"""How far probabilities can be trusted; both classes count one half, however many clips they have.

"fake" is the positive class throughout.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_curve

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]
BINS = 10
SMALLEST = 1e-12
P_FAKE, COST_MISS, COST_FALSE_ALARM = 0.05, 10.0, 1.0
"""The costs of ASVspoof 5 (arXiv 2408.08739), which calls a missed fake a false acceptance."""


def class_weights(is_fake: Flags) -> Floats:
    """[n] weights that sum to one half in each class."""
    fakes = int(is_fake.sum())
    shares = np.where(is_fake, 0.5 / max(fakes, 1), 0.5 / max(is_fake.size - fakes, 1))
    return np.asarray(shares, np.float64)


def cllr(is_fake: Flags, p_fake: Floats) -> float:
    """Cost of log-likelihood ratios in bits: 0 perfect, 1 what always saying one half costs."""
    p_true = np.maximum(np.where(is_fake, p_fake, 1 - p_fake), SMALLEST)
    return float(-(class_weights(is_fake) * np.log2(p_true)).sum())


def min_dcf(is_fake: Flags, scores: Floats) -> float:
    """Normalised detection cost at the best threshold, 0 to 1."""
    false_alarm, hit, _ = roc_curve(is_fake, scores, drop_intermediate=False)
    cost = COST_MISS * P_FAKE * (1 - hit) + COST_FALSE_ALARM * (1 - P_FAKE) * false_alarm
    return float(cost.min() / min(COST_MISS * P_FAKE, COST_FALSE_ALARM * (1 - P_FAKE)))


def reliability(
    is_fake: Flags, p_fake: Floats, weights: Floats | None = None
) -> list[dict[str, float]]:
    """For each tenth of p_fake that has clips: its weight, mean p_fake and share of fakes.

    Args:
        weights: float [n] that sum to one; without them `class_weights`.
    """
    weights = class_weights(is_fake) if weights is None else weights
    places = np.minimum((p_fake * BINS).astype(int), BINS - 1)
    rows = []
    for i in np.unique(places):
        here = places == i
        weight = float(weights[here].sum())
        rows.append({
            "weight": weight,
            "said": float((weights * p_fake)[here].sum() / weight),
            "true": float((weights * is_fake)[here].sum() / weight),
        })  # fmt: skip
    return rows


def expected_calibration_error(
    is_fake: Flags, p_fake: Floats, weights: Floats | None = None
) -> float:
    """Mean distance between what is said and what is true over `reliability`'s tenths."""
    rows = reliability(is_fake, p_fake, weights)
    return float(sum(r["weight"] * abs(r["said"] - r["true"]) for r in rows))


def risk_coverage(is_fake: Flags, p_fake: Floats) -> tuple[Floats, Floats]:
    """(share decided, share of those that are wrong) as ever less certain clips are decided."""
    weights = class_weights(is_fake)
    order = np.argsort(-np.abs(p_fake - 0.5), kind="stable")
    wrong = (p_fake >= 0.5) != is_fake
    coverage = np.cumsum(weights[order])
    return coverage, np.cumsum((weights * wrong)[order]) / coverage
