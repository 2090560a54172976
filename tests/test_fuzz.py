"""Readers meet damaged files: they give finite samples or an `AudioError`, and nothing else.

`FUZZ_RUNS=100000 python -m pytest tests/test_fuzz.py --timeout 0` is the long run. Inputs that once
broke a reader stay as tests of their own below.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from hypothesis import given

from tests.mutations import WAVS, compressed, damaged, fuzzed, small_wav
from tests.signals import babble
from training.audio import decode, load, load_blocks
from training.messages import AudioError
from training.params import Params
from training.predict import classify
from training.shipped import ShippedModel

P = Params()
MOST_SAMPLES = 50_000_000
"""At 16 kHz, an hour's worth: no seed has more than some seconds, however it is damaged."""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One file, written anew for every input."""
    return tmp_path_factory.mktemp("fuzz") / "damaged"


def read(path: Path, data: bytes) -> None:
    """To the end; errors that people get a sentence for are fine."""
    path.write_bytes(data)
    n = 0
    try:
        for x, _ in load_blocks(path, P):
            assert np.isfinite(x).all()
            n += x.size
            assert n < MOST_SAMPLES
    except AudioError:
        pass


@fuzzed
@given(data=damaged(WAVS))
def test_damaged_wav_files_do_no_harm(file: Path, data: bytes) -> None:
    read(file, data)


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".m4a", ".ogg", ".opus", ".webm"])
def test_damaged_compressed_files_do_no_harm(file: Path, suffix: str) -> None:
    @fuzzed
    @given(data=damaged(compressed(suffix)))
    def run(data: bytes) -> None:
        read(file, data)

    run()


def wav(rate: int = 16_000, channels: int = 1, size: int | None = None, body: bytes = b"") -> bytes:
    """16-bit PCM whose header says what it is told to."""
    block = 2 * channels
    head = struct.pack("<HHIIHH", 1, channels, rate, rate * block & 0xFFFFFFFF, block, 16)
    size = len(body) if size is None else size
    return b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0" + head + b"data" + struct.pack("<I", size) + body


SPEECH = (babble(16_000, 2.0) * 32767).astype("<i2").tobytes()
REFUSED = {
    "0 channels": (wav(channels=0, body=SPEECH), "undecodable"),
    "1 Hz": (wav(rate=1, body=SPEECH), "bad_rate"),
    "4 GHz": (wav(rate=0xFFFFFFFF, body=SPEECH), None),
    "a coding that no one knows": (
        wav(body=SPEECH).replace(b"\x10\0\0\0\x01", b"\x10\0\0\0\0"),
        "undecodable",
    ),
    "no samples": (wav(), "no_audio"),
    "a header alone, which says 4 GB": (wav(size=0xFFFFFFFF), None),
    "an ID3 tag of 256 MB": (b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + bytes(1000), "undecodable"),
    "ID3 tags without end": (b"ID3\x04\0\0\0\0\0\0" * 5000, "undecodable"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_headers_that_make_no_sense_are_refused(tmp_path: Path, kind: str) -> None:
    data, code = REFUSED[kind]
    (tmp_path / "a").write_bytes(data)
    with pytest.raises(AudioError) as caught:
        load(tmp_path / "a", P)
    assert code in (None, caught.value.code)


@pytest.mark.parametrize("size", [0, 100, 0x7FFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF])
def test_a_data_chunk_that_lies_about_its_size_gives_what_is_there(
    tmp_path: Path, size: int
) -> None:
    (tmp_path / "a.wav").write_bytes(wav(size=size, body=SPEECH))
    assert load(tmp_path / "a.wav", P)[0].size == (50 if size == 100 else 32_000)


@pytest.mark.parametrize(
    "data",
    [wav(channels=32, body=SPEECH * 32), wav(rate=768_000, body=SPEECH * 48), wav(body=SPEECH[:2])],
    ids=["32 channels", "768 kHz", "1 sample"],
)
def test_what_is_unusual_but_right_is_read(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.wav").write_bytes(data)
    assert load(tmp_path / "a.wav", P)[0].size in (1, 32_000)


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.txt", "a"])
def test_a_wrong_extension_does_not_matter(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(small_wav("PCM_16"))
    assert load(tmp_path / name, P)[0].size == 3_200


def garbage(seed: int) -> bytes:
    """Three seconds of what is no sound: random bytes, text, zeros and ones, a counter."""
    rng = np.random.default_rng(seed)
    n = 96_000
    kinds = [
        rng.integers(0, 256, n, np.uint8).tobytes(),
        (b"The quick brown fox jumps over the lazy dog. " * 3000)[:n],
        (rng.integers(0, 2, n, np.uint8) * 255).tobytes(),
        np.arange(n, dtype=np.uint8).tobytes(),
    ]
    return kinds[seed % len(kinds)]


@pytest.mark.parametrize("seed", range(12))
def test_garbage_gets_no_verdict(tmp_path: Path, shipped: ShippedModel, seed: int) -> None:
    channels = 1 + seed % 2
    (tmp_path / "a.wav").write_bytes(
        wav(rate=[8_000, 16_000, 44_100][seed % 3], channels=channels, body=garbage(seed))
    )
    assert classify(tmp_path / "a.wav", shipped)["verdict"] == "unsure"


def test_bytes_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    sf.write(file, np.zeros(1000, np.float32), 16_000, "FLOAT", format="WAV")
    data = file.getvalue()[:-400] + b"\xff" * 400
    (tmp_path / "a.wav").write_bytes(data)
    with pytest.raises(AudioError, match="not numbers"):
        load(tmp_path / "a.wav", P)


def test_more_channels_than_a_planar_frame_has_room_for_are_read(tmp_path: Path) -> None:
    # Six channels whose header says 63: libsndfile refuses, and PyAV crashed on 63 planes.
    data = bytearray(small_wav("FLOAT", 6))
    data[22] = 63
    path = tmp_path / "many.wav"
    path.write_bytes(data)
    channels, rate = decode(path)
    assert channels.shape[0] == 63
    np.testing.assert_array_equal(channels[:6, 0], sf.read(io.BytesIO(small_wav("FLOAT", 6)))[0][0])
    assert rate == 8_000
