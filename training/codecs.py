"""Real codecs in memory: encode and decode 16 kHz speech as phones, messengers and sites do."""

from __future__ import annotations

import io
from dataclasses import dataclass

import av
import numpy as np
import soundfile as sf
import soxr
from av.container import InputContainer
from numpy.typing import NDArray

from training import neural_opus


@dataclass(frozen=True)
class Codec:
    """One encoder setting; it runs at `rate_hz`, `bit_rate` is in bit/s, 0 if it has but one.

    `encoder` is FFmpeg's name; in capitals, libsndfile's subtype. `mended`, by which networks the
    decoder mends what it decodes, see `neural_opus`.
    """

    name: str
    encoder: str
    container: str
    rate_hz: int
    bit_rate: int = 0
    mended: str = ""


CODECS = (
    Codec("mp3-32k", "libmp3lame", "mp3", 16_000, 32_000),
    Codec("mp3-64k", "libmp3lame", "mp3", 16_000, 64_000),
    Codec("mp3-128k", "libmp3lame", "mp3", 44_100, 128_000),
    Codec("aac-32k", "aac", "adts", 16_000, 32_000),
    Codec("aac-64k", "aac", "adts", 44_100, 64_000),
    Codec("opus-12k", "libopus", "ogg", 16_000, 12_000),
    Codec("opus-16k", "libopus", "ogg", 16_000, 16_000),
    Codec("opus-32k", "libopus", "ogg", 48_000, 32_000),
    Codec("amr-12k", "libopencore_amrnb", "amr", 8_000, 12_200),
    Codec("g711-alaw", "pcm_alaw", "wav", 8_000),
    Codec("g711-mulaw", "pcm_mulaw", "wav", 8_000),
    Codec("g722", "g722", "wav", 16_000),
    Codec("g726-32k", "g726", "wav", 8_000, 32_000),
    Codec("gsm", "GSM610", "WAV", 8_000),
    Codec("vorbis", "VORBIS", "OGG", 16_000),
)

MENDING = (
    Codec("opus-9k-lace", "libopus", "ogg", 16_000, 9_000, "lace"),
    Codec("opus-9k-nolace", "libopus", "ogg", 16_000, 9_000, "nolace"),
    Codec("opus-14k-nolace", "libopus", "ogg", 16_000, 14_000, "nolace"),
)
"""Those that need Node.js."""


QUICK = {
    "libopus": {"compression_level": "2"},
    "libmp3lame": {"compression_level": "9"},
    "aac": {"aac_coder": "fast"},
}
"""FFmpeg's options for encoders that hurry, as telephones do to spare their batteries."""
VOICE = {"application": "voip"}
"""What Opus takes a voice for is all that its networks mend."""


def transcode(
    x: NDArray[np.float32], rate_hz: int, codec: Codec, quick: bool = False
) -> NDArray[np.float32]:
    """Encode mono float32 [n] at `rate_hz` with `codec` and decode it again.

    Args:
        quick: whether the encoder hurries, which takes about half of the time.

    Returns:
        float32 [n] at `rate_hz`, delayed by what the codec delays; missing tail is zero.
    """
    if codec.encoder.isupper():
        return _through_libsndfile(x, rate_hz, codec)
    with av.open(_encoded(x, rate_hz, codec, quick)) as source:
        y = _mended(source, rate_hz, codec) if codec.mended else _decoded(source, rate_hz)
    return np.pad(y[: x.size], (0, max(0, x.size - y.size))).astype(np.float32)


def _encoded(x: NDArray[np.float32], rate_hz: int, codec: Codec, quick: bool) -> io.BytesIO:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=codec.container) as out:
        options = {
            **(QUICK.get(codec.encoder, {}) if quick else {}),
            **(VOICE if codec.mended else {}),
        }
        stream = out.add_stream(codec.encoder, rate=codec.rate_hz, options=options)
        stream.layout = "mono"
        if codec.bit_rate:
            stream.bit_rate = codec.bit_rate
        pcm = np.round(np.clip(x, -1, 1) * 32767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = rate_hz
        to_encoder = av.AudioResampler(
            format=stream.codec_context.format,
            layout="mono",
            rate=codec.rate_hz,
            frame_size=stream.codec_context.frame_size or None,
        )
        for part in [*to_encoder.resample(frame), *to_encoder.resample(None)]:
            out.mux(stream.encode(part))
        out.mux(stream.encode(None))
    buffer.seek(0)
    return buffer


def _decoded(source: InputContainer, rate_hz: int) -> NDArray[np.float32]:
    blocks = []
    to_float = av.AudioResampler(format="flt", layout="mono", rate=rate_hz)
    for part in source.decode(source.streams.audio[0]):
        blocks += [f.to_ndarray()[0] for f in to_float.resample(part)]
    blocks += [f.to_ndarray()[0] for f in to_float.resample(None)]
    return np.concatenate(blocks)


def _mended(source: InputContainer, rate_hz: int, codec: Codec) -> NDArray[np.float32]:
    packets = [bytes(packet) for packet in source.demux(source.streams.audio[0]) if packet.size]
    y: NDArray[np.float32] = neural_opus.decode(packets, codec.mended)
    return y if rate_hz == codec.rate_hz else soxr.resample(y, codec.rate_hz, rate_hz)


def _through_libsndfile(x: NDArray[np.float32], rate_hz: int, codec: Codec) -> NDArray[np.float32]:
    buffer = io.BytesIO()
    coded = np.clip(soxr.resample(x, rate_hz, codec.rate_hz), -1, 1)
    sf.write(buffer, coded, codec.rate_hz, format=codec.container, subtype=codec.encoder)
    buffer.seek(0)
    y = soxr.resample(sf.read(buffer, dtype="float32")[0], codec.rate_hz, rate_hz)[: x.size]
    return np.pad(y, (0, x.size - y.size)).astype(np.float32)
