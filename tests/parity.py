"""Comparisons of one stage in both languages, with the tolerances that hold between them.

Every function takes the Python side as an argument, so that `test_parity_teeth.py` can show that
the very same comparison fails when one side is wrong. Errors that were measured, and those of
typical mistakes, are in docs/decisions/0003-parity-has-teeth.md.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.audio_page import AudioPage
from training.audio import decode, to_mono
from training.features import features
from training.occlusion import occlusion
from training.params import Params, ResampleParams, SpectrogramParams, VerdictParams
from training.quality import Quality, window_quality
from training.resample import resample, resample_taps
from training.shipped import ShippedModel
from training.spectrogram import spectrogram
from training.verdict import Verdict, WindowScore, decide, holds_voice, margin

Samples = NDArray[np.float32]

MP3 = 3e-6
"""Both sides decode with mpg123, but not with the same instructions; 16 bits are 3e-5."""
MONO = 1e-6
TAPS = 1e-12
RESAMPLE = 1e-6
SPECTROGRAM = 1e-5
PROBABILITY = 1e-5
QUALITY = 1e-9
QUALITY_OF_CLIP = {"snr_db": 1e-3, "bandwidth_hz": 32.0, "clipped_share": 1e-3}
"""A frequency at the edge of being heard may fall on either side: one bin of 31.25 Hz."""
OCCLUSION = 1e-4
MARGIN = 1e-12
P_FAKE = 1e-4
START_S = 1e-9
LOSSY_DURATION_S = 0.05
SMALLEST_SPREAD = 0.05
BATCH = 16

measured: dict[str, tuple[float, float]] = {}
"""Largest error that passed and the tolerance, by stage; printed after the tests."""


def assert_close(got: NDArray, expected: NDArray, tolerance: float, what: str) -> float:
    """Equal length and no element further apart than `tolerance`; returns the largest distance."""
    assert got.shape == expected.shape, f"{what}: is {got.shape}, should be {expected.shape}"
    if expected.size == 0:
        return 0.0
    distance = np.abs(got.astype(np.float64) - expected.astype(np.float64))
    worst = int(np.argmax(np.where(np.isnan(distance), np.inf, distance)))
    error = float(distance[worst])
    message = f"{what}: differs by {error:.2e} at {worst} of {expected.size}, allowed {tolerance}"
    assert error <= tolerance, message
    note(what, error, tolerance)
    return error


def note(what: str, error: float, tolerance: float) -> None:
    stage = what.split(" ")[0]
    measured[stage] = max(measured.get(stage, (0.0, tolerance)), (error, tolerance))


Decode = Callable[[Path], tuple[Samples, int]]


def compare_mp3(js: AudioPage, path: Path, python: Decode = decode) -> float:
    """The samples of an MP3 file, [channels, n] on both sides."""
    expected, rate = python(path)
    got = js.stage("decode", path)
    assert got["sampleRate"] == rate
    channels = zip(got["channels"], expected, strict=True)
    return max(assert_close(g, e, MP3, f"MP3 {path.name}") for g, e in channels)


def compare_mono(js: AudioPage, channels: Samples) -> float:
    """[channels, n] on both sides."""
    got = js.stage("toMono", list(channels))
    return assert_close(got, to_mono(channels), MONO, "mono")


def compare_taps(js: AudioPage, up: int, down: int, p: ResampleParams) -> float:
    got = js.stage("resampleTaps", up, down, asdict(p))
    expected = resample_taps(up, down, p)
    return assert_close(got / up, expected / up, TAPS, f"taps of {up}:{down}")


Resample = Callable[[Samples, float, int, ResampleParams], Samples]


def compare_resample(
    js: AudioPage, x: Samples, rate_hz: float, p: Params, python: Resample = resample
) -> float:
    got = js.stage("resample", x, rate_hz, p.sample_rate_hz, asdict(p.resample))
    expected = python(x, rate_hz, p.sample_rate_hz, p.resample)
    return assert_close(got, expected, RESAMPLE, f"resample from {rate_hz} Hz")


Spectrogram = Callable[[Samples, SpectrogramParams], Samples]


def compare_spectrogram(
    js: AudioPage, window: Samples, p: Params, python: Spectrogram = spectrogram
) -> float:
    """One 2-s window; the page uses the table that was shipped to it."""
    got = js.stage("spectrogram", window, js.stage("stftWindow"), asdict(p.spectrogram))
    expected = python(window, p.spectrogram)
    return assert_close(got, expected.ravel(), SPECTROGRAM, "spectrogram")


FeaturesOf = Callable[[Samples, Params], Samples]


def page_features(js: AudioPage, window: Samples, p: Params) -> Samples:
    """What the page makes of one window, float32 [rows * bins], by the tables shipped to it."""
    tables = (js.stage("stftWindow"), js.stage("fineWindow"))
    return js.stage("features", window, *tables, p.to_spec())


def compare_features(
    js: AudioPage, window: Samples, p: Params, python: FeaturesOf = features
) -> float:
    expected = python(window, p)
    return assert_close(page_features(js, window, p), expected.ravel(), SPECTROGRAM, "features")


QualityOf = Callable[[Samples, Samples, Params], Quality]


def compare_quality(
    js: AudioPage, window: Samples, p: Params, python: QualityOf = window_quality
) -> float:
    """One window; both sides get Python's spectrogram."""
    x = spectrogram(window, p.spectrogram)
    got = js.stage("windowQuality", window, x, p.to_spec())
    expected = asdict(python(window, x, p))
    assert list(got) == list(expected)
    values = [np.array(list(side.values())) for side in (got, expected)]
    return assert_close(values[0], values[1], QUALITY, "quality")


