"""Augmentation is reproducible, safe on any sound, and cannot know the label."""

from __future__ import annotations

import inspect
from dataclasses import replace

import numpy as np
import pytest

from tests.signals import babble, gain_db, noise, tone
from training.augment import AugmentParams, at_tempo, augment, mask, shortened
from training.backgrounds import Backgrounds
from training.dataset import to_int16

A = AugmentParams()
ALWAYS = replace(
    A, telephone=1, band_limit=1, colour=1, reverb=1, bend=1, noise=1, denoise=1, level=1, loss=1,
    clip=1, quantise=1, mask=1,
)  # fmt: skip

OFF = replace(
    A, telephone=0, band_limit=0, colour=0, reverb=0, bend=0, noise=0, denoise=0, level=0, loss=0,
    clip=0, quantise=0,
)  # fmt: skip
RECORDED = Backgrounds(
    noises=[to_int16(tone(1_000, 16_000, 0.5))], impulses=[np.eye(1, 800, 400, dtype=np.float32)[0]]
)


def changed(x: np.ndarray, seed: int, a: AugmentParams = A) -> np.ndarray:
    return augment(x, 16_000, np.random.default_rng(seed), a)


def test_one_seed_gives_one_result() -> None:
    x = babble(16_000, 2.0)
    np.testing.assert_array_equal(changed(x, 5), changed(x, 5))


def test_other_seeds_give_other_results() -> None:
    x = babble(16_000, 2.0)
    assert not np.array_equal(changed(x, 5), changed(x, 6))


def test_the_input_stays_as_it_was() -> None:
    x = babble(16_000, 2.0)
    before = x.copy()
    changed(x, 1, ALWAYS)
    np.testing.assert_array_equal(x, before)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "x",
    [
        np.zeros(32_000, np.float32),
        np.full(32_000, 0.5, np.float32),
        noise(32_000, amplitude=1e-7),
        np.clip(100 * babble(16_000, 2.0), -1, 1),
        babble(16_000, 2.0),
    ],
    ids=["silence", "offset", "faint", "clipped", "speech"],
)
def test_the_result_is_finite_and_as_long(x: np.ndarray, seed: int) -> None:
    y = changed(x, seed, ALWAYS)
    assert y.shape == x.shape
    assert y.dtype == np.float32
    assert np.isfinite(y).all()


def test_no_step_is_told_the_label() -> None:
    for function in (augment, mask):
        names = set(inspect.signature(function).parameters)
        assert not names & {"label", "labels", "is_fake", "clip", "source", "engine", "y"}


def test_with_every_step_off_only_the_level_changes() -> None:
    x = babble(16_000, 2.0)
    np.testing.assert_allclose(changed(x, 3, OFF), x / np.sqrt(np.mean(x**2)), atol=1e-4)


def test_masking_covers_a_band_and_a_stretch_or_two_of_each() -> None:
    s = np.random.default_rng(0).random((197, 256)).astype(np.float32)
    before = s.copy()
    counts = set()
    for seed in range(20):
        masked = mask(s, np.random.default_rng(seed), ALWAYS)
        np.testing.assert_array_equal(s, before)
        hidden = masked == s.mean()
        bands, stretches = hidden.all(axis=0), hidden.all(axis=1)
        assert 1 <= bands.sum() < ALWAYS.most_masks * ALWAYS.mask_bins * s.shape[1]
        assert 1 <= stretches.sum() < ALWAYS.most_masks * ALWAYS.mask_frames * s.shape[0]
        np.testing.assert_array_equal(masked[~hidden], s[~hidden])
        counts.add(int((np.diff(bands.astype(int), prepend=0) == 1).sum()))
    assert counts == {1, 2}


def test_a_telephone_lets_its_band_through_and_nothing_else() -> None:
    telephone = replace(OFF, telephone=1)
    x = noise(32_000)
    for seed in range(8):
        y = changed(x, seed, telephone)
        spectrum = np.abs(np.fft.rfft(y)) ** 2
        f = np.fft.rfftfreq(y.size, 1 / 16_000)
        inside = spectrum[(f > 400) & (f < 3_000)].mean()
        for outside in ((f < 50), (f > 4_200)):
            assert spectrum[outside].mean() < 1e-3 * inside


def test_masking_is_left_out_as_often_as_asked() -> None:
    s = np.zeros((197, 256), np.float32)
    assert mask(s, np.random.default_rng(0), replace(A, mask=0)) is s


@pytest.mark.parametrize("factor", [0.88, 1.0, 1.1])
def test_another_tempo_moves_the_pitch(factor: float) -> None:
    y = at_tempo(tone(1_000, 16_000, 2.3), factor, 32_000)
    assert y.shape == (32_000,)
    assert gain_db(y, 1_000 * factor, 16_000) == pytest.approx(-6, abs=0.3)


def test_recorded_noise_is_heard_at_the_level_asked_for() -> None:
    loud = replace(OFF, noise=1, snr_db=(10, 10))
    heard = []
    for seed in range(40):
        rng = np.random.default_rng(seed)
        y = augment(tone(3_000, 16_000, 2.0), 16_000, rng, loud, RECORDED)
        heard.append(gain_db(y, 1_000, 16_000))
    recorded = [level for level in heard if level > -9]
    assert recorded == pytest.approx([-10 + 3.01] * len(recorded), abs=1)
    assert 10 < len(recorded) < 30


def test_recorded_rooms_are_heard() -> None:
    echo = replace(OFF, reverb=1)
    x = babble(16_000, 2.0)
    x /= np.sqrt(np.mean(x**2))
    delayed = 0
    for seed in range(40):
        y = augment(x, 16_000, np.random.default_rng(seed), echo, RECORDED)
        delayed += bool(np.allclose(y[400:], x[:-400], atol=1e-3))
    assert 5 < delayed < 20


def test_lost_packets_are_silent_or_repeat_the_one_before() -> None:
    x = noise(32_000)
    for seed in range(8):
        y = changed(x, seed, replace(OFF, loss=1, most_lost=0.3))
        before, after = x.reshape(100, 320), y.reshape(100, 320)
        scale = np.sqrt(np.mean(x**2))
        lost = ~np.isclose(before / scale, after, atol=1e-3).all(axis=1)
        assert 0 <= lost.mean() < 0.5
        for i in np.flatnonzero(lost).tolist():
            silent = not after[i].any()
            assert silent or np.allclose(after[i], before[max(i - 1, 0)] / scale, atol=1e-3)


def test_some_windows_are_as_short_as_short_clips() -> None:
    rng = np.random.default_rng(0)
    lengths = np.array([shortened(32_000, 16_000, rng, A) for _ in range(2_000)])
    assert np.mean(lengths < 32_000) == pytest.approx(A.short, abs=0.03)
    assert lengths.min() >= 8_000
    assert lengths.max() == 32_000
    assert all(shortened(32_000, 16_000, rng, replace(A, short=0)) == 32_000 for _ in range(50))
