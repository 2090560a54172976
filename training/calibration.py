"""Margins to probabilities, and the band in which the answer is "can't tell"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from training.params import VerdictParams

BANDS = np.arange(0.5, 0.96, 0.01)
DECIDED_ACCURACY = 0.97
FEWEST_DECIDED = 0.7


def fit_verdict(
    is_fake: NDArray[np.bool_], margins: NDArray[np.float64], weights: NDArray[np.float64]
) -> VerdictParams:
    """Platt scaling, then the decision band.

    The band is symmetric around 0.5 and the narrowest that reaches `DECIDED_ACCURACY` on these
    clips; if none does while at least `FEWEST_DECIDED` of them are decided, the widest that
    decides so many.

    Args:
        is_fake: bool [n], validation clips that no weight was trained on.
        margins: float [n], each clip's mean margin.
        weights: float [n], how much each clip counts, see `dataset.sampling_weights`.
    """
    weights = weights / weights.mean()
    fit = LogisticRegression(C=1e6).fit(margins[:, None], is_fake, sample_weight=weights)
    slope, intercept = float(fit.coef_[0, 0]), float(fit.intercept_[0])
    p_fake = expit(slope * margins + intercept)
    right = (p_fake >= 0.5) == is_fake
    chosen = 0.5
    for above in BANDS:
        decided = (p_fake >= above) | (p_fake < 1 - above)
        if np.average(decided, weights=weights) < FEWEST_DECIDED:
            break
        chosen = float(above)
        if np.average(right[decided], weights=weights[decided]) >= DECIDED_ACCURACY:
            break
    return VerdictParams(slope, intercept, round(1 - chosen, 2), round(chosen, 2))
