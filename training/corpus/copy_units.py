"""Concatenation: pieces of a recording in other places, joined pitch-synchronously.

Diphone voices and unit selection speak in the waveform of a person, cut and joined anew, and bent
to another melody by pitch-synchronous overlap-add (Moulines and Charpentier, Speech Communication
9, 1990). Here each unit of a clip is replaced by the piece of the same clip that sounds most alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from training.corpus.copy_synthesis import CopySynthesis
from training.corpus.pitch import pitch_track
from training.corpus.sound import RATE_HZ, Samples
from training.corpus.source import Item, order

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

HOP = 80
FADE = 80
UNVOICED_PERIOD = 100
BANDS = 24
NEAREST = 3
MELODIES = {"flat": 1.0, "high": 1.3, "low": 0.8}


@dataclass(frozen=True)
class CopyUnits(CopySynthesis):
    """See `copy_synthesis.CopySynthesis`; settings are a unit's milliseconds and the melody.

    A unit of 0 ms: all stays where it is. `keep`: units are faded into each other as they are;
    `own`: they get the melody of their new place; `flat`, `high` and `low`: one that falls slowly.
    """

    name: str = "copy-units"
    settings: tuple[str, ...] = (
        "060flat", "080own", "100flat", "120low", "140high", "180own", "120keep", "200keep",
        "000flat", "000high", "000low",
    )  # fmt: skip
    about: str = "real clips cut into units and joined anew, by PSOLA"

    def copy(self, x: Samples, item: Item) -> Samples:
        setting = item.args["setting"]
        ms, melody = int(setting[:3]), setting[3:]
        rng = np.random.default_rng(order(item.id))
        signal = x.astype(np.float64)
        starts = np.arange(0, x.size, HOP)
        origin = moved(signal, ms, rng) if ms else starts
        if melody == "keep":
            return faded(signal, origin).astype(np.float32)
        f0, _ = pitch_track(signal, HOP)
        return psola(signal, f0, origin, melody).astype(np.float32)


def moved(x: Floats, ms: int, rng: np.random.Generator) -> Places:
    """Where the sound of each 5-ms frame of [n] samples comes from, int64 [frames], in samples.

    Frames of one unit come from neighbouring places, where the clip is long enough elsewhere.
    """
    frames = log_bands(x)
    origin: list[int] = []
    while len(origin) < len(frames):
        at = len(origin)
        unit = frames[at : at + round(ms / 5 * rng.uniform(0.7, 1.3))]
        n = len(unit)
        distance = np.full(len(frames) - n + 1, np.inf)
        for start in range(distance.size):
            if abs(start - at) > n:
                distance[start] = np.mean((frames[start : start + n] - unit) ** 2)
        nearest = np.argsort(distance)[:NEAREST]
        nearest = nearest[np.isfinite(distance[nearest])]
        start = int(rng.choice(nearest)) if nearest.size else at
        origin += range(start, start + n)
    return np.array(origin) * HOP


def log_bands(x: Floats) -> Floats:
    """What units are compared by: log energies of mel bands, [frames, 24]."""
    import librosa

    mel = librosa.feature.melspectrogram(
        y=x, sr=RATE_HZ, n_fft=512, hop_length=HOP, n_mels=BANDS, center=True
    )
    level = np.log(mel + 1e-6 * mel.max() + 1e-12)
    return np.asarray(level.T[: -(-x.size // HOP)])


def faded(x: Floats, origin: Places) -> Floats:
    """The frames of [n] samples from where they come, units faded into each other over 5 ms."""
    cuts = [0, *(np.flatnonzero(np.diff(origin) != HOP) + 1), len(origin)]
    y = np.zeros(len(origin) * HOP + FADE)
    ramp = np.linspace(0, 1, FADE)
    for first, end in pairwise(cuts):
        n = (end - first) * HOP
        unit = x[origin[first] : origin[first] + n + FADE].copy()
        unit = np.pad(unit, (0, n + FADE - unit.size))
        if first:
            unit[:FADE] *= ramp
        unit[-FADE:] *= ramp[::-1]
        y[first * HOP : first * HOP + unit.size] += unit
    return y[: x.size]


def psola(x: Floats, f0: Floats, origin: Places, melody: str) -> Floats:
    """Overlap-add of two periods at a time, [n], from `origin` and in another melody.

    Args:
        f0: hertz of each 5-ms frame, 0 where unvoiced.
    """
    marks = pitch_marks(x, f0)
    voiced = f0[f0 > 0]
    middle = float(np.median(voiced)) if voiced.size else 0.0
    y, weight = np.zeros(x.size), np.full(x.size, 1e-3)
    at = 0
    while at < x.size:
        frame = min(at // HOP, len(origin) - 1)
        source = origin[frame] + at % HOP
        nearest = int(np.clip(np.searchsorted(marks, source), 1, len(marks) - 2))
        nearest -= marks[nearest] - source > source - marks[nearest - 1]
        _add(x, y, weight, marks[max(nearest - 1, 0) : nearest + 2], at)
        hertz = f0[min(source // HOP, f0.size - 1)]
        if hertz > 0 and melody == "own":
            there = f0[min(frame, f0.size - 1)]
            hertz = there if there > 0 else hertz
        elif hertz > 0:
            hertz = MELODIES[melody] * middle * (1.1 - 0.2 * at / x.size)
        at += round(RATE_HZ / hertz) if hertz > 0 else UNVOICED_PERIOD
    return y / weight


def _add(x: Floats, y: Floats, weight: Floats, marks: Sequence[int] | Places, at: int) -> None:
    """Add what lies between the first and the last of three marks to `y`, the second at `at`."""
    if len(marks) < 3:
        return
    left, centre, right = (int(m) for m in marks)
    window = np.concatenate([
        np.hanning(2 * (centre - left) + 1)[: centre - left],
        np.hanning(2 * (right - centre) + 1)[right - centre :],
    ])[: right - left]  # fmt: skip
    first, last = at - (centre - left), at + (right - centre)
    cut_low, cut_high = max(-first, 0), max(last - y.size, 0)
    inside = slice(first + cut_low, last - cut_high)
    part = slice(cut_low, right - left - cut_high)
    y[inside] += (x[left:right] * window)[part]
    weight[inside] += window[part]


def pitch_marks(x: Floats, f0: Floats) -> Places:
    """Places of glottal pulses, as far as there are any, else every 6 ms; int64 [marks]."""
    marks = [0]
    while marks[-1] < x.size:
        hertz = f0[min(marks[-1] // HOP, f0.size - 1)]
        if hertz <= 0:
            marks.append(marks[-1] + UNVOICED_PERIOD)
            continue
        period = RATE_HZ / hertz
        first = marks[-1] + round(0.7 * period)
        around = x[first : marks[-1] + round(1.3 * period)]
        marks.append(first + int(np.argmax(around)) if around.size else first)
    return np.array([m for m in marks if m < x.size])
