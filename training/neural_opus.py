"""Opus as libopus 1.5 may play it: small networks mend what a low bit rate lost of a voice.

Such a decoder is a little of a vocoder, and a call may end in one: what comes out of it is still a
real voice. PyAV encodes; the decoder is the package `@wasm-audio-decoders/opus-ml`, which Node.js
runs (`scripts/opus-ml.mjs`), as FFmpeg's libopus is built without these networks.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from functools import cache
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "opus-ml.mjs"
RATE_HZ = 16_000
FRAME = RATE_HZ // 50
OPTIONS = {"application": "voip"}
"""For speech; the networks mend nothing else."""

Samples = NDArray[np.float32]


class _Decoders(threading.local):
    """A Node.js of its own for each thread of each process; it ends with its standard input."""

    running: subprocess.Popen[str] | None = None
    of_process = 0

    def decode(self, mode: str, packets: list[bytes]) -> Samples:
        """Float32 [n] at 16 kHz; raises OSError if there is no decoder, or it failed."""
        if self.running is None or self.of_process != os.getpid():
            self.running = subprocess.Popen(
                ["node", str(SCRIPT)],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            )  # fmt: skip
            self.of_process = os.getpid()
        to, of = self.running.stdin, self.running.stdout
        assert to is not None
        assert of is not None
        coded = [base64.b64encode(packet).decode() for packet in packets]
        try:
            to.write(json.dumps({"mode": mode, "packets": coded}) + "\n")
            to.flush()
            answer = json.loads(of.readline() or "{}")
        except BrokenPipeError:
            answer = {}
        if "samples" not in answer:
            said = answer.get("error") or self._last_words()
            raise OSError(f"{SCRIPT.name} decoded nothing: {said}; is `npm ci` done?")
        return np.frombuffer(base64.b64decode(answer["samples"]), np.float32)

    def _last_words(self) -> str:
        assert self.running is not None
        self.running.kill()
        _, said = self.running.communicate()
        self.running = None
        errors = [line for line in said.splitlines() if "Error" in line]
        return errors[0] if errors else "it ended"


_decoders = _Decoders()


def mended(x: Samples, bit_rate: int, mode: str) -> Samples:
    """Float32 [n] at 16 kHz through Opus and back, float32 [n], a few milliseconds late.

    Args:
        bit_rate: bit/s.
        mode: `lace`, or `nolace`, which computes four times as much.

    Raises:
        OSError: if Node.js or the package is missing.
    """
    encoder = av.CodecContext.create("libopus", "w")
    encoder.sample_rate, encoder.layout, encoder.format = RATE_HZ, "mono", "s16"
    encoder.bit_rate, encoder.options = bit_rate, OPTIONS
    pcm = np.round(np.clip(x, -1, 1) * 32767).astype(np.int16)
    pcm = np.pad(pcm, (0, -pcm.size % FRAME + FRAME))
    packets: list[bytes] = []
    for start in range(0, pcm.size, FRAME):
        frame = av.AudioFrame.from_ndarray(pcm[None, start : start + FRAME], "s16", "mono")
        frame.sample_rate, frame.pts = RATE_HZ, start
        packets += map(bytes, encoder.encode(frame))
    packets += map(bytes, encoder.encode(None))
    y = _decoders.decode(mode, packets)[: x.size]
    return np.pad(y, (0, x.size - y.size))


@cache
def why_not() -> str:
    """Why `mended` can't work here; empty where it can."""
    try:
        mended(np.zeros(FRAME, np.float32), 9_000, "lace")
    except OSError as error:
        return str(error)
    return ""
