"""Margins to probabilities, and the band in which the answer is "can't tell"."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import LogisticRegression

from training.params import VerdictParams

STEPS = np.arange(0, 0.49, 0.01)
DECIDED_ACCURACY = 0.97
FEWEST_DECIDED = 0.7
MOST_ANSWERED = 0.01
MOST_ACCUSED = 0.03
LOOSENESS = 1e6
"""How far from 0 the fitted slope may be, the inverse of its penalty: as good as any distance."""
HIGHEST_FLOOR = 0.4
NOTHING: NDArray[np.float64] = np.zeros(0)

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


def fit_verdict(
    is_fake: Flags,
    margins: Floats,
    weights: Floats,
    no_speech: Floats = NOTHING,
    spoilt_real: Floats = NOTHING,
    band_weights: Floats | None = None,
) -> VerdictParams:
    """Calibration, see `fit_curve`, then the decision band.

    Each end of the band is as near to one half as it can be while `DECIDED_ACCURACY` of the clips
    beyond it are right, and at most `MOST_ANSWERED` of the sounds without speech lie there. If so
    wide a band decides less than `FEWEST_DECIDED` of the clips, both ends move towards one half by
    the same share of their way, but not past those sounds. Whatever that decides, at most
    `MOST_ACCUSED` of the spoilt real clips lie beyond the end where the answer is "fake": whoever
    speaks through a bad line must not pay for it.

    Args:
        is_fake: bool [n], validation clips that no weight was trained on.
        margins: float [n], each clip's mean margin.
        weights: float [n], how much each clip counts, see `dataset.sampling_weights`.
        no_speech: float [m], margins of sounds in which nobody speaks; NaN where the pipeline
            heard that by itself.
        spoilt_real: float [k], margins of real clips as they may arrive, see `validation`.
        band_weights: float [n], how much each clip counts for the band, if not the same.
    """
    curve = fit_curve(is_fake, margins, weights)
    weights = weights if band_weights is None else band_weights
    p_fake, answers = _probability(margins, *curve), _probability(no_speech, *curve)
    wanted = np.array([
        _right_enough(1 - p_fake, ~is_fake, weights),
        _right_enough(p_fake, is_fake, weights),
    ])  # fmt: skip
    least = np.array([_clear_of(side, MOST_ANSWERED) for side in (1 - answers, answers)])
    for share in np.arange(1, -0.01, -0.01):
        real, fake = np.maximum(wanted * share, least)
        decided = (p_fake >= 0.5 + fake) | (p_fake < 0.5 - real)
        if np.average(decided, weights=weights) >= FEWEST_DECIDED:
            break
    fake = max(fake, _clear_of(_probability(spoilt_real, *curve), MOST_ACCUSED))
    return VerdictParams(*curve, _rounded(0.5 - real), _rounded(0.5 + fake))


def fit_curve(is_fake: Flags, margins: Floats, weights: Floats) -> tuple[float, float, float]:
    """(slope, intercept, floor) of the probability floor + (1 - floor) / (1 + e^-(logit)).

    The most likely ones, with logit = slope * margin + intercept. Without a floor (Platt scaling)
    the fakes that a network takes for real with full certainty flatten the curve for all others.
    """
    weights = weights / weights.mean()
    platt = LogisticRegression(C=LOOSENESS).fit(margins[:, None], is_fake, sample_weight=weights)

    def loss(curve: Floats) -> float:
        slope = curve[0]
        p = _probability(margins, *curve)
        right = np.maximum(np.where(is_fake, p, 1 - p), np.finfo(float).tiny)
        return float(slope**2 / 2 / LOOSENESS - weights @ np.log(right))

    begin = [platt.coef_[0, 0], platt.intercept_[0], 0.01]
    bounds = [(None, None), (None, None), (0.0, HIGHEST_FLOOR)]
    slope, intercept, floor = minimize(loss, begin, method="Nelder-Mead", bounds=bounds).x
    return float(slope), float(intercept), float(floor)


def _probability(margins: Floats, slope: float, intercept: float, floor: float) -> Floats:
    """`verdict.to_probability` of `verdict.calibrate`, of many margins."""
    return np.asarray(floor + (1 - floor) * expit(slope * margins + intercept))


def _right_enough(p: Floats, is_it: Flags, weights: Floats) -> float:
    """The least distance from one half beyond which `p` is right often enough; else the largest."""
    for step in STEPS:
        beyond = p >= 0.5 + step
        if weights[beyond].sum() == 0:
            continue
        if np.average(is_it[beyond], weights=weights[beyond]) >= DECIDED_ACCURACY:
            return float(step)
    return float(STEPS[-1])


def _clear_of(p: Floats, most: float) -> float:
    """The least distance from one half beyond which at most `most` of the clips lie."""
    for step in STEPS:
        if not p.size or np.mean(p >= 0.5 + step) <= most:
            return float(step)
    return float(STEPS[-1])


def _rounded(p: float) -> float:
    return round(float(p), 2)
