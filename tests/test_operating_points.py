"""Moving the decision band trades false alarms for misses, and the shipped band is in the table."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.corpus.clip import Clip, Label
from training.operating_points import SHIFTS, operating_points, rates, shifted
from training.params import VerdictParams
from training.scores import Scores

V = VerdictParams(real_below=0.3, fake_above=0.8)


def scores() -> Scores:
    """Fifty real and fifty fake clips whose probabilities overlap."""
    rng = np.random.default_rng(0)
    labels: list[Label] = ["real", "fake"]
    clips = [
        Clip(Path(f"{label}-{i}"), label, "s", str(i), "e" if label == "fake" else "")
        for label in labels
        for i in range(50)
    ]
    p = np.concatenate([rng.beta(2, 4, 50), rng.beta(4, 2, 50)])
    return Scores(clips, p)


def test_the_band_in_the_middle_is_the_shipped_one() -> None:
    rows = operating_points({"seen": scores()}, V)
    middle = rows[SHIFTS.index(0.0)]
    assert (middle["real_below"], middle["fake_above"]) == (0.3, 0.8)
    p = scores().p_fake
    assert middle["seen"]["false_alarm_rate"] == pytest.approx(np.mean(p[:50] >= 0.8))
    assert middle["seen"]["miss_rate"] == pytest.approx(np.mean(p[50:] < 0.3))
    assert middle["seen"]["decided"] == pytest.approx(np.mean((p < 0.3) | (p >= 0.8)))


def test_asking_for_more_before_accusing_means_fewer_false_alarms_and_more_misses() -> None:
    rows = [row["seen"] for row in operating_points({"seen": scores()}, V)]
    alarms = [row["false_alarm_rate"] for row in rows]
    misses = [row["miss_rate"] for row in rows]
    assert alarms == sorted(alarms, reverse=True)
    assert misses == sorted(misses)
    assert alarms[0] > alarms[-1]
    assert misses[0] < misses[-1]


def test_both_ends_move_by_the_same_margin() -> None:
    low, high = shifted(V, 1.0)
    assert np.log(low / (1 - low)) - np.log(0.3 / 0.7) == pytest.approx(1, abs=1e-3)
    assert np.log(high / (1 - high)) - np.log(0.8 / 0.2) == pytest.approx(1, abs=1e-3)


def test_no_band_moves_below_the_floor() -> None:
    floor = VerdictParams(floor=0.1, real_below=0.15, fake_above=0.8)
    ends = np.array([shifted(floor, shift) for shift in SHIFTS])
    assert (ends > 0.1).all()
    assert (np.diff(ends, axis=0) > 0).all()
    nothing_is_real = VerdictParams(floor=0.2, real_below=0.15, fake_above=0.8)
    assert shifted(nothing_is_real, 1.0)[0] == 0.2


def test_engines_weigh_by_their_speakers_not_by_their_clips() -> None:
    """Sixteen clips of one voice that are all missed count as four, not as sixteen."""
    many = [Clip(Path(f"a{i}"), "fake", "a", "one", "a") for i in range(16)]
    few = [Clip(Path(f"b{i}"), "fake", "b", str(i), "b") for i in range(4)]
    real = [Clip(Path("r"), "real", "r", "x")]
    p = np.array([0.1] * 16 + [0.9] * 4 + [0.1])
    assert rates(Scores([*many, *few, *real], p), 0.3, 0.8)["miss_rate"] == pytest.approx(0.5)
