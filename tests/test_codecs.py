"""Speech survives every codec of the augmentation: same length, recognisably the same sound."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.audio import load
from training.codecs import Codec, transcode
from training.coding import DRAWN
from training.params import Params

SPEECH, _ = load(Path(__file__).parent / "clips" / "real-en.flac", Params())


@pytest.mark.parametrize("codec", DRAWN, ids=lambda codec: codec.name)
@pytest.mark.parametrize("quick", [False, True])
@pytest.mark.parametrize("n", [16_000, 52_345])
def test_a_round_trip_keeps_length_and_sound(codec: Codec, quick: bool, n: int) -> None:
    x = SPEECH[:n]
    y = transcode(x, 16_000, codec, quick)
    assert y.dtype == np.float32
    assert y.shape == x.shape
    assert np.isfinite(y).all()
    product = np.fft.irfft(np.fft.rfft(y, 2 * n) * np.fft.rfft(x, 2 * n).conj())
    assert product.max() / (np.linalg.norm(x) * np.linalg.norm(y)) > 0.7
    delay = int(np.argmax(product))
    assert delay < 1_600


@pytest.mark.parametrize("codec", DRAWN, ids=lambda codec: codec.name)
def test_a_codec_changes_the_sound(codec: Codec) -> None:
    x = SPEECH[:16_000]
    assert np.abs(transcode(x, 16_000, codec) - x).max() > 1e-4


def test_names_are_unique() -> None:
    assert len({codec.name for codec in DRAWN}) == len(DRAWN)


def test_encoders_that_hurry_have_another_sound() -> None:
    def differs(codec: Codec) -> bool:
        usual, quick = (transcode(SPEECH[:16_000], 16_000, codec, q) for q in (False, True))
        return bool((usual != quick).any())

    changed = {codec.name for codec in DRAWN if differs(codec)}
    assert {"opus-16k", "mp3-32k", "aac-32k"} <= changed
    assert changed.isdisjoint({"gsm", "g711-alaw", "amr-12k"})
