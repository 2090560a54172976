"""Damaged files for fuzzing: seeds, and what may happen to their bytes."""

from __future__ import annotations

import io
import os
import struct
from collections.abc import Callable
from pathlib import Path

import numpy as np
import soundfile as sf
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from tests.signals import babble

FORMATS = Path(__file__).parent / "clips" / "formats"
RUNS = int(os.environ.get("FUZZ_RUNS", "2000"))
"""Inputs for each reader; `FUZZ_RUNS=100000` is the long run."""

NUMBERS = [0, 1, 2, 7, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF]
HEAD = 64
"""Bytes in which the headers lie: half of the edits go there."""

fuzzed = settings(
    max_examples=RUNS,
    deadline=None,
    derandomize=RUNS == 2000,  # the same inputs each time, but others in a long run
    database=None,
    suppress_health_check=list(HealthCheck),
)


def small_wav(subtype: str, channels: int = 1, kind: str = "WAV", endian: str = "LITTLE") -> bytes:
    """A fifth of a second."""
    x = np.atleast_2d(babble(8_000, 0.2, channels=channels)).T
    file = io.BytesIO()
    sf.write(file, x, 8_000, subtype, endian, kind)
    return file.getvalue()


WAVS = [
    small_wav("PCM_U8"),
    small_wav("PCM_16", 2),
    small_wav("PCM_24", kind="WAVEX"),
    small_wav("FLOAT", 6),
    small_wav("DOUBLE"),
    small_wav("PCM_16", kind="RF64"),
    small_wav("PCM_32", endian="BIG"),
]


def compressed(suffix: str) -> list[bytes]:
    """The first part of the shortest committed clips of a format; enough for its headers."""
    paths = sorted(FORMATS.glob(f"*{suffix}"), key=lambda path: path.stat().st_size)
    return [path.read_bytes()[:12_000] for path in paths[:2]]


def _put(data: bytes, at: int, piece: bytes) -> bytes:
    return data[:at] + piece + data[at + len(piece) :]


Edit = Callable[[bytes, int, int], bytes]
EDITS: list[Edit] = [
    lambda d, at, n: _put(d, at, bytes([n % 256])),
    lambda d, at, n: _put(d, at, bytes([d[at] ^ (1 << n % 8)])),
    lambda d, at, n: _put(d, at, struct.pack("<I", NUMBERS[n % len(NUMBERS)])),
    lambda d, at, n: _put(d, at, struct.pack(">I", NUMBERS[n % len(NUMBERS)])),
    lambda d, at, n: _put(d, at, struct.pack("<H", NUMBERS[n % len(NUMBERS)] & 0xFFFF)),
    lambda d, at, _: d[:at],
    lambda d, at, n: d[:at] + d[at + n % 64 :],
    lambda d, at, n: d[:at] + d[at : at + n % 64] * 2 + d[at:],
    lambda d, at, n: d[:at] + bytes(n % 256) + d[at:],
]


@st.composite
def damaged(draw: st.DrawFn, seeds: list[bytes]) -> bytes:
    """One of `seeds` after one to six edits."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(1, 6))):
        if not data:
            break
        end = min(HEAD, len(data)) if draw(st.booleans()) else len(data)
        edit = draw(st.sampled_from(EDITS))
        data = edit(data, draw(st.integers(0, end - 1)), draw(st.integers(0, 255)))
    return data
