"""Intervals are as wide as the clusters make them."""

from __future__ import annotations

import numpy as np
import pytest

from training.intervals import interval


def mean_interval(values: np.ndarray, clusters: list[str]) -> tuple[float, float]:
    found = interval(lambda i: float(values[i].mean()), (clusters,))
    assert found is not None
    return found


def test_the_interval_of_a_share_is_near_the_textbook_one() -> None:
    values = (np.arange(400) % 4 == 0).astype(float)
    low, high = mean_interval(values, [str(i) for i in range(400)])
    assert low == pytest.approx(0.25 - 1.96 * np.sqrt(0.25 * 0.75 / 400), abs=0.01)
    assert high == pytest.approx(0.25 + 1.96 * np.sqrt(0.25 * 0.75 / 400), abs=0.01)


def test_clips_of_one_speaker_count_as_one() -> None:
    values = np.repeat(np.arange(20) % 2, 50).astype(float)
    alone = mean_interval(values, [str(i) for i in range(1_000)])
    together = mean_interval(values, [str(i // 50) for i in range(1_000)])
    assert together[1] - together[0] > 4 * (alone[1] - alone[0])


def test_each_class_is_drawn_for_itself() -> None:
    is_fake = np.array([True] * 3 + [False] * 5)
    clusters = (["a", "b", "c"] + [""] * 5, [""] * 3 + list("vwxyz"))

    def share(i: np.ndarray) -> float:
        assert is_fake[i].sum() == 3
        assert i.size == 8
        return 0.5

    assert interval(share, clusters) == (0.5, 0.5)


def test_one_speaker_alone_has_no_interval() -> None:
    assert interval(lambda i: 0.0 * i.size, (["ann"] * 9,)) is None
