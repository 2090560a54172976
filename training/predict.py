"""Verdicts for files: `python -m training.predict FILES… [--json]`, with the shipped model."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from training.audio import load_blocks
from training.features import features
from training.messages import AudioError
from training.params import Params
from training.quality import Quality, mean_quality, remarks, window_quality
from training.shipped import MODEL_DIR, ShippedModel, load_shipped
from training.speech import mostly_voiceless, speech_in
from training.verdict import WindowScore, calibrate, decide, holds_voice, margin, result
from training.windows import Cut, Cutter

BATCH = 16
WHY_NONE = ("no_voice", "no_speech", "silent")
"""What tells best why a clip has no judged window, first."""
WORDS = {"real": "likely a real voice", "fake": "likely synthetic", "unsure": "can't tell"}


def _batches(path: Path, p: Params) -> Iterator[tuple[list[Cut], float]]:
    """The windows of a file, `BATCH` at a time, and the duration so far."""
    cutter = Cutter(p.window)
    waiting: list[Cut] = []
    duration_s = 0.0
    for x, duration_s in load_blocks(path, p):
        for cut in cutter.push(x):
            waiting.append(cut)
            if len(waiting) == BATCH:
                yield waiting, duration_s
                waiting = []
    yield waiting + cutter.flush(), duration_s


def classify(path: Path, model: ShippedModel) -> dict[str, Any]:
    """The result object for one file, see `verdict.result`; memory does not grow with its length.

    Raises:
        AudioError: if the file can't be judged; the message is a sentence for people.
    """
    p = model.params
    kinds: Counter[str] = Counter()
    scores: list[WindowScore] = []
    qualities: list[Quality] = []
    duration_s = 0.0
    for cuts, duration_s in _batches(path, p):  # noqa: B007
        found = [speech_in(window, p) for _, window in cuts]
        kinds.update(kind for kind in found if kind != "speech")
        moving = [cut for cut, kind in zip(cuts, found, strict=True) if kind == "speech"]
        if not moving:
            continue
        x = features(np.stack([window for _, window in moving]), p)
        said = model.predict(x[..., None])
        voices = holds_voice(said, p.verdict)
        kinds.update("speech" if voice else "no_voice" for voice in voices)
        for (start, window), s, m, voice in zip(moving, x, margin(said), voices, strict=True):
            if not voice:
                continue
            qualities.append(window_quality(window, s[: p.n_frames], p))
            start_s = start / p.sample_rate_hz
            scores.append(WindowScore(start_s, calibrate(float(m), p.verdict)))
    quality = mean_quality(qualities)
    reasons = remarks(quality, [score.logit for score in scores], p)
    if mostly_voiceless(kinds["speech"], kinds["speech"] + kinds["no_voice"], p):
        verdict = decide([], "mostly_no_voice", [], p.verdict)
    else:
        why_none = next((kind for kind in WHY_NONE if kind in kinds), "too_short")
        verdict = decide(scores, why_none, reasons, p.verdict)
    return result(str(path), duration_s, verdict, quality, scores, model.sha256, p.verdict)


def with_hop(model: ShippedModel, hop_s: float) -> ShippedModel:
    """The same model, looking at a window every `hop_s` seconds."""
    p = model.params
    hop = max(1, round(hop_s * p.sample_rate_hz))
    return replace(model, params=replace(p, window=replace(p.window, hop=hop)))


def with_band(model: ShippedModel, real_below: float, fake_above: float) -> ShippedModel:
    """The same model with another band of "can't tell", as the page's sensitivity gives it."""
    verdict = replace(model.params.verdict, real_below=real_below, fake_above=fake_above)
    return replace(model, params=replace(model.params, verdict=verdict))


def seconds(text: str) -> float:
    """A number of seconds above zero, for argparse."""
    value = float(text)
    if not 0 < value < math.inf:
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above zero")
    return value


def in_words(answer: dict[str, Any]) -> str:
    """One line for people."""
    if "error" in answer:
        return f"{answer['file']}: error: {answer['error']}"
    line = f"{answer['file']}: {WORDS[answer['verdict']]}"
    if answer["p_fake"] is not None:
        line += f", probability of a fake {answer['p_fake']:.0%}"
    return " ".join([line, *(f"({reason})" for reason in answer["reasons"])])


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 0 if every file was judged, 1 if one was not, 2 for wrong usage or no output."""
    parser = argparse.ArgumentParser(prog="python -m training.predict", description=__doc__)
    parser.add_argument("files", nargs="+", help="audio files")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--hop", type=seconds, metavar="S", help="seconds from window to window")
    parser.add_argument("--band", type=float, nargs=2, metavar=("REAL", "FAKE"),
                        help="real below the one, fake from the other probability on")  # fmt: skip
    parser.add_argument("--model", type=Path, default=MODEL_DIR, help="folder of convert.py")
    options = parser.parse_args(arguments)
    if options.band is not None and not 0 <= options.band[0] <= options.band[1] <= 1:
        parser.error("argument --band: two probabilities, the first not above the second")
    try:
        model = load_shipped(options.model)
    except (OSError, ValueError, KeyError) as error:
        print(f"predict: the model in {options.model} can't be used: {error}", file=sys.stderr)
        return 2
    if options.hop is not None:
        model = with_hop(model, options.hop)
    if options.band is not None:
        model = with_band(model, *options.band)
    failed = False
    for file in options.files:
        try:
            answer = classify(Path(file), model)
        except AudioError as error:
            answer = {"file": file, "error": str(error), "error_code": error.code}
            failed = True
        try:
            print(json.dumps(answer) if options.json else in_words(answer), flush=True)
        except OSError as error:
            print(f"predict: the answer can't be written: {error.strerror}", file=sys.stderr)
            # What is left in the buffer is lost; without this Python would try, and fail, again.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 2
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
