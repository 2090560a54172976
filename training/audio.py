"""Bytes to 16 kHz mono samples: decode at the native rate, mean of the channels, one resampler."""

from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np
import soundfile as sf
from numpy.typing import NDArray

from training.messages import AudioError
from training.params import Params
from training.resample import resample


def decode(path: Path) -> tuple[NDArray[np.float32], int]:
    """Decode a file at its native rate.

    libsndfile first (WAV, FLAC, Ogg, MP3, AIFF, ...), then FFmpeg's libraries (M4A, WebM, AMR,
    the sound of videos, ...); both come with the Python packages, nothing else is needed.

    Returns:
        (float32 [channels, n], sample rate in Hz); n may be 0.

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
    try:
        with sf.SoundFile(path) as file:
            # Opus runs at 48 kHz whatever its header says, and so do browsers; a WAV that was
            # streamed may state a length of 0.
            if file.subtype != "OPUS" and file.frames > 0:
                x = file.read(dtype="float32", always_2d=True)
                return np.ascontiguousarray(x.T), file.samplerate
    except sf.LibsndfileError:
        pass
    return _decode_ffmpeg(path)


def _decode_ffmpeg(path: Path) -> tuple[NDArray[np.float32], int]:
    """As `decode`; of a damaged file, what comes before the damage."""
    blocks: list[NDArray[np.float32]] = []
    rate = 0
    try:
        with av.open(str(path)) as container:
            stream = container.streams.audio[0]
            decoder, rate = stream.codec_context, stream.rate
            if decoder.name == "opus":  # FFmpeg's own decoder differs from the reference one
                decoder = av.CodecContext.create("libopus", "r")
                decoder.extradata = stream.codec_context.extradata
            to_float = av.AudioResampler(format="fltp")
            for packet in container.demux(stream):
                for frame in decoder.decode(packet):
                    blocks += [f.to_ndarray() for f in to_float.resample(frame)]
    except (av.FFmpegError, IndexError, ValueError) as error:
        if not blocks:
            raise AudioError("undecodable") from error
    if rate <= 0:  # FFmpeg went by the file's name and found nothing of that kind in it
        raise AudioError("undecodable")
    if not blocks:
        return np.zeros((1, 0), np.float32), rate
    return np.concatenate(blocks, axis=1).astype(np.float32), rate


def to_mono(channels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean of the channels, [channels, n] → float32 [n], summed in double precision."""
    return channels.mean(axis=0, dtype=np.float64).astype(np.float32)


def check_samples(x: NDArray[np.float32]) -> None:
    """Raise AudioError `no_audio` for no samples, `not_finite` for NaN or infinity."""
    if x.size == 0:
        raise AudioError("no_audio")
    if not np.isfinite(x).all():
        raise AudioError("not_finite")


def load(path: Path, p: Params) -> tuple[NDArray[np.float32], float]:
    """Decode, mix down and resample: (float32 [n] at 16 kHz, duration in seconds)."""
    channels, rate = decode(path)
    mono = to_mono(channels)
    check_samples(mono)
    return resample(mono, rate, p.sample_rate_hz, p.resample), mono.size / rate
