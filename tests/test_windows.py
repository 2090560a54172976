"""Clips are cut into windows without a gap, and short ones are filled."""

from __future__ import annotations

import numpy as np
import pytest

from training.params import WindowParams
from training.windows import cut_window, window_starts

P = WindowParams()


@pytest.mark.parametrize(
    ("n", "starts"),
    [
        (0, []),
        (1, []),
        (7_999, []),
        (8_000, [0]),
        (31_999, [0]),
        (32_000, [0]),
        (32_001, [0, 1]),
        (47_999, [0, 15_999]),
        (48_000, [0, 16_000]),
        (48_001, [0, 16_000, 16_001]),
        (64_000, [0, 16_000, 32_000]),
        (70_000, [0, 16_000, 32_000, 38_000]),
    ],
)
def test_windows_start_where_the_rule_says(n: int, starts: list[int]) -> None:
    assert window_starts(n, P) == starts


@pytest.mark.parametrize("n", [32_000, 32_001, 47_999, 100_000, 160_000])
def test_every_sample_is_in_a_window(n: int) -> None:
    covered = np.zeros(n, bool)
    for start in window_starts(n, P):
        assert start + P.length <= n
        covered[start : start + P.length] = True
    assert covered.all()


def test_a_window_is_a_piece_of_the_clip() -> None:
    x = np.arange(40_000, dtype=np.float32)
    np.testing.assert_array_equal(cut_window(x, 8_000, P), x[8_000:40_000])


@pytest.mark.parametrize("n", [8_000, 31_999, 10_001])
def test_a_short_clip_is_repeated_until_the_window_is_full(n: int) -> None:
    x = np.arange(n, dtype=np.float32)
    np.testing.assert_array_equal(cut_window(x, 0, P), np.arange(32_000) % n)
