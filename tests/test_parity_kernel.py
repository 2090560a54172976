"""The WebAssembly of web/kernel: used where it may run, the same as JavaScript and as Python.

That either of the two is as Python is also what test_parity_stages.py asks, of the same sounds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import parity
from tests.audio_page import AudioPage
from tests.signals import babble, noise, tone
from training.params import Params
from training.resample import resample
from training.spectrogram import spectrogram, stft_window

Samples = NDArray[np.float32]

SPECTROGRAM = 1e-6
RESAMPLE = 1e-7
"""How near the kernel and JavaScript are to each other: a rounding to float32."""

SOUNDS: dict[str, Callable[[int], Samples]] = {
    "speech": lambda rate: babble(rate, 2.0),
    "silence": lambda rate: np.zeros(2 * rate, np.float32),
    "offset": lambda rate: np.full(2 * rate, 0.5, np.float32),
    "faint": lambda rate: 1e-6 * babble(rate, 2.0),
    "hiss": lambda rate: noise(2 * rate),
    "tone on a bin": lambda rate: tone(1_000, rate, 2.0),
    "tone beside a bin": lambda rate: tone(1_017.3, rate, 2.0),
}
RATES = (8_000, 11_025, 22_050, 44_100, 48_000, 96_000)
HALF_A_MINUTE_S = 30.0


@pytest.fixture(params=SOUNDS)
def sound(request: pytest.FixtureRequest) -> Callable[[int], Samples]:
    make: Callable[[int], Samples] = SOUNDS[request.param]
    return make


@pytest.mark.parametrize(("fixture", "used"), [("js", True), ("plain_js", False)])
def test_it_is_used_where_webassembly_may_run(
    request: pytest.FixtureRequest, fixture: str, used: bool
) -> None:
    page: AudioPage = request.getfixturevalue(fixture)
    assert page.page.evaluate("async () => (await DeepfakeAudio.ready).kernel") is used


def test_its_spectrogram_is_that_of_javascript(
    js: AudioPage, plain_js: AudioPage, p: Params, sound: Callable[[int], Samples]
) -> None:
    arguments = (sound(16_000), js.stage("stftWindow"), asdict(p.spectrogram))
    got, expected = (page.stage("spectrogram", *arguments) for page in (js, plain_js))
    parity.assert_close(got, expected, SPECTROGRAM, "kernel: spectrogram")


@pytest.mark.parametrize("rate", RATES)
def test_it_resamples_as_javascript_and_python_do(
    js: AudioPage, plain_js: AudioPage, p: Params, sound: Callable[[int], Samples], rate: int
) -> None:
    x = sound(rate)
    arguments = (x, rate, p.sample_rate_hz, asdict(p.resample))
    got, expected = (page.stage("resample", *arguments) for page in (js, plain_js))
    parity.assert_close(got, expected, RESAMPLE, "kernel: resampled")
    python = resample(x, rate, p.sample_rate_hz, p.resample)
    parity.assert_close(got, python, parity.RESAMPLE, "resample by the kernel")


@pytest.mark.parametrize("rate", [44_100, 96_000])
def test_what_its_memory_does_not_hold_at_once_is_resampled_alike(
    either: AudioPage, p: Params, rate: int
) -> None:
    parity.compare_resample(either, babble(rate, HALF_A_MINUTE_S)[:-1], rate, p)


OTHERWISE: dict[str, tuple[int, dict[str, Any]]] = {
    "one frame": (512, {}),
    "four frames": (512 + 3 * 160, {}),
    "five frames": (512 + 4 * 160, {}),
    "an odd number of samples": (31_999, {}),
    "as many samples as fit": (32_768, {}),
    "one more than fit": (32_769, {}),
    "an odd hop": (32_000, {"hop_length": 371}),
    "more frames than fit": (32_000, {"hop_length": 80}),
    "other bins": (32_000, {"first_bin": 7, "n_bins": 101}),
    "a smaller transform": (32_000, {"n_fft": 256, "n_bins": 128}),
    "the fine one": (32_000, {"n_fft": 128, "hop_length": 64, "n_bins": 64}),
    "a larger transform": (32_000, {"n_fft": 1_024, "n_bins": 512}),
}


@pytest.mark.parametrize("kind", OTHERWISE)
def test_an_analysis_that_it_can_or_cannot_do_is_the_same(
    either: AudioPage, p: Params, kind: str
) -> None:
    n, changes = OTHERWISE[kind]
    other = replace(p.spectrogram, **changes)
    x = babble(16_000, 2.5)[:n]
    got = either.stage("spectrogram", x, stft_window(other.n_fft), asdict(other))
    parity.assert_close(got, spectrogram(x, other).ravel(), parity.SPECTROGRAM, "spectrogram")
