"""Two recordings of one class in one window."""

from __future__ import annotations

import numpy as np

from tests.signals import tone
from training.joining import BEHIND_DB, TURN, joined

RATE_HZ = 16_000
LOW = tone(400, RATE_HZ, 2.0).astype(np.float32)
HIGH = (tone(3_000, RATE_HZ, 2.0) / 10).astype(np.float32)


def levels(x: np.ndarray) -> tuple[float, float]:
    """Magnitude of the two tones in 100 ms."""
    spectrum = np.abs(np.fft.rfft(x))
    return float(spectrum[40]), float(spectrum[300])


def test_the_second_takes_over_or_is_behind_the_first() -> None:
    taken_over = 0
    for seed in range(40):
        y = joined(LOW, HIGH, np.random.default_rng(seed))
        assert y.dtype == np.float32
        assert y.shape == LOW.shape
        first, last = levels(y[:1_600]), levels(y[-1_600:])
        if first[1] < 0.01 * first[0]:
            taken_over += 1
            assert last[0] < 0.01 * last[1]
            parts = [levels(part) for part in y.reshape(-1, 1_600)]
            at = sum(low > high for low, high in parts) / len(parts)
            assert TURN[0] - 0.05 <= at <= TURN[1] + 0.05
        else:
            behind_db = 20 * np.log10(first[0] / first[1])
            assert BEHIND_DB[0] - 0.1 <= behind_db <= BEHIND_DB[1] + 0.1
            np.testing.assert_allclose(last, first, rtol=1e-3)
    assert 12 <= taken_over <= 36


def test_both_are_as_loud_where_they_take_turns() -> None:
    for seed in range(20):
        y = joined(LOW, HIGH, np.random.default_rng(seed))
        first, last = levels(y[:1_600]), levels(y[-1_600:])
        if first[1] < 0.01 * first[0]:
            np.testing.assert_allclose(first[0], last[1], rtol=1e-2)


def test_silence_joins_without_a_fault() -> None:
    silence = np.zeros_like(LOW)
    for seed in range(10):
        assert np.isfinite(joined(LOW, silence, np.random.default_rng(seed))).all()
        assert np.isfinite(joined(silence, LOW, np.random.default_rng(seed))).all()
