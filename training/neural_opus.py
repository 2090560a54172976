"""Opus as libopus 1.5 may play it: small networks mend what a low bit rate lost of a voice.

Such a decoder is a little of a vocoder, and a call may end in one: what comes out of it is still a
real voice. The decoder is the package `@wasm-audio-decoders/opus-ml`, which Node.js
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

import numpy as np
from numpy.typing import NDArray

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "opus-ml.mjs"
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


def decode(packets: list[bytes], mode: str) -> Samples:
    """Packets of Opus → float32 [n] at 16 kHz, a few milliseconds late.

    Args:
        mode: `lace`, or `nolace`, which computes four times as much.

    Raises:
        OSError: if Node.js or the package is missing.
    """
    return _decoders.decode(mode, packets)


def require() -> None:
    """Raises OSError where `decode` can't work, before anything waits for it."""
    decode([], "lace")


@cache
def why_not() -> str:
    """Why `decode` can't work here; empty where it can."""
    try:
        require()
    except OSError as error:
        return str(error)
    return ""
