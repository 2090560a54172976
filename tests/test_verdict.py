"""From probabilities to an answer: exact at the extremes, undecided in the band."""

from __future__ import annotations

import math

import numpy as np
import pytest

from training.messages import REASONS
from training.params import VerdictParams
from training.quality import Quality
from training.verdict import (
    Verdict,
    WindowScore,
    calibrate,
    decide,
    holds_voice,
    margin,
    result,
    sigmoid,
    to_probability,
)

BAND = VerdictParams(real_below=0.3, fake_above=0.7)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def test_the_margin_is_the_log_odds_of_fake() -> None:
    p = np.array([[0.5, 0.5], [0.2, 0.8], [0.9, 0.1]], np.float32)
    np.testing.assert_allclose(margin(p), [0, np.log(4), -np.log(9)], atol=1e-6)


def test_the_margin_is_exact_where_a_probability_rounds_to_one() -> None:
    p = np.array([[1e-20, 1.0], [1.0, 1e-20]], np.float32)
    np.testing.assert_allclose(margin(p), [46.0517, -46.0517], atol=1e-3)


def test_the_margin_is_finite_where_a_probability_is_zero() -> None:
    assert np.isfinite(margin(np.array([[0, 1], [1, 0]], np.float32))).all()


def test_a_window_holds_a_voice_if_the_network_says_so_clearly_enough() -> None:
    voice = np.array([0.1, 0.2, 0.9], np.float32)
    outputs = np.stack([1 - voice, voice, 1 - voice, voice], axis=1)
    assert holds_voice(outputs, VerdictParams(voice_above=0.2)).tolist() == [False, True, True]
    assert holds_voice(outputs, VerdictParams()).all()


@pytest.mark.parametrize(
    ("x", "y"), [(0, 0.5), (2, 0.880797), (-2, 0.119203), (800, 1.0), (-800, 0.0), (1e308, 1.0)]
)
def test_the_sigmoid_never_overflows(x: float, y: float) -> None:
    assert sigmoid(x) == pytest.approx(y, abs=1e-6)


def test_calibration_is_a_line() -> None:
    assert calibrate(2.0, VerdictParams(slope=0.5, intercept=-0.25)) == 0.75


@pytest.mark.parametrize(("logit", "y"), [(0, 0.55), (-800, 0.1), (800, 1.0)])
def test_a_fake_is_never_less_probable_than_the_floor(logit: float, y: float) -> None:
    floor = VerdictParams(floor=0.1)
    assert to_probability(logit, floor) == pytest.approx(y)
    scores = [WindowScore(i, logit) for i in range(2)]
    assert decide(scores, "silent", [], floor).p_fake == pytest.approx(y)
    answer = result("a.wav", 3, Verdict("unsure", 0.5, []), None, scores, "abc", floor)
    assert [window["p_fake"] for window in answer["windows"]] == pytest.approx([y, y])


@pytest.mark.parametrize(
    ("p_fake", "label"),
    [(0.7000001, "fake"), (0.99, "fake"), (0.69, "unsure"), (0.3000001, "unsure"), (0.29, "real")],
)
def test_between_the_thresholds_the_answer_is_unsure(p_fake: float, label: str) -> None:
    verdict = decide([WindowScore(0, logit(p_fake))], "silent", [], BAND)
    assert verdict.label == label
    assert verdict.p_fake == pytest.approx(p_fake)
    assert verdict.reason_codes == (["undecided"] if label == "unsure" else [])


def test_exactly_at_a_threshold_the_upper_side_wins() -> None:
    half = VerdictParams(real_below=0.5, fake_above=0.5)
    assert decide([WindowScore(0, 0.0)], "silent", [], half).label == "fake"
    wide = VerdictParams(real_below=0.5, fake_above=0.6)
    assert decide([WindowScore(0, 0.0)], "silent", [], wide).label == "unsure"


def test_the_clip_has_the_mean_log_odds_of_its_windows() -> None:
    scores = [WindowScore(i, v) for i, v in enumerate((-1.0, 0.5, 2.0))]
    assert decide(scores, "silent", [], BAND).p_fake == pytest.approx(sigmoid(0.5))


@pytest.mark.parametrize("why", ["too_short", "silent", "no_speech", "no_voice"])
def test_without_a_judged_window_the_reason_is_given(why: str) -> None:
    assert decide([], why, ["noisy"], BAND) == Verdict("unsure", None, [why])


def test_the_result_has_the_agreed_keys_in_the_agreed_order() -> None:
    scores = [WindowScore(0.0, 0.0), WindowScore(1.0, 2.0)]
    quality = Quality(30.0, 7_000.0, 0.0)
    answer = result("a.wav", 3.5, Verdict("fake", 0.8, []), quality, scores, "abc", BAND)
    assert list(answer) == [
        "file", "duration_s", "verdict", "p_fake", "reasons", "reason_codes", "quality", "windows",
        "model",
    ]  # fmt: skip
    assert answer["windows"] == [
        {"start_s": 0.0, "p_fake": 0.5},
        {"start_s": 1.0, "p_fake": pytest.approx(0.880797, abs=1e-6)},
    ]


def test_the_result_has_a_sentence_for_every_reason() -> None:
    unclear = Verdict("unsure", 0.5, ["undecided", "clipped"])
    answer = result("a.wav", 3.5, unclear, None, [], "abc", BAND)
    assert answer["reason_codes"] == ["undecided", "clipped"]
    assert answer["reasons"] == [REASONS["undecided"], REASONS["clipped"]]


def test_an_unclear_answer_says_what_may_have_blurred_it() -> None:
    scores = [WindowScore(0, 0.1)]
    verdict = decide(scores, "silent", ["noisy", "narrow_band"], BAND)
    assert verdict.reason_codes == ["undecided", "noisy", "narrow_band"]
    sure = decide([WindowScore(0, 5.0)], "silent", ["noisy"], BAND)
    assert sure.reason_codes == []
