"""A long recording goes through in pieces: the same result, and no more memory than a short one."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from numpy.typing import NDArray

from tests.signals import babble, noise
from training import predict
from training.audio import decode, decode_blocks, load_blocks
from training.params import Params
from training.resample import LARGEST_RATIO, Resampler, resample
from training.shipped import ShippedModel
from training.windows import Cutter, cut_window, window_starts

P = Params()
CLIPS = Path(__file__).parent / "clips"
RATES = (4_001, 8_000, 11_025, 16_000, 22_050, 44_056, 44_100, 48_000, 96_000, 767_999)


def pieces(x: NDArray[np.float32], longest: int, seed: int) -> Iterator[NDArray[np.float32]]:
    """`x` cut at random."""
    rng = np.random.default_rng(seed)
    at = 0
    while at < x.size:
        n = int(rng.integers(longest))
        yield x[at : at + n]
        at += n


@pytest.mark.parametrize("rate", RATES)
def test_resampled_in_pieces_every_bit_is_the_same(rate: int) -> None:
    for n in (0, 1, 2, 500, 20_000):
        x = noise(n, seed=n)
        whole = resample(x, rate, 16_000, P.resample)
        for longest in (300, 7_000):
            resampler = Resampler(rate, 16_000, P.resample)
            blocks = [resampler.push(piece) for piece in pieces(x, longest, n)]
            np.testing.assert_array_equal(np.concatenate([*blocks, resampler.flush()]), whole)


def test_an_odd_rate_does_not_need_a_filter_that_fills_the_memory() -> None:
    x = noise(1_000)
    got, expected = (resample(x, rate, 16_000, P.resample) for rate in (767_999, 768_000))
    np.testing.assert_array_equal(got, expected)
    assert LARGEST_RATIO * 2 * P.resample.zero_crossings / P.resample.rolloff * 8 < 50e6


@pytest.mark.parametrize("n", [0, 7_999, 8_000, 31_999, 32_000, 32_001, 48_000, 48_001, 161_234])
def test_cut_in_pieces_the_windows_are_those_of_the_whole_clip(n: int) -> None:
    x = noise(n, seed=n)
    for longest in (900, 20_000, 400_000):
        cutter = Cutter(P.window)
        got = [cut for piece in pieces(x, longest, n) for cut in cutter.push(piece)]
        got += cutter.flush()
        assert [start for start, _ in got] == window_starts(n, P.window)
        for start, window in got:
            np.testing.assert_array_equal(window, cut_window(x, start, P.window))


@pytest.mark.parametrize(
    "name", ["44k1-stereo-mp3.mp3", "44k1-mono-aac.m4a", "16k-stereo-float.wav"]
)
def test_decoded_in_pieces_the_samples_are_the_same(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = CLIPS / "formats" / f"real-ru-{name}"
    whole, rate = decode(path)
    monkeypatch.setattr("training.audio.BLOCK", 5_000)
    blocks, rates = zip(*decode_blocks(path), strict=True)
    assert len(blocks) > 5
    assert set(rates) == {rate}
    np.testing.assert_array_equal(np.concatenate(blocks, axis=1), whole)


def test_a_batch_more_or_less_does_not_change_the_result(
    monkeypatch: pytest.MonkeyPatch, shipped: ShippedModel
) -> None:
    path = CLIPS / "real-ru.flac"
    whole = predict.classify(path, shipped)
    monkeypatch.setattr(predict, "BATCH", 1)
    one_by_one = predict.classify(path, shipped)
    assert one_by_one["p_fake"] == pytest.approx(whole["p_fake"], abs=1e-6)
    assert len(one_by_one["windows"]) == len(whole["windows"])


def test_damage_in_a_flac_costs_no_more_than_what_follows(tmp_path: Path) -> None:
    x = babble(16_000, 30.0)
    sf.write(tmp_path / "a.flac", x, 16_000, subtype="PCM_16")
    data = bytearray((tmp_path / "a.flac").read_bytes())
    middle = len(data) // 2
    data[middle : middle + 2_000] = bytes(2_000)
    (tmp_path / "a.flac").write_bytes(data)
    got, _ = decode(tmp_path / "a.flac")
    assert 10 * 16_000 < got.shape[1] <= x.size
    assert np.abs(got[0, : 10 * 16_000] - x[: 10 * 16_000]).max() < 2**-14


def test_ten_times_as_long_needs_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for seconds in (60, 600):
        path = tmp_path / f"{seconds}.wav"
        sf.write(path, np.tile(babble(8_000, 10.0), seconds // 10), 8_000, subtype="PCM_U8")
        tracemalloc.start()
        for _, duration_s in load_blocks(path, P):
            assert duration_s <= seconds
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]
