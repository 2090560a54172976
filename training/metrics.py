"""Figures of a detector from labels and scores; "fake" is the positive class throughout."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_auc_score, roc_curve


def equal_error_rate(
    is_fake: NDArray[np.bool_],
    scores: NDArray[np.float64],
    weights: NDArray[np.float64] | None = None,
) -> float:
    """Where the false-alarm and the miss rate meet, interpolated on the ROC's steps.

    Args:
        is_fake: bool [n].
        scores: float [n], higher means more likely fake.
        weights: float [n], how much each clip counts; without them all count alike.

    Returns:
        A rate from 0 to 1; NaN if one of the classes is missing.
    """
    if is_fake.all() or not is_fake.any():
        return float("nan")
    false_alarm, hit, _ = roc_curve(is_fake, scores, sample_weight=weights, drop_intermediate=False)
    gap = false_alarm - (1 - hit)
    i = int(np.argmax(gap >= 0))
    if i == 0 or gap[i] == 0:
        return float(false_alarm[i])
    share = -gap[i - 1] / (gap[i] - gap[i - 1])
    return float(false_alarm[i - 1] + share * (false_alarm[i] - false_alarm[i - 1]))


def classification(
    is_fake: NDArray[np.bool_], p_fake: NDArray[np.float64], real_below: float, fake_above: float
) -> dict[str, Any]:
    """All figures of one set of clips.

    `accuracy`, `precision`, `recall`, `f1` and `confusion` force an answer at p_fake = 0.5;
    `decided` is the share of clips outside the "can't tell" band and `decided_accuracy` the share
    of those that are right. Ratios without a denominator are None.
    """
    said_fake = p_fake >= 0.5
    tp, fp = int((said_fake & is_fake).sum()), int((said_fake & ~is_fake).sum())
    fn, tn = int((~said_fake & is_fake).sum()), int((~said_fake & ~is_fake).sum())
    decided = (p_fake >= fake_above) | (p_fake < real_below)
    right = said_fake == is_fake
    both = tp + fn > 0 and tn + fp > 0
    eer = equal_error_rate(is_fake, p_fake)
    return {
        "clips": int(is_fake.size),
        "accuracy": _ratio(tp + tn, is_fake.size),
        "precision": _ratio(tp, tp + fp),
        "recall": _ratio(tp, tp + fn),
        "f1": _ratio(2 * tp, 2 * tp + fp + fn),
        "false_alarm_rate": _ratio(fp, fp + tn),
        "roc_auc": float(roc_auc_score(is_fake, p_fake)) if both else None,
        "eer": eer if both else None,
        "confusion": {"real": {"real": tn, "fake": fp}, "fake": {"real": fn, "fake": tp}},
        "decided": _ratio(int(decided.sum()), is_fake.size),
        "decided_accuracy": _ratio(int((decided & right).sum()), int(decided.sum())),
    }


def _ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None
