"""Speech survives every codec of the augmentation: same length, recognisably the same sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.audio import load
from training.codecs import CODECS, Codec, transcode
from training.params import Params

SPEECH, _ = load(Path(__file__).parent / "clips" / "real-en.flac", Params())


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
@pytest.mark.parametrize("n", [16_000, 52_345])
def test_a_round_trip_keeps_length_and_sound(codec: Codec, n: int) -> None:
    x = SPEECH[:n]
    y = transcode(x, 16_000, codec)
    assert y.dtype == np.float32
    assert y.shape == x.shape
    assert np.isfinite(y).all()
    product = np.fft.irfft(np.fft.rfft(y, 2 * n) * np.fft.rfft(x, 2 * n).conj())
    assert product.max() / (np.linalg.norm(x) * np.linalg.norm(y)) > 0.7
    delay = int(np.argmax(product))
    assert delay < 1_600


@pytest.mark.parametrize("codec", CODECS, ids=lambda codec: codec.name)
def test_a_codec_changes_the_sound(codec: Codec) -> None:
    x = SPEECH[:16_000]
    assert np.abs(transcode(x, 16_000, codec) - x).max() > 1e-4


def test_names_are_unique() -> None:
    assert len({codec.name for codec in CODECS}) == len(CODECS)
