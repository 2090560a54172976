"""The last step of a training: calibration and decision band, from the validation clips."""

from __future__ import annotations

import logging
import math
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from training.calibration import fit_verdict
from training.dataset import Sound, sampling_weights
from training.held_out import held_out
from training.params import FAKE, VOICE, Params, VerdictParams
from training.runs import TrainConfig, write_json
from training.scoring import Predict, clip_margins, margins_of, outputs
from training.sounds import load_backgrounds, read_sounds
from training.sounds.unspoken import unspoken
from training.validation import spoilt_voices

log = logging.getLogger("train")

MISSED = 0.01


def calibration_weights(sounds: Sequence[Sound], engines: Collection[str]) -> NDArray[np.float64]:
    """How much each validation clip counts in the calibration, float64 [n].

    As in training, but half of what the fakes count goes to engines that were not trained on: the
    network is surer of the others than it will ever be of a new one.

    Args:
        engines: those that were not trained on; if no clip is theirs, nothing changes.
    """
    weights = sampling_weights(sound.clip for sound in sounds)
    fake = np.array([sound.label == FAKE for sound in sounds])
    unseen = np.array([sound.clip.engine in engines for sound in sounds])
    halves = (fake & unseen, fake & ~unseen)
    if all(half.any() for half in halves):
        total = weights[fake].sum()
        for half in halves:
            weights[half] *= total / 2 / weights[half].sum()
    return weights


def band_weights(sounds: Sequence[Sound], engines: Collection[str]) -> NDArray[np.float64]:
    """How much each validation clip counts for the decision band, float64 [n]: as in training.

    Those of engines that were not trained on do not. What the network misses of them it takes for
    real with full certainty, so no band would tell them; they are in the calibration's floor.
    """
    counts = np.array([sound.clip.engine not in engines for sound in sounds])
    weights = np.zeros(len(sounds))
    weights[counts] = sampling_weights(s.clip for s, c in zip(sounds, counts, strict=True) if c)
    return weights


def margins_or_nan(sounds: Sequence[Sound], predict: Predict, p: Params) -> NDArray[np.float64]:
    """Of the clips that are judged, in any order, and NaN for each that is not; float64 [m]."""
    try:
        _, margins = clip_margins(sounds, predict, p)
    except ValueError:
        margins = np.zeros(0)
    return np.concatenate([margins, np.full(len(sounds) - margins.size, np.nan)])


def voice_threshold(said: NDArray[np.float32]) -> float:
    """The probability of a voice that all but `MISSED` of the windows of speech reach.

    0, which lets everything pass, if there are too few windows to tell.

    Args:
        said: the network's outputs for these windows, float32 [k, 4].
    """
    reached = np.sort(said[:, VOICE].astype(np.float64))
    missed = int(MISSED * reached.size)
    return math.floor(reached[missed] * 1e4) / 1e4 if missed else 0.0


def calibrate_run(run: Path, config: TrainConfig, sounds: Sequence[Sound], p: Params) -> None:
    """Fit the calibration and the decision band on the validation clips; verdict.json."""
    model = keras.saving.load_model(run / "best.keras")
    owners, said = outputs(sounds, model.predict_on_batch, p)
    threshold = voice_threshold(said)
    p = replace(p, verdict=VerdictParams(voice_above=threshold))
    judged, margins = margins_of(sounds, owners, said, p)
    is_fake = np.array([sound.label == FAKE for sound in judged])
    engines = held_out(config.unseen)["val"]
    weights, told = calibration_weights(judged, engines), band_weights(judged, engines)
    recordings = read_sounds(config.sounds)
    unheard = [sound for kind in unspoken(recordings, "val", p).values() for sound in kind]
    spoilt = spoilt_voices(sounds, p, load_backgrounds(recordings, "val"))
    no_speech, spoilt_real = (
        margins_or_nan(some, model.predict_on_batch, p) for some in (unheard, spoilt)
    )
    fitted = fit_verdict(is_fake, margins, weights, no_speech, spoilt_real, told)
    verdict = replace(fitted, voice_above=threshold)
    write_json(run / "verdict.json", asdict(verdict))
    log.info("calibrated on %d validation clips: %s", len(judged), verdict)
