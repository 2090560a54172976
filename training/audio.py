"""Bytes to 16 kHz mono samples: decode at the native rate, mean of the channels, one resampler."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import soundfile as sf
from numpy.typing import NDArray

from training.messages import AudioError
from training.params import Params
from training.resample import Resampler

BLOCK = 1 << 16
"""Samples that are decoded at a time."""

Block = tuple[NDArray[np.float32], int]
"""(float32 [channels, n], sample rate in Hz)"""


def decode_blocks(path: Path) -> Iterator[Block]:
    """Decode a file at its native rate, piece by piece; there is at least one piece.

    libsndfile first (WAV, FLAC, Ogg, MP3, AIFF, ...), then FFmpeg's libraries (M4A, WebM, AMR,
    the sound of videos, ...); both come with the Python packages, nothing else is needed.

    Raises:
        AudioError: `missing`, `not_a_file`, `unreadable`, `empty` or `undecodable`.
    """
    if not path.exists():
        raise AudioError("missing")
    if not path.is_file():
        raise AudioError("not_a_file")
    if not os.access(path, os.R_OK):
        raise AudioError("unreadable")
    if path.stat().st_size == 0:
        raise AudioError("empty")
    given = 0
    try:
        with sf.SoundFile(path) as file:
            # Opus runs at 48 kHz whatever its header says, and so do browsers; a WAV that was
            # streamed may state a length of 0.
            if file.subtype != "OPUS" and file.frames > 0:
                while (x := file.read(BLOCK, dtype="float32", always_2d=True)).size > 0:
                    given += len(x)
                    yield np.ascontiguousarray(x.T), file.samplerate
        if given > 0:
            return
    except sf.LibsndfileError:
        pass
    for channels, rate in _decode_ffmpeg(path, may_be_damaged=given > 0):
        # Of a file that is damaged, libsndfile may have given the first part.
        rest = channels[:, given:]
        given -= channels.shape[1] - rest.shape[1]
        yield rest, rate


def _decode_ffmpeg(path: Path, may_be_damaged: bool) -> Iterator[Block]:
    """As `decode_blocks`; of a damaged file, what comes before the damage."""
    waiting: list[NDArray[np.float32]] = []
    is_given = may_be_damaged
    rate = 0
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            if stream.codec_context is None:  # a coding that FFmpeg has no decoder for
                raise AudioError("undecodable")
            decoder, rate = stream.codec_context, stream.rate
            if decoder.name == "opus":  # FFmpeg's own decoder differs from the reference one
                decoder = av.CodecContext.create("libopus", "r")
                decoder.extradata = stream.codec_context.extradata
            # Interleaved: of a planar frame, PyAV 18 counts the planes beyond the eighth wrongly.
            to_float = av.AudioResampler(format="flt")
            for packet in container.demux(stream):
                for frame in decoder.decode(packet):
                    waiting += [_channels(f) for f in to_float.resample(frame)]
                if sum(x.shape[1] for x in waiting) >= BLOCK and rate > 0:
                    yield np.concatenate(waiting, axis=1).astype(np.float32), rate
                    waiting, is_given = [], True
    except (av.FFmpegError, IndexError, ValueError) as error:
        if not waiting and not is_given:
            raise AudioError("undecodable") from error
    if rate <= 0:  # FFmpeg went by the file's name and found nothing of that kind in it
        raise AudioError("undecodable")
    if waiting:
        yield np.concatenate(waiting, axis=1).astype(np.float32), rate
    elif not is_given:
        yield np.zeros((1, 0), np.float32), rate


def _channels(frame: av.AudioFrame) -> NDArray[np.float32]:
    """Interleaved samples as [channels, n]."""
    return frame.to_ndarray().reshape(-1, frame.layout.nb_channels).T


def decode(path: Path) -> Block:
    """As `decode_blocks`, whole; the number of samples may be 0."""
    blocks, rates = zip(*decode_blocks(path), strict=True)
    return np.concatenate(blocks, axis=1), rates[0]


def to_mono(channels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean of the channels, [channels, n] → float32 [n], summed in double precision.

    Infinities of both signs become NaN, which `check_samples` refuses.
    """
    with np.errstate(invalid="ignore"):
        return channels.mean(axis=0, dtype=np.float64).astype(np.float32)


def check_samples(x: NDArray[np.float32]) -> None:
    """Raise AudioError `no_audio` for no samples, `not_finite` for NaN or infinity."""
    if x.size == 0:
        raise AudioError("no_audio")
    if not np.isfinite(x).all():
        raise AudioError("not_finite")


def load_blocks(path: Path, p: Params) -> Iterator[tuple[NDArray[np.float32], float]]:
    """Decode, mix down and resample, piece by piece.

    Yields:
        (float32 [n] at 16 kHz, duration so far in seconds); `n` may be 0.

    Raises:
        AudioError: as `decode_blocks`, `check_samples` and `Resampler`.
    """
    resampler: Resampler | None = None
    received, duration_s = 0, 0.0
    for channels, rate in decode_blocks(path):
        mono = to_mono(channels)
        if mono.size == 0:
            continue
        check_samples(mono)
        resampler = resampler or Resampler(rate, p.sample_rate_hz, p.resample)
        received += mono.size
        duration_s = received / rate
        yield resampler.push(mono), duration_s
    if resampler is None:
        raise AudioError("no_audio")
    yield resampler.flush(), duration_s


def load(path: Path, p: Params) -> tuple[NDArray[np.float32], float]:
    """Decode, mix down and resample: (float32 [n] at 16 kHz, duration in seconds)."""
    blocks, durations = zip(*load_blocks(path, p), strict=True)
    return np.concatenate(blocks), durations[-1]
