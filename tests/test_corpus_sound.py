"""Both classes are trimmed, cut, levelled and written in one way."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
import soundfile as sf

from tests.signals import babble, gain_db, noise, tone
from training.corpus import sound
from training.corpus.sound import RATE_HZ, condition, join, pieces, read, trim, write_flac
from training.messages import AudioError


def seconds(x: sound.Samples) -> float:
    return x.size / RATE_HZ


def with_silence(before_s: float, after_s: float) -> sound.Samples:
    x = np.pad(tone(300, RATE_HZ, 1.0), (int(before_s * RATE_HZ), int(after_s * RATE_HZ)))
    return x + noise(x.size, amplitude=1e-4)


def test_trim_leaves_a_tenth_of_a_second_at_both_ends() -> None:
    assert seconds(trim(with_silence(1.0, 2.0))) == pytest.approx(1.2, abs=0.04)


def test_trim_leaves_speech_without_silence_as_it_is() -> None:
    x = tone(300, RATE_HZ, 1.0)
    np.testing.assert_array_equal(trim(x), x)


@pytest.mark.parametrize("n", [0, 1, 319, 320, 50_000])
def test_trim_of_silence_is_empty(n: int) -> None:
    assert trim(np.zeros(n, np.float32)).size == 0


def test_pieces_are_cut_where_it_is_quiet_and_lose_nothing() -> None:
    x = np.concatenate([with_silence(0.3, 0.3) for _ in range(10)])
    parts = pieces(x, 4.0)
    assert len(parts) > 1
    np.testing.assert_array_equal(np.concatenate(parts), x)
    for part in parts[:-1]:
        assert 2.0 <= seconds(part) <= 4.0
        assert np.abs(part[-300:]).max() < 1e-2


def test_a_short_sound_is_one_piece() -> None:
    assert [p.size for p in pieces(tone(300, RATE_HZ, 1.0), 4.0)] == [RATE_HZ]


def test_joined_words_have_natural_pauses_without_digital_zeros() -> None:
    words = [tone(300, RATE_HZ, 1.0) for _ in range(3)]
    x = join(words, np.random.default_rng(0))
    assert 3.0 + 2 * 0.15 <= seconds(x) <= 3.0 + 2 * 0.4
    assert not np.any((x[:-1] == 0) & (x[1:] == 0))


def test_joining_keeps_pauses_that_the_recordings_hold() -> None:
    x = join([with_silence(1.0, 1.0)] * 2, np.random.default_rng(0))
    assert 2.4 <= seconds(x) <= 3.0


def test_a_filled_pause_has_the_colour_of_the_recording() -> None:
    rumble = np.concatenate([tone(300, RATE_HZ, 1.0), tone(200, RATE_HZ, 0.1, 1e-4)])
    fill = sound.background(rumble, 3_200, np.random.default_rng(0))
    assert fill.size == 3_200
    assert gain_db(fill, 200, RATE_HZ) > gain_db(fill, 3_000, RATE_HZ) + 20
    assert 1e-5 < fill.std() < 1e-3


def test_joining_silence_gives_nothing() -> None:
    assert join([np.zeros(9_000, np.float32)], np.random.default_rng(0)).size == 0


def test_conditioning_removes_dc_and_limits_peak_and_length() -> None:
    loud = 20 * babble(RATE_HZ, 20.0) + np.float32(0.3)
    x = condition(loud, 0)
    assert abs(float(x.mean())) < 0.01
    assert 0.9 < np.abs(x).max() <= 0.951
    assert 6.0 <= seconds(x) <= 12.0


def test_conditioning_does_not_raise_quiet_sound() -> None:
    x = 0.01 * tone(300, RATE_HZ, 2.0)
    assert condition(x, 0).std() == pytest.approx(x.std(), rel=0.01)


def test_conditioning_leaves_no_runs_of_digital_zeros(tmp_path: Path) -> None:
    x = np.concatenate(
        [tone(300, RATE_HZ, 1.0), np.zeros(8_000, np.float32), tone(300, RATE_HZ, 1)]
    )
    write_flac(tmp_path / "x.flac", condition(x, 0))
    y, _ = sf.read(tmp_path / "x.flac", dtype="int16")
    changes = np.flatnonzero(np.diff(y[16_500:23_500]))
    assert np.diff(changes).max() < 40


def test_conditioning_is_the_same_every_time() -> None:
    x = babble(RATE_HZ, 2.0)
    np.testing.assert_array_equal(condition(x, 7), condition(x, 7))


@pytest.mark.parametrize("rate_hz", [8_000, 22_050, 44_100, 48_000])
def test_reading_resamples_without_aliases(tmp_path: Path, rate_hz: int) -> None:
    x = tone(1_000, rate_hz, 1.0)
    if rate_hz > 22_000:
        x = x + tone(10_000, rate_hz, 1.0)
    sf.write(tmp_path / "x.wav", x, rate_hz, subtype="FLOAT")
    y = read(tmp_path / "x.wav")
    assert y.dtype == np.float32
    assert y.size == RATE_HZ
    assert gain_db(y, 1_000, RATE_HZ) == pytest.approx(-6.02, abs=0.1)
    assert gain_db(y, 6_000, RATE_HZ) < -90


@pytest.mark.parametrize(("suffix", "encoder"), [("g722", "g722"), ("m4a", "aac")])
def test_reading_what_libsndfile_does_not_know(tmp_path: Path, suffix: str, encoder: str) -> None:
    path = tmp_path / f"x.{suffix}"
    with av.open(str(path), "w") as out:
        stream = out.add_stream(encoder, rate=16_000)
        stream.layout = "mono"
        pcm = (tone(1_000, 16_000, 2.0) * 32_767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = 16_000
        codec = stream.codec_context
        resampler = av.AudioResampler(codec.format, "mono", 16_000, codec.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    y = read(path)
    assert y.size == pytest.approx(32_000, rel=0.1)
    assert gain_db(y, 1_000, RATE_HZ) == pytest.approx(-6.02, abs=1.0)


def test_reading_rubbish_says_so(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"not audio at all" * 10)
    with pytest.raises(AudioError):
        read(tmp_path / "x.wav")


def test_a_written_file_is_16_bit_flac_at_16_khz_and_leaves_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a/b/x.flac"
    digest = write_flac(path, tone(300, RATE_HZ, 1.0))
    info = sf.info(path)
    assert (info.samplerate, info.channels, info.subtype) == (16_000, 1, "PCM_16")
    assert len(digest) == 64
    assert [p.name for p in path.parent.iterdir()] == ["x.flac"]
