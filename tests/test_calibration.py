"""Calibration finds the line behind the labels, and a band that holds what it promises."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import expit

from training.calibration import DECIDED_ACCURACY, FEWEST_DECIDED, MOST_ACCUSED, fit_verdict


def alike(is_fake: NDArray) -> NDArray:
    """Weights that let both classes count alike."""
    return np.where(is_fake, 0.5 / is_fake.sum(), 0.5 / (~is_fake).sum())


def drawn(slope: float, intercept: float, n: int = 20_000) -> tuple[NDArray, NDArray]:
    """Labels whose log-odds given the margin are slope * margin + intercept."""
    rng = np.random.default_rng(1)
    margins = rng.normal(0, 2, n)
    return rng.random(n) < expit(slope * margins + intercept), margins


def test_the_line_is_found() -> None:
    is_fake, margins = drawn(0.5, 0.0)
    v = fit_verdict(is_fake, margins, alike(is_fake))
    assert v.slope == pytest.approx(0.5, abs=0.03)
    assert v.intercept == pytest.approx(0, abs=0.06)


def test_fakes_that_leave_no_trace_are_the_floor_and_do_not_flatten_the_curve() -> None:
    rng = np.random.default_rng(3)
    margins = rng.normal(0, 2, 20_000)
    is_fake = rng.random(margins.size) < 0.15 + 0.85 * expit(2.0 * margins + 0.5)
    v = fit_verdict(is_fake, margins, np.ones(margins.size))
    assert v.floor == pytest.approx(0.15, abs=0.015)
    assert v.slope == pytest.approx(2.0, abs=0.1)
    assert v.intercept == pytest.approx(0.5, abs=0.1)


def test_what_does_not_count_for_the_band_moves_only_the_curve() -> None:
    margins = np.concatenate([np.linspace(-9, -5, 50), np.linspace(5, 9, 50), np.full(10, -9.0)])
    is_fake = np.arange(margins.size) >= 50
    weights, told = np.ones(margins.size), np.where(np.arange(margins.size) < 100, 1.0, 0.0)
    v = fit_verdict(is_fake, margins, weights, band_weights=told)
    assert v.floor > 0.1
    assert v.real_below == 0.5
    assert fit_verdict(is_fake, margins, weights).real_below < 0.5


def test_the_weights_make_the_classes_count_alike_however_many_clips_they_have() -> None:
    rng = np.random.default_rng(2)
    margins = np.concatenate([rng.normal(-1, 1, 5_000), rng.normal(1, 1, 250)])
    is_fake = np.arange(margins.size) >= 5_000
    v = fit_verdict(is_fake, margins, alike(is_fake))
    assert v.slope * 0 + v.intercept == pytest.approx(0, abs=0.2)


def test_clear_cases_need_no_band() -> None:
    margins = np.concatenate([np.linspace(-9, -5, 50), np.linspace(5, 9, 50)])
    v = fit_verdict(margins > 0, margins, alike(margins > 0))
    assert (v.real_below, v.fake_above) == (0.5, 0.5)


def test_the_band_makes_the_decided_as_right_as_promised() -> None:
    rng = np.random.default_rng(4)
    margins = np.concatenate([rng.normal(-2.2, 1.3, 4_000), rng.normal(2.2, 1.3, 4_000)])
    is_fake = np.arange(margins.size) >= 4_000
    v = fit_verdict(is_fake, margins, alike(is_fake))
    p_fake = expit(v.slope * margins + v.intercept)
    decided = (p_fake >= v.fake_above) | (p_fake < v.real_below)
    assert v.fake_above > 0.5
    assert ((p_fake >= 0.5) == is_fake)[decided].mean() >= DECIDED_ACCURACY


def test_each_end_of_the_band_is_fitted_to_its_own_errors() -> None:
    rng = np.random.default_rng(5)
    like_fakes = rng.uniform(-1, 3, 400)  # a few real voices are taken for fakes, no fake for real
    margins = np.concatenate([rng.normal(-3, 0.5, 3_600), like_fakes, rng.uniform(1, 5, 4_000)])
    is_fake = np.arange(margins.size) >= 4_000
    v = fit_verdict(is_fake, margins, alike(is_fake))
    assert v.real_below == 0.5
    assert v.fake_above > 0.5


def test_the_band_holds_sounds_without_speech_even_where_voices_need_none() -> None:
    margins = np.concatenate([np.linspace(-9, -5, 50), np.linspace(5, 9, 50)])
    is_fake = margins > 0
    loud, unheard = np.full(5, 1.0), np.full(5, np.nan)
    v = fit_verdict(is_fake, margins, alike(is_fake), np.concatenate([loud, unheard]))
    assert v.fake_above > expit(v.slope * 1.0 + v.intercept) > 0.5
    assert v.real_below == 0.5


def test_few_sounds_of_a_thousand_may_get_an_answer() -> None:
    margins = np.concatenate([np.linspace(-9, -5, 50), np.linspace(5, 9, 50)])
    one_of_200 = np.where(np.arange(200) == 0, 1.0, 0.0)
    one_of_20 = np.where(np.arange(20) == 0, 1.0, -0.1)
    few = fit_verdict(margins > 0, margins, alike(margins > 0), one_of_200)
    many = fit_verdict(margins > 0, margins, alike(margins > 0), one_of_20)
    assert few.fake_above < many.fake_above


def test_a_hopeless_network_still_decides_most_clips() -> None:
    is_fake, margins = drawn(0.4, 0.0)
    v = fit_verdict(is_fake, margins, alike(is_fake))
    p_fake = expit(v.slope * margins + v.intercept)
    decided = (p_fake >= v.fake_above) | (p_fake < v.real_below)
    assert decided.mean() >= FEWEST_DECIDED


def test_real_voices_on_bad_lines_are_seldom_called_fake_whatever_that_decides() -> None:
    margins = np.concatenate([np.linspace(-9, -5, 50), np.linspace(5, 9, 50)])
    is_fake = margins > 0
    bad_line = np.concatenate([np.linspace(-1, 1, 99), [np.nan]])
    v = fit_verdict(is_fake, margins, alike(is_fake), spoilt_real=bad_line)
    accused = expit(v.slope * bad_line + v.intercept) >= v.fake_above
    assert accused.mean() <= MOST_ACCUSED
    assert (expit(v.slope * bad_line + v.intercept) >= v.fake_above - 0.01).mean() > MOST_ACCUSED
    assert v.real_below == 0.5

    is_fake, margins = drawn(0.4, 0.0)
    usual = fit_verdict(is_fake, margins, alike(is_fake))
    careful = fit_verdict(is_fake, margins, alike(is_fake), spoilt_real=margins[~is_fake] + 1)
    assert careful.fake_above > usual.fake_above
    assert careful.real_below == usual.real_below