Probabilities = Callable[[Samples], Samples]


def compare_probabilities(
    js: AudioPage, x: Samples, model: ShippedModel, python: Probabilities | None = None
) -> float:
    """Features [n, rows, bins]; refuses inputs on which the network hardly varies."""
    batches = [x[first : first + BATCH] for first in range(0, len(x), BATCH)]
    got = np.concatenate([js.stage("predict", batch, len(batch)) for batch in batches])
    expected = (python or model.predict)(x[..., None])
    spread = float(min(np.ptp(got[::2]), np.ptp(expected[:, 0])))
    assert spread > SMALLEST_SPREAD, f"the network says {spread} apart: any comparison would pass"
    return assert_close(got, expected.ravel(), PROBABILITY, "probabilities")


OcclusionOf = Callable[..., tuple[float, NDArray[np.float64]]]


def compare_occlusion(
    js: AudioPage, x: Samples, model: ShippedModel, python: OcclusionOf = occlusion
) -> float:
    """One window's features [rows, bins]; refuses a map that is the same all over."""
    got = js.stage("occlusion", x)
    logit, changes = python(x, model.predict, model.params)
    _compare_number(got["logit"], logit, OCCLUSION, "occlusion: the whole window")
    assert np.ptp(changes) > SMALLEST_SPREAD, "no patch matters: any comparison would pass"
    return assert_close(got["changes"], changes, OCCLUSION, "occlusion")


def compare_margin(js: AudioPage, probabilities: Samples) -> float:
    got = js.stage("margin", probabilities.ravel())
    return assert_close(got, margin(probabilities), MARGIN, "margin")


def compare_voices(js: AudioPage, probabilities: Samples, p: VerdictParams) -> None:
    got = js.stage("holdsVoice", probabilities.ravel(), asdict(p))
    assert list(got) == holds_voice(probabilities, p).tolist()


def compare_decision(
    js: AudioPage,
    scores: Sequence[WindowScore],
    why_none: str,
    remarks: Sequence[str],
    p: Params,
    python: Callable[..., Verdict] = decide,
) -> None:
    sent = [asdict(score) for score in scores]
    got = js.stage("decide", sent, why_none, list(remarks), asdict(p.verdict))
    expected = asdict(python(scores, why_none, remarks, p.verdict))
    _compare_number(got.pop("p_fake"), expected.pop("p_fake"), 1e-12, "p_fake")
    assert got == expected


def compare_results(got: dict[str, Any], expected: dict[str, Any], *, alike: bool = True) -> float:
    """The result objects of the page and of Python; returns the largest distance of a p_fake.

    `alike`: both decoded the same samples. Most lossy formats are left to browsers, whose decoders
    may differ in the last ones.
    """
    assert list(got) == list(expected), "keys or their order"
    assert Path(str(got["file"])).name == Path(str(expected["file"])).name
    assert got["model"] == expected["model"], "model"
    assert got["verdict"] == expected["verdict"], f"verdict: {got}, should be {expected}"
    for key in ("reasons", "reason_codes"):
        assert got[key] == expected[key], key
    duration = 1e-9 if alike else LOSSY_DURATION_S
    _compare_number(got["duration_s"], expected["duration_s"], duration, "duration_s")
    if not alike:
        note("lossy", abs((got["p_fake"] or 0) - (expected["p_fake"] or 0)), float("inf"))
        return 0.0
    for key, tolerance in QUALITY_OF_CLIP.items():
        values = [side["quality"] and side["quality"][key] for side in (got, expected)]
        _compare_number(values[0], values[1], tolerance, key)
    errors = [_compare_number(got["p_fake"], expected["p_fake"], P_FAKE, "p_fake")]
    assert len(got["windows"]) == len(expected["windows"]), "number of windows"
    for g, e in zip(got["windows"], expected["windows"], strict=True):
        _compare_number(g["start_s"], e["start_s"], START_S, "start_s")
        errors.append(_compare_number(g["p_fake"], e["p_fake"], P_FAKE, f"window at {e}"))
    note("result", max(errors), P_FAKE)
    return max(errors)


def _compare_number(
    got: float | None, expected: float | None, tolerance: float, what: str
) -> float:
    if got is None or expected is None:
        assert got is expected, f"{what}: is {got}, should be {expected}"
        return 0.0
    error = abs(got - expected)
    assert error <= tolerance, f"{what}: is {got}, should be {expected}"
    return error
