"""What a training is validated on: clips as they are, and some as they may arrive.

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
from training.coding import coded, draw_codec, with_lead
from training.dataset import Sound, clip_windows, sampling_weights, to_float, with_samples
from training.features import features
from training.params import REAL, Params
from training.robustness import evenly, evenly_of_each_class

SPOILT_PER_CLASS = 500

Samples = NDArray[np.float32]


def validation_windows(
    sounds: Sequence[Sound], p: Params, around: Backgrounds
) -> tuple[Samples, NDArray[np.int64], NDArray[np.float64]]:
    """The middle speech window of each clip; of 500 a class also the same, spoilt as in training.

    Of both parts, which count alike, classes, sources and engines weigh as they do in the training
    batches; engines and sources of the spoilt ones are drawn alike.

    Returns:
        `features` float32 [n, rows, bins, 1], labels and weights of mean 1.
    """
    windows = {s.clip: clip_windows(to_float(s.samples), p) for s in sounds}
    middle = {clip: w[len(w) // 2] for clip, w in windows.items() if len(w)}
    again = evenly_of_each_class(list(middle), SPOILT_PER_CLASS)
    spoilt = [_spoilt(middle[clip], seed, p, around) for seed, clip in enumerate(again)]
    x = features(np.stack([*middle.values(), *spoilt]), p)[..., None]
    weights = np.concatenate([sampling_weights(clips) for clips in (middle, again)])
    label_of = {s.clip: s.label for s in sounds}
    labels = np.array([label_of[clip] for clip in [*middle, *again]])
    return x, labels, weights * weights.size / weights.sum()


def spoilt_voices(sounds: Sequence[Sound], p: Params, around: Backgrounds) -> list[Sound]:
    """Of at most 500 real clips, sources alike, what may arrive of them; always the same."""
    real = {s.clip: s for s in sounds if s.label == REAL}
    chosen = [real[clip] for clip in evenly(list(real), SPOILT_PER_CLASS)]
    return [
        with_samples(s, _spoilt(to_float(s.samples), seed, p, around))
        for seed, s in enumerate(chosen)
    ]


def _spoilt(x: Samples, seed: int, p: Params, around: Backgrounds) -> Samples:
    """Float32 [n] as it may arrive, float32 [n]; always the same."""
    rng = np.random.default_rng(seed)
    codec = draw_codec(rng, BatchParams.coded)
    rate_hz = p.sample_rate_hz
    n = with_lead(x.size, rate_hz, codec)
    y = augment(np.resize(x, n), rate_hz, rng, AugmentParams(), around)
    return coded(y, x.size, rate_hz, codec, rng) if codec else y
