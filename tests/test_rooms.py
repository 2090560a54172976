"""Generated rooms: what comes first, how loud the rest is, and how it dies away."""

from __future__ import annotations

import numpy as np
import pytest

from training.rooms import PAUSE_S, SHORTEST_DECAY_S, TAIL_DB, generated_room

RATE_HZ = 16_000
ROOMS = [generated_room(32_000, RATE_HZ, np.random.default_rng(seed), 1.0) for seed in range(200)]


def energy_db(x: np.ndarray) -> float:
    return 10 * float(np.log10(np.sum(np.square(x, dtype=float)) + 1e-12))


def test_one_seed_gives_one_room_and_another_another() -> None:
    again = generated_room(32_000, RATE_HZ, np.random.default_rng(3), 1.0)
    np.testing.assert_array_equal(again, ROOMS[3])
    assert ROOMS[3].size != ROOMS[4].size


def test_the_direct_sound_comes_first_at_full_level() -> None:
    for room in ROOMS:
        assert room.dtype == np.float32
        assert room[0] == 1
        assert np.isfinite(room).all()
        assert SHORTEST_DECAY_S * RATE_HZ - 1 <= room.size <= RATE_HZ


def test_rooms_are_near_and_far() -> None:
    levels = [energy_db(room[1:]) for room in ROOMS]
    assert min(levels) < TAIL_DB[0] + 3
    assert TAIL_DB[1] - 1 < max(levels) < TAIL_DB[1] + 3
    assert any(not room[1 : int(0.01 * RATE_HZ)].any() for room in ROOMS), "some pause first"
    assert PAUSE_S[1] < SHORTEST_DECAY_S


def test_the_tail_dies_away_its_high_frequencies_first() -> None:
    highs = []
    for room in (r for r in ROOMS if r.size > 0.5 * RATE_HZ):
        tenth = room.size // 10
        second, last = room[tenth : 2 * tenth], room[-tenth:]
        assert energy_db(last) < energy_db(second) - 30
        spectra = [np.abs(np.fft.rfft(part)) ** 2 for part in (second, last)]
        shares = [s[s.size // 2 :].sum() / s.sum() for s in spectra]
        highs.append(shares[1] / shares[0])
    assert len(highs) > 50
    assert np.median(highs) < 0.5


@pytest.mark.parametrize("n", [100, 4_000])
def test_a_room_is_no_longer_than_asked(n: int) -> None:
    assert generated_room(n, RATE_HZ, np.random.default_rng(0), 1.0).size == n
