"""The published figures, on cases that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.metrics import classification, equal_error_rate


def eer(real: list[float], fake: list[float]) -> float:
    is_fake = np.array([False] * len(real) + [True] * len(fake))
    return equal_error_rate(is_fake, np.array(real + fake))


@pytest.mark.parametrize(
    ("real", "fake", "expected"),
    [
        ([0.1, 0.2], [0.8, 0.9], 0.0),
        ([0.8, 0.9], [0.1, 0.2], 1.0),
        ([0.1, 0.2, 0.3, 0.8], [0.4, 0.6, 0.7, 0.9], 0.25),
        ([0.1, 0.6], [0.4, 0.9], 0.5),
        ([0.5, 0.5], [0.5, 0.5], 0.5),
        ([0.1, 0.2, 0.3, 0.4, 0.9], [0.05, 0.6, 0.7, 0.8, 0.95], 0.2),
        ([0.1, 0.2, 0.9], [0.3, 0.4], 1 / 3),
    ],
)
def test_the_equal_error_rate_is_where_both_errors_meet(
    real: list[float], fake: list[float], expected: float
) -> None:
    assert eer(real, fake) == pytest.approx(expected)


def test_the_equal_error_rate_lies_between_two_steps_of_the_curve() -> None:
    # One tie of two real and one fake: false alarms jump from 0 to 2/3, misses from 1/2 to 0.
    assert eer([0.1, 0.5, 0.5], [0.5, 0.9]) == pytest.approx(2 / 7)


def test_the_order_is_all_that_counts() -> None:
    rng = np.random.default_rng(3)
    is_fake, scores = rng.random(200) < 0.4, rng.random(200)
    assert equal_error_rate(is_fake, scores) == equal_error_rate(is_fake, np.exp(9 * scores))


@pytest.mark.parametrize("label", [False, True])
def test_one_class_alone_has_no_equal_error_rate(label: bool) -> None:
    assert np.isnan(equal_error_rate(np.full(3, label), np.arange(3.0)))


def test_every_figure_of_a_small_set_is_right() -> None:
    is_fake = np.array([0, 0, 0, 0, 1, 1, 1, 1], bool)
    p_fake = np.array([0.1, 0.2, 0.45, 0.8, 0.4, 0.55, 0.7, 0.9])
    got = classification(is_fake, p_fake, real_below=0.3, fake_above=0.7)
    assert got["confusion"] == {"real": {"real": 3, "fake": 1}, "fake": {"real": 1, "fake": 3}}
    assert got["clips"] == 8
    assert got["accuracy"] == 0.75
    assert got["precision"] == 0.75
    assert got["recall"] == 0.75
    assert got["f1"] == 0.75
    assert got["false_alarm_rate"] == 0.25
    assert got["decided"] == 5 / 8
    assert got["decided_accuracy"] == 4 / 5
    assert got["roc_auc"] == 12 / 16
    assert got["eer"] == 0.25


def test_ratios_without_a_denominator_are_none() -> None:
    got = classification(np.zeros(2, bool), np.array([0.1, 0.2]), 0.5, 0.5)
    assert got["accuracy"] == 1
    for name in ("precision", "recall", "f1", "roc_auc", "eer"):
        assert got[name] is None, name
