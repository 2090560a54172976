"""Scoring many clips with a model: one row of margins per clip."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.dataset import Sound, clip_windows, to_float
from training.params import Params
from training.spectrogram import spectrogram
from training.verdict import margin

Predict = Callable[[NDArray[np.float32]], NDArray[np.float32]]
"""Spectrograms float32 [n, frames, bins, 1] → softmax probabilities float32 [n, 2]."""

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


def clip_margins(
    sounds: Sequence[Sound], predict: Predict, p: Params, progress: bool = True
) -> tuple[list[Sound], NDArray[np.float64]]:
    """The clips that hold speech, and the mean margin of each one's judged windows, float64 [n].

    Raises:
        ValueError: if no clip holds speech.
    """
    margins: list[list[float]] = [[] for _ in sounds]
    with tqdm(total=len(sounds), desc="score clips", unit="clip", disable=not progress) as bar:
        for owners, windows in _batches(sounds, p):
            x = spectrogram(windows, p.spectrogram)[..., None]
            for owner, value in zip(owners, margin(predict(x)), strict=True):
                margins[owner].append(float(value))
            bar.update(owners[-1] - bar.n + 1)
    judged = [i for i, m in enumerate(margins) if m]
    if not judged:
        raise ValueError("none of the clips holds speech")
    return [sounds[i] for i in judged], np.array([np.mean(margins[i]) for i in judged])
