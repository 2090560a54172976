"""What each stage of the pipeline makes of one recording, so that the page can test itself.

convert.py puts these into the artefact; web/src/self-test.js runs the same stages in the browser
that somebody uses, and compares. Each stage is fed with what the one before it made there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.audio import load, to_mono
from training.features import features
from training.params import Params
from training.resample import resample
from training.scoring import Predict
from training.spectrogram import spectrogram
from training.verdict import calibrate, margin, to_probability
from training.windows import cut_window

CLIP = Path(__file__).resolve().parent.parent / "tests" / "clips" / "real-en.flac"
"""One of the page's examples, 16 kHz mono."""

AS_IF_HZ = 44_100
"""The rate that the clip is said to have where the resampler is tested."""

WEAKER = (0.5, 0.2, 0.0)
"""Shares of the clip's margin that are calibrated as well: at all of it, one probability is like
another, near 1 or the floor."""

VALUES = 64
TOLERANCES = {
    "decode": 1e-6, "mono": 1e-6, "resample": 1e-6, "window": 1e-6, "spectrogram": 1e-5,
    "features": 1e-5, "probabilities": 1e-5, "p_fake": 1e-4,
}  # fmt: skip
"""What tests/parity.py allows between the two languages."""


def _stages(clip: Path, predict: Predict, p: Params) -> Iterator[tuple[str, NDArray[Any]]]:
    x, _ = load(clip, p)
    yield "decode", x
    yield "mono", to_mono(np.stack([x, x[::-1]]))
    yield "resample", resample(x, AS_IF_HZ, p.sample_rate_hz, p.resample)
    window = cut_window(x, 0, p.window)
    yield "window", window
    s = spectrogram(window, p.spectrogram)
    yield "spectrogram", s.ravel()
    x = features(window, p)
    yield "features", x.ravel()
    probabilities = predict(x[None, ..., None])
    yield "probabilities", probabilities.ravel()
    evidence = float(margin(probabilities)[0]) * np.array([1.0, *WEAKER])
    logits = [calibrate(m, p.verdict) for m in evidence]
    yield "p_fake", np.array([to_probability(logit, p.verdict) for logit in logits])


def golden(predict: Predict, p: Params, clip: Path = CLIP) -> dict[str, Any]:
    """`clip`, `as_if_hz`, `weaker`, and of each stage its length, a tolerance and 64 values.

    Raises:
        training.messages.AudioError: if the clip can't be read.
    """
    stages = []
    for name, x in _stages(clip, predict, p):
        places = np.linspace(0, x.size - 1, min(VALUES, x.size)).astype(int)
        values = [float(f"{v:.8g}") for v in x[places]]
        stages.append({
            "stage": name, "length": int(x.size), "tolerance": TOLERANCES[name],
            "places": places.tolist(), "values": values,
        })  # fmt: skip
    return {"clip": clip.name, "as_if_hz": AS_IF_HZ, "weaker": list(WEAKER), "stages": stages}
