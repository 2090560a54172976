"""What chooses the epoch of a training: validation clips as they are, and some as they may arrive.

On clean clips alone the weights would win that know clean recordings best. All are judged by one
threshold, as users' recordings are, so that a channel that moves all of its probabilities counts
against a network, too.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.augment import AugmentParams, augment
from training.backgrounds import Backgrounds
from training.batches import BatchParams
from training.coding import LEAD_S, coded, draw_codec
from training.dataset import Sound, clip_windows, sampling_weights, to_float
from training.params import Params
from training.robustness import evenly_of_each_class
from training.spectrogram import spectrogram

SPOILT_PER_CLASS = 500

Samples = NDArray[np.float32]


def validation_windows(
    sounds: Sequence[Sound], p: Params, around: Backgrounds
) -> tuple[Samples, NDArray[np.int64], NDArray[np.float64]]:
    """The middle speech window of each clip; of 500 a class also the same, spoilt as in training.

    Of both parts, which count alike, classes, sources and engines weigh as they do in the training
    batches; engines and sources of the spoilt ones are drawn alike.

    Returns:
        Spectrograms float32 [n, frames, bins, 1], labels and weights of mean 1.
    """
    windows = {s.clip: clip_windows(to_float(s.samples), p) for s in sounds}
    middle = {clip: w[len(w) // 2] for clip, w in windows.items() if len(w)}
    again = evenly_of_each_class(list(middle), SPOILT_PER_CLASS)
    spoilt = [_spoilt(middle[clip], seed, p, around) for seed, clip in enumerate(again)]
    x = spectrogram(np.stack([*middle.values(), *spoilt]), p.spectrogram)[..., None]
    weights = np.concatenate([sampling_weights(clips) for clips in (middle, again)])
    label_of = {s.clip: s.label for s in sounds}
    labels = np.array([label_of[clip] for clip in [*middle, *again]])
    return x, labels, weights * weights.size / weights.sum()


def _spoilt(window: Samples, seed: int, p: Params, around: Backgrounds) -> Samples:
    """One window as it may arrive; always the same."""
    rng = np.random.default_rng(seed)
    codec = draw_codec(rng) if rng.random() < BatchParams.coded else None
    length, rate_hz = p.window.length, p.sample_rate_hz
    n = length + int(LEAD_S * rate_hz) if codec else length
    x = augment(np.resize(window, n), rate_hz, rng, AugmentParams(), around)
    return coded(x, length, rate_hz, codec, rng) if codec else x
