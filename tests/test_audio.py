"""Decoding keeps the native rate and every sample; bad input is named for what it is."""

from __future__ import annotations

import os
import warnings
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from tests.signals import babble
from training.audio import check_samples, decode, load, to_mono
from training.messages import ERRORS, AudioError
from training.params import Params

P = Params()
CLIPS = Path(__file__).parent / "clips"


@pytest.mark.parametrize(
    ("subtype", "step"),
    [("PCM_U8", 2**-7), ("PCM_16", 2**-15), ("PCM_24", 2**-23), ("PCM_32", 2**-31), ("FLOAT", 0)],
)
def test_wav_of_every_depth_is_read_to_the_last_bit(
    tmp_path: Path, subtype: str, step: float
) -> None:
    x = babble(22_050, 0.5, channels=2)
    sf.write(tmp_path / "a.wav", x.T, 22_050, subtype=subtype)
    got, rate = decode(tmp_path / "a.wav")
    assert rate == 22_050
    assert got.dtype == np.float32
    assert got.shape == x.shape
    assert np.abs(got - x).max() <= max(step, np.abs(x).max() * 2**-23)


@pytest.mark.parametrize("rate", [8_000, 11_025, 22_050, 44_100, 48_000, 96_000])
def test_the_native_rate_is_kept(tmp_path: Path, rate: int) -> None:
    sf.write(tmp_path / "a.wav", babble(rate, 0.1), rate)
    assert decode(tmp_path / "a.wav")[1] == rate


@pytest.mark.parametrize("path", sorted((CLIPS / "formats").iterdir()), ids=lambda path: path.name)
def test_every_format_holds_the_sound_that_was_encoded(path: Path) -> None:
    original, _ = load(CLIPS / f"{'-'.join(path.name.split('-')[:-3])}.flac", P)
    x, duration_s = load(path, P)
    assert duration_s == pytest.approx(x.size / 16_000, abs=1e-4)
    n = min(x.size, original.size)
    spectrum = np.fft.rfft(x[:n], 2 * n) * np.fft.rfft(original[:n], 2 * n).conj()
    best = np.fft.irfft(spectrum).max()
    norm = np.linalg.norm(x[:n]) * np.linalg.norm(original[:n])
    assert best / norm > 0.7


@pytest.mark.parametrize("path", sorted((CLIPS / "formats").iterdir()), ids=lambda p: p.name)
def test_every_format_says_its_own_rate_and_channels(path: Path) -> None:
    rate_name, channels, _ = path.stem.split("-")[-3:]
    kilo, _, rest = rate_name.partition("k")
    x, rate = decode(path)
    assert rate == int(kilo) * 1000 + int((rest or "0").ljust(3, "0"))
    assert x.shape[0] == {"mono": 1, "stereo": 2}[channels]


def test_mono_is_the_mean_of_the_channels() -> None:
    x = np.array([[1, 0.5, -1], [0, 0.5, 1], [0.5, 0.5, 0.75]], np.float32)
    np.testing.assert_array_equal(to_mono(x), np.array([0.5, 0.5, 0.25], np.float32))


def test_channels_out_of_phase_cancel() -> None:
    x = babble(16_000, 0.5)
    assert not to_mono(np.stack([x, -x])).any()


def test_the_sum_of_many_channels_does_not_overflow() -> None:
    assert (to_mono(np.full((6, 4), 3e38, np.float32)) == np.float32(3e38)).all()


def test_infinities_of_both_signs_are_refused_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        mono = to_mono(np.array([[np.inf, 1], [-np.inf, 1]], np.float32))
    with pytest.raises(AudioError, match="NaN or infinity"):
        check_samples(mono)


def _write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_each_kind_of_bad_file_has_its_own_sentence(tmp_path: Path) -> None:
    cases = {
        "missing": tmp_path / "nothing.wav",
        "not_a_file": tmp_path,
        "empty": _write(tmp_path / "empty.wav", b""),
        "undecodable": _write(tmp_path / "text.wav", b"This is a letter, not a sound.\n" * 40),
    }
    for code, path in cases.items():
        with pytest.raises(AudioError) as caught:
            decode(path)
        assert caught.value.code == code
        assert str(caught.value) == ERRORS[code]


def test_a_cut_header_is_undecodable(tmp_path: Path) -> None:
    whole = (CLIPS / "real-ru.flac").read_bytes()
    with pytest.raises(AudioError, match="not audio that can be read"):
        decode(_write(tmp_path / "cut.flac", whole[:20]))


def test_a_file_without_permission_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sf.write(tmp_path / "a.wav", babble(16_000, 0.1), 16_000)
    monkeypatch.setattr(os, "access", lambda *_: False)  # the root user may read everything
    with pytest.raises(AudioError, match="cannot be opened"):
        decode(tmp_path / "a.wav")


def test_a_file_without_samples_decodes_but_is_refused(tmp_path: Path) -> None:
    sf.write(tmp_path / "a.wav", np.zeros(0, np.float32), 16_000)
    assert decode(tmp_path / "a.wav")[0].shape == (1, 0)
    with pytest.raises(AudioError, match="no audio samples"):
        load(tmp_path / "a.wav", P)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_values_that_are_no_numbers_are_refused(tmp_path: Path, bad: float) -> None:
    x = babble(16_000, 1.0)
    x[5_000] = bad
    sf.write(tmp_path / "a.wav", x, 16_000, subtype="FLOAT")
    with pytest.raises(AudioError, match="not numbers"):
        load(tmp_path / "a.wav", P)


def test_finite_samples_pass() -> None:
    check_samples(np.zeros(1, np.float32))


def test_a_wav_with_an_absurd_rate_is_refused(tmp_path: Path) -> None:
    sf.write(tmp_path / "a.wav", babble(16_000, 1.0), 1_000)
    with pytest.raises(AudioError, match="sample rate"):
        load(tmp_path / "a.wav", P)
