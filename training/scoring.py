"""Scoring many clips with a model: one row of margins per clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.dataset import Sound, clip_windows, to_float
from training.features import features
from training.params import OUTPUTS, Params
from training.speech import mostly_voiceless
from training.verdict import holds_voice, margin

Predict = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""`features` float32 [n, rows, bins, 1] → probabilities float32 [n, 4], see `model`."""

BATCH = 64


def _batches(sounds: Sequence[Sound], p: Params) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
    owners: list[int] = []
    windows: list[NDArray[np.float32]] = []
    for i, sound in enumerate(sounds):
        for window in clip_windows(to_float(sound.samples), p):
            owners.append(i)
            windows.append(window)
            if len(windows) == BATCH:
                yield owners, np.stack(windows)
                owners, windows = [], []
    if windows:
        yield owners, np.stack(windows)


def outputs(
    sounds: Sequence[Sound], predict: Predict, p: Params, progress: bool = True
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Of each window that may hold speech, which sound it is of, and what the network says of it.

    int64 [k] and float32 [k, 4].
    """
    owners: list[int] = []
    said = [np.zeros((0, OUTPUTS), np.float32)]
    with tqdm(total=len(sounds), desc="score clips", unit="clip", disable=not progress) as bar:
        for batch, windows in _batches(sounds, p):
            owners += batch
            said.append(predict(features(windows, p)[..., None]))
            bar.update(batch[-1] - bar.n + 1)
    return np.array(owners, np.int64), np.concatenate(said)


def clip_margins(
    sounds: Sequence[Sound], predict: Predict, p: Params, progress: bool = True
) -> tuple[list[Sound], NDArray[np.float64]]:
    """The clips that hold enough speech, and the mean margin of their judged windows, float64 [n].

    Raises:
        ValueError: if no clip holds speech.
    """
    return margins_of(sounds, *outputs(sounds, predict, p, progress), p)


def margins_of(
    sounds: Sequence[Sound], owners: NDArray[np.int64], said: NDArray[np.float32], p: Params
) -> tuple[list[Sound], NDArray[np.float64]]:
    """As `clip_margins`, from the `outputs` of the sounds."""
    margins: list[list[float]] = [[] for _ in sounds]
    heard = holds_voice(said, p.verdict)
    for owner, value in zip(owners[heard], margin(said[heard]), strict=True):
        margins[owner].append(float(value))
    asked = np.bincount(owners, minlength=len(sounds))
    judged = [
        i for i, m in enumerate(margins) if m and not mostly_voiceless(len(m), int(asked[i]), p)
    ]
    if not judged:
        raise ValueError("none of the clips holds speech")
    return [sounds[i] for i in judged], np.array([np.mean(margins[i]) for i in judged])
