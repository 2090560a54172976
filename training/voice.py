"""Whether there is a voice at all: a second answer from what the network sees.

The network learns real from fake; what it has learned to see for that tells voices from music and
machines, too. So the answer is a logistic regression on the features that the branches end with,
fitted when they are trained, and it changes nothing about the first answer.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import keras
import numpy as np
from keras import layers
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from training.batches import Batches
from training.params import NO_VOICE, VOICE

STRENGTH = 1e-3
"""Inverse strength of the regularisation."""


def fit_voice(model: keras.Model, batches: Batches) -> float:
    """Set the outputs for no voice and for a voice, in place.

    Args:
        batches: windows with and without a voice, as training hears them.

    Returns:
        The share of these windows that it gets right.
    """
    ends = [layer for layer in model.layers if isinstance(layer, layers.Dense)]
    features = keras.Model(model.inputs, [end.input for end in ends])
    seen, voices = [], []
    with ThreadPoolExecutor(batches.workers) as pool:
        for made, targets in pool.map(batches.__getitem__, range(len(batches))):
            seen.append(np.concatenate(features.predict_on_batch(made), axis=1))
            voices.append(targets[:, VOICE] == 1)
    x, is_voice = np.concatenate(seen), np.concatenate(voices)
    scaler, regression = StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=1_000)
    right = make_pipeline(scaler, regression).fit(x, is_voice).score(x, is_voice)
    slopes = regression.coef_[0] / scaler.scale_
    intercept = float(regression.intercept_[0] - slopes @ scaler.mean_)
    sizes = [end.input.shape[-1] for end in ends]
    for end, part in zip(ends, np.split(slopes, np.cumsum(sizes)[:-1]), strict=True):
        kernel, bias = end.get_weights()
        kernel[:, NO_VOICE], bias[NO_VOICE] = 0, 0
        kernel[:, VOICE], bias[VOICE] = part * len(ends), intercept  # the branches are averaged
        end.set_weights([kernel, bias])
    return float(right)
