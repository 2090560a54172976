"""What each stage takes in the page, in Python and, where it has the same, in librosa."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import librosa
import numpy as np
from numpy.typing import NDArray

from bench.bundled import bundled
from bench.timing import page_all_ms, page_ms, python_ms
from tests.audio_page import AudioPage
from training.audio import decode, to_mono
from training.features import features
from training.params import Params, SpectrogramParams
from training.resample import resample
from training.shipped import ShippedModel
from training.spectrogram import spectrogram, stft_window
from training.windows import cut_window, window_starts

MANY = 40
"""Runs of what takes less than a few milliseconds."""

Row = dict[str, float]
"""Milliseconds by who took them: page_ms, python_ms, and others."""


def librosa_stft(x: NDArray[Any], p: SpectrogramParams) -> NDArray[Any]:
    """Complex bins of one window, float32 or float64 [n] as it comes, in that precision."""
    window = stft_window(p.n_fft).astype(x.dtype)
    return librosa.stft(x, n_fft=p.n_fft, hop_length=p.hop_length, window=window, center=False)


def librosa_spectrogram(x: NDArray[Any], p: SpectrogramParams) -> NDArray[Any]:
    """Log-power [bins, frames]; unlike the page's not relative to the sound's RMS."""
    bins = librosa_stft(x, p)
    power = bins.real**2 + bins.imag**2
    return np.asarray(np.log10(np.maximum(power, x.dtype.type(p.power_floor))))


def resampling(page: AudioPage, x: NDArray[np.float32], rate_hz: int, p: Params) -> Row:
    """Row of the resampler; librosa's is soxr HQ, in single precision."""
    to_hz = p.sample_rate_hz
    return {
        "page_ms": page_ms(page, "stages.resample", x, rate_hz, to_hz, asdict(p.resample)),
        "python_ms": python_ms(lambda: resample(x, rate_hz, to_hz, p.resample)),
        "librosa_ms": python_ms(lambda: librosa.resample(x, orig_sr=rate_hz, target_sr=to_hz)),
    }


def spectrograms(page: AudioPage, windows: NDArray[np.float32], p: SpectrogramParams) -> Row:
    """Row of the spectrogram: in the page and in librosa each window alone, one after the other.

    `page_here_ms` is without the way to the page's worker and back, as the worker itself has it.
    """
    table = page.stage("stftWindow")
    page.page.evaluate(bundled("here.js"))
    page.call("here.start")
    calls = [(window, table, asdict(p)) for window in windows]
    row = {
        "page_ms": page_all_ms(page, "stages.spectrogram", calls, MANY),
        "page_here_ms": page_all_ms(page, "here.spectrogram", calls, MANY),
        "python_ms": python_ms(lambda: spectrogram(windows, p)),
    }
    for kind in ("float64", "float32"):
        typed = windows.astype(kind)
        for name, analyse in (("", librosa_spectrogram), ("_stft", librosa_stft)):
            row[f"librosa{name}_{kind}_ms"] = python_ms(
                lambda analyse=analyse, typed=typed: [analyse(x, p) for x in typed],  # type: ignore[misc]
                MANY,
            )
    return row


def both_spectrograms(page: AudioPage, windows: NDArray[np.float32], p: Params) -> Row:
    """Row of the features: in the page each window alone, one after the other."""
    tables = (page.stage("stftWindow"), page.stage("fineWindow"))
    calls = [(window, *tables, p.to_spec()) for window in windows]
    return {
        "page_ms": page_all_ms(page, "stages.features", calls, MANY),
        "python_ms": python_ms(lambda: features(windows, p)),
    }


def stages(page: AudioPage, clip: Path, model: ShippedModel) -> Iterator[tuple[str, Row]]:
    """Each stage with its times for one clip, fed with the output of the one before."""
    p = model.params
    channels, rate = decode(clip)
    in_page, in_python = page_ms(page, "stages.decode", clip), python_ms(lambda: decode(clip))
    yield "decode", {"page_ms": in_page, "python_ms": in_python}
    mono = to_mono(channels)
    yield "resample", resampling(page, mono, rate, p)
    x = resample(mono, rate, p.sample_rate_hz, p.resample)
    windows = np.stack([cut_window(x, s, p.window) for s in window_starts(x.size, p.window)])
    yield f"spectrogram, {len(windows)} windows", spectrograms(page, windows, p.spectrogram)
    yield f"both spectrograms, {len(windows)} windows", both_spectrograms(page, windows, p)
    inputs = features(windows, p)
    in_page = page_ms(page, "stages.predict", inputs, len(inputs))
    in_python = python_ms(lambda: model.predict(inputs[..., None]))
    yield f"network, {len(windows)} windows", {"page_ms": in_page, "python_ms": in_python}
