"""Encode the clips of `tests/clips/formats/` from two of the recordings beside that folder.

`python -m scripts.make_test_clips` writes them anew; the committed files are the reference, as
encoders change from version to version.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import soundfile as sf
import soxr
from numpy.typing import NDArray

CLIPS = Path(__file__).resolve().parent.parent / "tests" / "clips"
REAL, FAKE = "real-ru", "fake-kokoro-en"


class Variant(NamedTuple):
    """One file: how the recording `source` is encoded."""

    source: str
    rate_hz: int
    channels: int
    encoding: str
    extension: str
    seconds: float = 3.0
    bit_rate: int = 0


VARIANTS = (
    Variant(REAL, 8_000, 1, "PCM_U8", "wav"),
    Variant(FAKE, 8_000, 2, "PCM_16", "wav"),
    Variant(REAL, 11_025, 1, "PCM_32", "wav", 2.3),
    Variant(FAKE, 16_000, 1, "PCM_16", "wav"),
    Variant(REAL, 16_000, 2, "FLOAT", "wav", 2.2),
    Variant(FAKE, 22_050, 1, "PCM_24", "wav"),
    Variant(REAL, 44_100, 1, "PCM_16", "wav", 2.5),
    Variant(FAKE, 48_000, 1, "FLOAT", "wav", 1.5),
    Variant(REAL, 44_100, 1, "PCM_24", "flac", 2.2),
    Variant(FAKE, 48_000, 2, "PCM_16", "flac", 2.2),
    Variant(REAL, 44_100, 2, "VORBIS", "ogg"),
    Variant(FAKE, 22_050, 1, "VORBIS", "ogg"),
    Variant(REAL, 48_000, 1, "libopus", "ogg", bit_rate=32_000),
    Variant(FAKE, 48_000, 2, "libopus", "opus", bit_rate=64_000),
    Variant(FAKE, 48_000, 1, "libopus", "webm", bit_rate=32_000),
    Variant(REAL, 44_100, 2, "libmp3lame", "mp3", bit_rate=96_000),
    Variant(FAKE, 48_000, 1, "libmp3lame", "mp3", bit_rate=64_000),
    Variant(REAL, 22_050, 1, "libmp3lame", "mp3", bit_rate=32_000),
    Variant(FAKE, 16_000, 1, "libmp3lame", "mp3", bit_rate=32_000),
    Variant(REAL, 44_100, 1, "aac", "m4a", bit_rate=64_000),
    Variant(FAKE, 48_000, 2, "aac", "m4a", bit_rate=96_000),
)


def file_name(v: Variant) -> str:
    """Such as `real-ru-44k1-stereo-vorbis.ogg`."""
    rate = f"{v.rate_hz // 1000}k" + (f"{v.rate_hz % 1000:03d}".rstrip("0"))
    channels = ("mono", "stereo")[v.channels - 1]
    encoding = v.encoding.lower().replace("_", "").removeprefix("lib").removesuffix("lame")
    return f"{v.source}-{rate}-{channels}-{encoding}.{v.extension}"


def samples(v: Variant) -> NDArray[np.float32]:
    """float32 [n, channels]; a second channel is a quieter copy that comes a little later."""
    x, rate = sf.read(CLIPS / f"{v.source}.flac", dtype="float32")
    x = soxr.resample(x[: int(v.seconds * rate)], rate, v.rate_hz, "VHQ")
    return np.stack([0.8 * np.roll(x, 13 * c) * 0.7**c for c in range(v.channels)], axis=1)


def write(v: Variant, path: Path) -> None:
    x = samples(v)
    if v.encoding.isupper():
        with sf.SoundFile(path, "w", v.rate_hz, v.channels, v.encoding) as out:
            out.write(x)
        return
    layout = ("mono", "stereo")[v.channels - 1]
    with av.open(str(path), "w") as container:
        stream = container.add_stream(v.encoding, rate=v.rate_hz)
        stream.layout, stream.bit_rate = layout, v.bit_rate
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(x.T), "fltp", layout)
        frame.sample_rate = v.rate_hz
        context = stream.codec_context
        split = av.AudioResampler(context.format, layout, v.rate_hz, context.frame_size or None)
        for part in [*split.resample(frame), *split.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def main() -> None:
    folder = CLIPS / "formats"
    folder.mkdir(exist_ok=True)
    for variant in VARIANTS:
        path = folder / file_name(variant)
        write(variant, path)
        print(f"{path.stat().st_size:9,} {path.name}")


if __name__ == "__main__":
    main()
