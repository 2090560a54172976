"""Windows come through a codec last, at a sensible level, and without what encoders put first."""

from __future__ import annotations

import numpy as np
import pytest

from training.codecs import CODECS, Codec
from training.coding import DRAWN, LEAD_S, coded, draw_codec

RATE_HZ = 16_000
N = 2 * RATE_HZ
LEAD = int(LEAD_S * RATE_HZ)
T = np.arange(N + LEAD) / RATE_HZ
VOWEL = np.sum([np.sin(2 * np.pi * 140 * k * T) / k for k in range(1, 20)], 0).astype(np.float32)
"""A voice that never stops."""


def test_every_codec_is_drawn() -> None:
    rng = np.random.default_rng(1)
    drawn = [draw_codec(rng) for _ in range(40 * len(DRAWN))]
    assert set(drawn) == set(DRAWN)
    assert set(CODECS) < set(DRAWN)


@pytest.mark.parametrize("codec", DRAWN, ids=lambda codec: codec.name)
def test_a_coded_window_begins_with_speech(codec: Codec) -> None:
    y = coded(VOWEL, N, RATE_HZ, codec, np.random.default_rng(1))
    assert y.shape == (N,)
    start, whole = np.sqrt(np.mean(y[:800] ** 2)), np.sqrt(np.mean(y**2))
    assert start > whole * 0.8


def test_loudness_before_the_codec_does_not_matter() -> None:
    """Or what is loud would be clipped, and what is soft lost in the steps of the codec."""
    gsm = next(codec for codec in CODECS if codec.name == "gsm")
    soft, loud = (coded(VOWEL * f, N, RATE_HZ, gsm, np.random.default_rng(1)) for f in (1e-3, 1e3))
    np.testing.assert_allclose(soft, loud, atol=1e-3)
    assert 0.05 < np.abs(loud).max() <= 1


def test_silence_stays_silence() -> None:
    silence = np.zeros(N + LEAD, np.float32)
    for codec in DRAWN:
        y = coded(silence, N, RATE_HZ, codec, np.random.default_rng(1))
        assert np.isfinite(y).all()
        assert np.abs(y).max() < 0.01
