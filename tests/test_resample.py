"""The resampler keeps what it should, drops what it must, and counts right."""

from __future__ import annotations

import numpy as np
import pytest
import soxr

from tests.signals import babble, gain_db, tone
from training.messages import AudioError
from training.params import ResampleParams
from training.resample import resample, resample_taps

P = ResampleParams()
RATES = (8_000, 11_025, 22_050, 24_000, 32_000, 44_056, 44_100, 48_000, 96_000, 192_000)


def level_db(y: np.ndarray) -> float:
    """RMS away from the ends, in dB re a full-scale sine."""
    middle = y[y.size // 4 : 3 * y.size // 4].astype(np.float64)
    return float(20 * np.log10(max(np.sqrt(2 * np.mean(middle**2)), 1e-15)))


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
def test_a_7_khz_tone_keeps_its_level(rate: int) -> None:
    y = resample(tone(7_000, rate, 1.0, 1.0), rate, 16_000, P)
    assert abs(gain_db(y, 7_000, 16_000)) < 0.1


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("hertz", [8_500, 10_000])
def test_a_tone_above_8_khz_leaves_no_alias(rate: int, hertz: int) -> None:
    assert level_db(resample(tone(hertz, rate, 1.0, 1.0), rate, 16_000, P)) < -80


def test_upsampling_leaves_no_image_of_a_3_khz_tone() -> None:
    y = resample(tone(3_000, 8_000, 1.0, 1.0), 8_000, 16_000, P)
    assert abs(gain_db(y, 3_000, 16_000)) < 0.1
    assert gain_db(y, 5_000, 16_000) < -80


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_speech_like_sound_comes_out_as_from_soxr(rate: int) -> None:
    x = babble(rate, 2.0)
    expected = soxr.resample(x, rate, 16_000, "HQ")
    got = resample(x, rate, 16_000, P)
    n = min(expected.size, got.size)
    assert np.abs(expected[:n] - got[:n]).max() < 3e-3


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("n", [1, 2, 999, 4_410])
def test_the_length_is_rounded_up(rate: int, n: int) -> None:
    y = resample(np.ones(n, np.float32), rate, 16_000, P)
    assert y.dtype == np.float32
    assert y.size == -(-n * 16_000 // rate)


def test_a_click_stays_where_it_was() -> None:
    x = np.zeros(48_000, np.float32)
    x[24_000] = 1
    assert int(np.argmax(resample(x, 48_000, 16_000, P))) == 8_000


def test_nothing_happens_at_16_khz() -> None:
    x = babble(16_000, 0.1)
    np.testing.assert_array_equal(resample(x, 16_000, 16_000, P), x)


def test_no_samples_stay_no_samples() -> None:
    assert resample(np.zeros(0, np.float32), 44_100, 16_000, P).size == 0


def test_a_rate_is_rounded_to_whole_hertz() -> None:
    x = babble(44_100, 0.1)
    np.testing.assert_array_equal(resample(x, 44_099.7, 16_000, P), resample(x, 44_100, 16_000, P))


@pytest.mark.parametrize("rate", [0, -1, 3_999, 768_001, float("nan"), float("inf")])
def test_an_impossible_rate_is_refused(rate: float) -> None:
    with pytest.raises(AudioError, match="sample rate"):
        resample(np.ones(10, np.float32), rate, 16_000, P)


def test_the_filter_is_symmetric_with_unit_gain() -> None:
    taps = resample_taps(160, 441, P)
    np.testing.assert_array_equal(taps, taps[::-1])
    assert taps.sum() / 160 == pytest.approx(1, abs=1e-4)
