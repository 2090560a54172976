"""Calibration figures, on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.calibration_metrics import (
    cllr,
    expected_calibration_error,
    min_dcf,
    reliability,
    risk_coverage,
)

TWO_AND_TWO = np.array([False, False, True, True])


def test_always_saying_one_half_costs_one_bit() -> None:
    assert cllr(TWO_AND_TWO, np.full(4, 0.5)) == pytest.approx(1.0)


def test_being_sure_and_right_costs_nothing_and_sure_and_wrong_much() -> None:
    assert cllr(TWO_AND_TWO, np.array([0.0, 0.0, 1.0, 1.0])) == 0
    assert cllr(TWO_AND_TWO, np.array([0.0, 0.0, 1.0, 0.0])) > 5


def test_both_classes_count_alike() -> None:
    many = np.array([False] * 98 + [True] * 2)
    p = np.where(many, 0.25, 0.5)
    assert cllr(many, p) == pytest.approx((1 + 2) / 2)


def test_the_detection_cost_is_that_of_the_best_threshold() -> None:
    assert min_dcf(TWO_AND_TWO, np.array([0.1, 0.2, 0.8, 0.9])) == 0
    assert min_dcf(TWO_AND_TWO, np.full(4, 0.5)) == pytest.approx(1.0)
    # The best of: no alarm at all (0.5), one fake found (0.25), or all with one false alarm (.475).
    assert min_dcf(TWO_AND_TWO, np.array([0.1, 0.5, 0.4, 0.9])) == pytest.approx(0.25 / 0.5)


def test_a_calibrated_score_has_no_calibration_error() -> None:
    is_fake = np.array([True, False, False, False, False] + [False, True, True, True, True])
    p = np.array([0.2] * 5 + [0.8] * 5)
    assert expected_calibration_error(is_fake, p) == pytest.approx(0)
    assert expected_calibration_error(is_fake, 1 - p) == pytest.approx(0.6)


def test_certainty_of_one_is_in_the_last_tenth() -> None:
    rows = reliability(TWO_AND_TWO, np.array([0.0, 0.0, 1.0, 1.0]))
    assert [(r["weight"], r["said"], r["true"]) for r in rows] == [(0.5, 0, 0), (0.5, 1, 1)]


def test_risk_rises_as_less_certain_clips_are_decided() -> None:
    coverage, risk = risk_coverage(TWO_AND_TWO, np.array([0.01, 0.6, 0.95, 0.7]))
    np.testing.assert_allclose(coverage, [0.25, 0.5, 0.75, 1])
    np.testing.assert_allclose(risk, [0, 0, 0, 0.25])
