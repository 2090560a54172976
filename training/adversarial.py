"""How little noise moves an answer past one half: `python -m training.adversarial FILES…`.

Whoever has the model (everyone has: it is in the page) can add to a recording what moves the
answer most. For each file this finds, by projected gradient steps on the 16 kHz waveform, the
highest signal-to-noise ratio at which the log-odds change sign; what is added is then the
softest found, not the softest there is. The windows are those that are judged in the clean clip;
around one half the page says “can't tell”, so the opposite verdict takes more.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.audio import load
from training.differentiable import LogOdds, load_log_odds, window_indices
from training.features import features
from training.messages import REASONS, AudioError
from training.shipped import MODEL_DIR, ShippedModel, load_shipped
from training.speech import speech_in
from training.verdict import holds_voice, to_probability
from training.windows import cut_window, window_starts

STEPS = 20
STEP = 0.25
"""Length of a step, as a share of the noise that is allowed."""

LOUDEST_DB, SOFTEST_DB = 0.0, 100.0
PRECISION_DB = 1.0


def judged_windows(x: NDArray[np.float32], model: ShippedModel) -> NDArray[np.int32]:
    """Indices of the windows that hold a voice, see `differentiable.window_indices`; maybe none."""
    p = model.params
    starts = window_starts(x.size, p.window)
    windows = [cut_window(x, start, p.window) for start in starts]
    moving = [i for i, window in enumerate(windows) if speech_in(window, p) == "speech"]
    if not moving:
        return window_indices(x.size, [], p.window)
    said = model.predict(features(np.stack([windows[i] for i in moving]), p)[..., None])
    judged = np.array(moving)[holds_voice(said, p.verdict)]
    return window_indices(x.size, [starts[i] for i in judged], p.window)


def turned(
    x: NDArray[np.float32], indices: NDArray[np.int32], log_odds: LogOdds, snr_db: float
) -> NDArray[np.float32] | None:
    """The clip with noise at `snr_db` with which its log-odds change sign, None if none is found.

    Gradient steps of one length, each followed by the projection on the sphere of that SNR.
    """
    clean = tf.constant(x)
    radius = float(np.linalg.norm(x)) * 10 ** (-snr_db / 20)
    sign = float(np.sign(log_odds(clean, indices)))
    noise = tf.zeros_like(clean)
    for _ in range(STEPS):
        with tf.GradientTape() as tape:
            tape.watch(noise)
            value = sign * log_odds(clean + noise, indices)
        if value < 0:
            return np.asarray(clean + noise)
        gradient = tape.gradient(value, noise)
        noise -= STEP * radius * gradient / (tf.norm(gradient) + 1e-30)
        noise = tf.clip_by_norm(noise, radius)
    return np.asarray(clean + noise) if sign * log_odds(clean + noise, indices) < 0 else None


def highest_snr_db(
    x: NDArray[np.float32], indices: NDArray[np.int32], log_odds: LogOdds
) -> float | None:
    """Highest SNR, found by bisection, at which `turned` succeeds; None if not even at 0 dB."""
    low, high = LOUDEST_DB, SOFTEST_DB
    if turned(x, indices, log_odds, low) is None:
        return None
    while high - low > PRECISION_DB:
        middle = (low + high) / 2
        if turned(x, indices, log_odds, middle) is None:
            high = middle
        else:
            low = middle
    return low


def attack(path: Path, model: ShippedModel, log_odds: LogOdds) -> dict[str, Any]:
    """The clean probability of "fake" of a file, and the SNR at which `turned` turns it; or why
    there is none.
    """
    p = model.params
    try:
        x, _ = load(path, p)
    except AudioError as error:
        return {"file": str(path), "error": str(error), "error_code": error.code}
    indices = judged_windows(x, model)
    if indices.size == 0:
        return {"file": str(path), "error": REASONS["no_speech"], "error_code": "no_speech"}
    p_fake = to_probability(float(log_odds(tf.constant(x), indices)), p.verdict)
    return {"file": str(path), "p_fake": p_fake, "snr_db": highest_snr_db(x, indices, log_odds)}


def median_snr_db(clips: Sequence[dict[str, Any]]) -> float | None:
    """Over the clips; one that did not turn is below all others, None if that is the median."""
    found = [-np.inf if clip["snr_db"] is None else clip["snr_db"] for clip in clips]
    median = float(np.median(found)) if found else -np.inf
    return median if np.isfinite(median) else None


def in_words(clip: dict[str, Any]) -> str:
    """One line for people."""
    if "error" in clip:
        return f"{clip['file']}: error: {clip['error']}"
    snr_db = clip["snr_db"]
    turns = "does not turn at 0 dB SNR" if snr_db is None else f"turns at {snr_db:.0f} dB SNR"
    return f"{clip['file']}: probability of a fake {clip['p_fake']:.0%}, {turns}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 0 if every file was tried, 1 if one could not be judged."""
    parser = argparse.ArgumentParser(prog="python -m training.adversarial", description=__doc__)
    parser.add_argument("files", nargs="+", help="audio files")
    parser.add_argument("--json", action="store_true", help="one JSON object for all")
    options = parser.parse_args(arguments)
    model = load_shipped(MODEL_DIR)
    log_odds = load_log_odds(model.params)
    clips = []
    for file in options.files:
        clips.append(attack(Path(file), model, log_odds))
        if not options.json:
            print(in_words(clips[-1]), flush=True)
    tried = [clip for clip in clips if "error" not in clip]
    median = median_snr_db(tried)
    if options.json:
        print(json.dumps({"clips": clips, "median_snr_db": median, "model": model.sha256}))
    else:
        told = "none" if median is None else f"{median:.0f} dB SNR"
        print(f"median of {len(tried)} clips: {told}")
    return int(len(tried) < len(clips))


if __name__ == "__main__":
    sys.exit(main())
