"""The sensitivity moves the decision band, by what an error costs or to where it was measured."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tests.node import call

BAND = {"real_below": 0.26, "fake_above": 0.74}
FLOOR = 0.1
RATES = {"false_alarm_rate": 0.1, "miss_rate": 0.2, "decided": 0.7}


def band(sensitivity: str, thresholds: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    verdict = {**BAND, "floor": FLOOR}
    spec = {"verdict": verdict, "metrics": {"thresholds": thresholds} if thresholds else {}}
    found: dict[str, Any] = call("band.js", "bandFor", spec, sensitivity)
    return found


def log_odds(p: float) -> float:
    above = (p - FLOOR) / (1 - FLOOR)
    return math.log(above / (1 - above))


def test_balanced_is_the_band_of_the_model() -> None:
    assert band("") == BAND


@pytest.mark.parametrize(("sensitivity", "sign"), [("false_alarms", 1), ("misses", -1)])
def test_an_error_that_costs_three_times_as_much_moves_the_band_that_far(
    sensitivity: str, sign: int
) -> None:
    moved = band(sensitivity)
    for edge, p in BAND.items():
        assert log_odds(moved[edge]) - log_odds(p) == pytest.approx(sign * math.log(3))


def test_a_measured_band_nearby_is_taken_with_its_rates() -> None:
    near = {"real_below": 0.5, "fake_above": 0.9, "seen": RATES, "unseen": RATES}
    other = {"real_below": 0.16, "fake_above": 0.5, "seen": RATES, "unseen": RATES}
    assert band("false_alarms", [other, near]) == near
    assert band("misses", [other, near]) == other


def test_rates_of_another_band_are_not_shown() -> None:
    far = {"real_below": 0.4, "fake_above": 0.99, "seen": RATES, "unseen": RATES}
    assert "seen" not in band("false_alarms", [far])
    assert "seen" not in band("", [far])


def test_the_band_of_the_model_keeps_its_edges_and_gets_its_rates() -> None:
    near = {"real_below": 0.25, "fake_above": 0.75, "seen": RATES, "unseen": RATES}
    assert band("", [near]) == BAND | {"seen": RATES, "unseen": RATES}
