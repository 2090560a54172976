"""A training multiplies in what the machine is faster at."""

from __future__ import annotations

import pytest

from training import precision


@pytest.mark.parametrize(
    ("bfloat16_s", "float32_s", "expected"),
    [(0.01, 0.02, "mixed_bfloat16"), (0.05, 0.02, "float32")],
)
def test_the_faster_is_taken(
    monkeypatch: pytest.MonkeyPatch, bfloat16_s: float, float32_s: float, expected: str
) -> None:
    taken = {"bfloat16": bfloat16_s, "float32": float32_s}
    monkeypatch.setattr(precision, "_seconds", taken.__getitem__)
    precision.fastest_policy.cache_clear()
    try:
        assert precision.fastest_policy() == expected
    finally:
        precision.fastest_policy.cache_clear()


@pytest.mark.parametrize("dtype", ["bfloat16", "float32"])
def test_both_can_be_timed_on_this_machine(dtype: str) -> None:
    assert 0 < precision._seconds(dtype) < 60
