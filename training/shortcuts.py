"""The shortcut audit: how far do things that are no voice tell the classes apart?

First, classifiers that see nothing of
a clip but its duration, pauses, loudness, constant part, bandwidth or clipping, trained on the
run's training clips. Then the run's own network, on sound of which only one such cue is left. Near
50 % EER, a cue says nothing; far below, figures of this corpus flatter every detector.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, rfft
from sklearn.ensemble import HistGradientBoostingClassifier

from training.corpus.clip import Clip
from training.corpus.source import order
from training.dataset import Sound, load_sounds, sampling_weights, to_float
from training.features import features
from training.metrics import equal_error_rate
from training.params import FAKE, Params
from training.quality import window_quality
from training.scoring import BATCH, Predict
from training.spectrogram import spectrogram
from training.speech import frame_levels
from training.verdict import margin
from training.windows import cut_window

Samples = NDArray[np.float32]
PAUSE_DB = 35.0
CUES = {
    "duration": slice(0, 1),
    "pauses": slice(1, 4),
    "loudness": slice(4, 6),
    "constant part": slice(6, 7),
    "bandwidth": slice(7, 8),
    "clipping and zeros": slice(8, 10),
    "all of these": slice(0, 10),
}


def middle_window(x: Samples, p: Params) -> Samples:
    """The 2-s window in the middle of a clip [n]."""
    return cut_window(x, max(0, (x.size - p.window.length) // 2), p.window)


def cues(x: Samples, p: Params) -> list[float]:
    """What `CUES` names, of a clip [n] at 16 kHz."""
    levels = frame_levels(x, p.speech.frame_length)
    loud = np.flatnonzero(levels > levels.max() - PAUSE_DB)
    middle = middle_window(x, p)
    quality = window_quality(middle, spectrogram(middle, p.spectrogram), p)
    return [
        x.size / p.sample_rate_hz,
        float(loud[0]), float(levels.size - loud[-1]), 1 - loud.size / levels.size,
        10 * np.log10(float(np.mean(x**2)) + 1e-12), float(np.abs(x).max()),
        float(x.mean()) * 1e4,
        quality.bandwidth_hz,
        quality.clipped_share, float(np.mean(x == 0)),
    ]  # fmt: skip


def envelope_only(x: Samples, rng: np.random.Generator) -> Samples:
    """White noise that rises and falls as the voice did: rhythm, pauses, loudness."""
    frames = np.arange(0, x.size, 320)
    rms = np.sqrt(np.add.reduceat(x.astype(np.float64) ** 2, frames) / 320)
    level = np.interp(np.arange(x.size), frames + 160, rms)
    return (rng.standard_normal(x.size) * level).astype(np.float32)


def spectrum_only(x: Samples, rng: np.random.Generator) -> Samples:
    """Steady noise with the window's spectrum: channel, bandwidth, and what codecs cut away."""
    phases = np.exp(2j * np.pi * rng.random(x.size // 2 + 1))
    return np.asarray(irfft(np.abs(rfft(x.astype(np.float64))) * phases, x.size), np.float32)


def pauses_only(x: Samples, _: np.random.Generator) -> Samples:
    """What is heard between the words, again and again: background noise and its treatment."""
    levels = frame_levels(x, 320)
    quiet = np.flatnonzero(levels <= np.quantile(levels, 0.2))
    kept = np.concatenate([x[i * 320 : (i + 1) * 320] for i in quiet])
    return np.resize(kept, x.size)


LEFT: dict[str, Callable[[Samples, np.random.Generator], Samples]] = {
    "rhythm": envelope_only,
    "average spectrum": spectrum_only,
    "pauses": pauses_only,
}


def _cues_of(job: tuple[Sound, Params]) -> list[float]:
    return cues(to_float(job[0].samples), job[1])


def _table(sounds: Sequence[Sound], p: Params) -> NDArray[np.float64]:
    with ProcessPoolExecutor() as pool:
        return np.array(list(pool.map(_cues_of, [(s, p) for s in sounds], chunksize=64)))


def _is_fake(sounds: Sequence[Sound]) -> NDArray[np.bool_]:
    return np.array([s.label == FAKE for s in sounds])


def simple_classifiers(
    train: Sequence[Sound], tests: Mapping[str, Sequence[Sound]], p: Params
) -> list[dict[str, float | str]]:
    """A row a cue: the EER of gradient-boosted trees that see nothing else, on each test set."""
    x, y = _table(train, p), _is_fake(train)
    weights = sampling_weights(s.clip for s in train) * len(train)
    tables = {name: (_table(sounds, p), _is_fake(sounds)) for name, sounds in tests.items()}
    rows = []
    for cue, columns in CUES.items():
        trees = HistGradientBoostingClassifier(random_state=0)
        trees.fit(x[:, columns], y, sample_weight=weights)
        row: dict[str, float | str] = {"cue": cue}
        for name, (table, is_fake) in tables.items():
            said = trees.predict_proba(table[:, columns])[:, 1]
            row[name] = equal_error_rate(is_fake, said)
        rows.append(row)
    return rows


def network_without_voice(
    tests: Mapping[str, Sequence[Sound]], predict: Predict, p: Params
) -> list[dict[str, float | str]]:
    """A row a cue: the network's EER on the middle window of each clip, of which it is left."""
    rows = []
    for left, keep in LEFT.items():
        row: dict[str, float | str] = {"cue": left}
        for name, sounds in tests.items():
            margins: list[float] = []
            for first in range(0, len(sounds), BATCH):
                windows = [_left_of(s, keep, p) for s in sounds[first : first + BATCH]]
                x = features(np.stack(windows), p)[..., None]
                margins += margin(predict(x)).tolist()
            row[name] = equal_error_rate(_is_fake(sounds), np.array(margins))
        rows.append(row)
    return rows


def _left_of(
    sound: Sound, keep: Callable[[Samples, np.random.Generator], Samples], p: Params
) -> Samples:
    window = middle_window(to_float(sound.samples), p)
    return keep(window, np.random.default_rng(order(sound.clip.path.name)))


def audit(
    train: Sequence[Clip], sets: Mapping[str, Sequence[Clip]], predict: Predict, p: Params
) -> dict[str, list[dict[str, float | str]]]:
    """The EER on each set of clips, for each cue: of `simple` classifiers and of the `network`."""
    tests = {name: load_sounds(clips, p) for name, clips in sets.items()}
    return {
        "simple": simple_classifiers(load_sounds(train, p), tests, p),
        "network": network_without_voice(tests, predict, p),
    }
