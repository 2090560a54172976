"""Is there anything like speech in a window? The same as web/src/speech.js.

Speech rises and falls by 20 dB and more within two seconds; silence does not reach the level, a
steady tone, hum or hiss does not move. Such windows are not judged.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from training.params import Params

Speech = Literal["speech", "silent", "no_speech"]


def frame_levels(x: NDArray[np.float32], frame_length: int) -> NDArray[np.float64]:
    """Level of each whole frame in dB re full scale without its DC, float64 [n // frame_length]."""
    n = x.size // frame_length
    frames = x[: n * frame_length].astype(np.float64).reshape(n, frame_length)
    return 10.0 * np.log10(np.maximum(frames.var(axis=1), 1e-12))


def percentile(values: NDArray[np.float64], q: float) -> float:
    """The value at rank floor(q * (n - 1)) of the sorted values; nothing is interpolated."""
    return float(np.sort(values)[int(q * (values.size - 1))])


def speech_in(window: NDArray[np.float32], p: Params) -> Speech:
    """Judge one window, float32 [n].

    A frame is active if it is above `silence_dbfs` and no more than `range_below_peak_db` under
    the window's loudest frame. "silent": fewer than `min_active_s` of active frames. "no_speech":
    the 10th and 95th percentile of the levels are closer than `min_level_range_db`.
    """
    s = p.speech
    levels = frame_levels(window, s.frame_length)
    if levels.size == 0:
        return "silent"
    threshold = max(s.silence_dbfs, float(levels.max()) - s.range_below_peak_db)
    active_s = int((levels > threshold).sum()) * s.frame_length / p.sample_rate_hz
    if active_s < s.min_active_s:
        return "silent"
    if percentile(levels, 0.95) - percentile(levels, 0.10) < s.min_level_range_db:
        return "no_speech"
    return "speech"


def mostly_voiceless(voiced: int, moving: int, p: Params) -> bool:
    """Whether too few windows of a clip hold a voice to judge these.

    The network takes a few windows in a hundred of music or noise for a voice, so that a long song
    has some. In speech nearly all windows are voices.

    Args:
        voiced: the windows in which the network heard a voice.
        moving: those that `speech_in` calls speech, which it was asked about.
    """
    return 0 < voiced < p.speech.min_voiced_share * moving
