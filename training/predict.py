"""Verdicts for files: `python -m training.predict FILES… [--json]`, with the shipped model."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from training.audio import load
from training.messages import AudioError
from training.quality import Quality, mean_quality, remarks, window_quality
from training.shipped import MODEL_DIR, ShippedModel, load_shipped
from training.spectrogram import spectrogram
from training.speech import speech_in
from training.verdict import WindowScore, calibrate, decide, margin, result
from training.windows import cut_window, window_starts

BATCH = 16
WORDS = {"real": "likely a real voice", "fake": "likely synthetic", "unsure": "can't tell"}


def classify(path: Path, model: ShippedModel) -> dict[str, Any]:
    """The result object for one file, see `verdict.result`.

    Raises:
        AudioError: if the file can't be judged; the message is a sentence for people.
    """
    p = model.params
    x, duration_s = load(path, p)
    starts = window_starts(x.size, p.window)
    windows = [cut_window(x, start, p.window) for start in starts]
    kinds = [speech_in(window, p) for window in windows]
    why_none = "no_speech" if "no_speech" in kinds else "silent" if kinds else "too_short"
    judged = [i for i, kind in enumerate(kinds) if kind == "speech"]
    scores: list[WindowScore] = []
    qualities: list[Quality] = []
    for first in range(0, len(judged), BATCH):
        batch = judged[first : first + BATCH]
        x_batch = spectrogram(np.stack([windows[i] for i in batch]), p.spectrogram)
        qualities += [window_quality(windows[i], s, p) for i, s in zip(batch, x_batch, strict=True)]
        for i, m in zip(batch, margin(model.predict(x_batch[..., None])), strict=True):
            start_s = starts[i] / p.sample_rate_hz
            scores.append(WindowScore(start_s, calibrate(float(m), p.verdict)))
    quality = mean_quality(qualities)
    found = remarks(quality, [score.logit for score in scores], p)
    verdict = decide(scores, why_none, found, p.verdict)
    return result(str(path), duration_s, verdict, quality, scores, model.sha256)


def with_hop(model: ShippedModel, hop_s: float) -> ShippedModel:
    """The same model, looking at a window every `hop_s` seconds."""
    p = model.params
    hop = max(1, round(hop_s * p.sample_rate_hz))
    return replace(model, params=replace(p, window=replace(p.window, hop=hop)))


def in_words(answer: dict[str, Any]) -> str:
    """One line for people."""
    if "error" in answer:
        return f"{answer['file']}: error: {answer['error']}"
    line = f"{answer['file']}: {WORDS[answer['verdict']]}"
    if answer["p_fake"] is not None:
        line += f", probability of a fake {answer['p_fake']:.0%}"
    return " ".join([line, *(f"({reason})" for reason in answer["reasons"])])


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; 0 if every file was judged, 1 if one was not, 2 for wrong usage."""
    parser = argparse.ArgumentParser(prog="python -m training.predict", description=__doc__)
    parser.add_argument("files", nargs="+", help="audio files")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--hop", type=float, metavar="S", help="seconds from window to window")
    parser.add_argument("--model", type=Path, default=MODEL_DIR, help="folder of convert.py")
    options = parser.parse_args(arguments)
    try:
        model = load_shipped(options.model)
    except (OSError, ValueError, KeyError) as error:
        print(f"predict: the model in {options.model} can't be used: {error}", file=sys.stderr)
        return 2
    if options.hop is not None:
        model = with_hop(model, options.hop)
    failed = False
    for file in options.files:
        try:
            answer = classify(Path(file), model)
        except AudioError as error:
            answer = {"file": file, "error": str(error), "error_code": error.code}
            failed = True
        print(json.dumps(answer) if options.json else in_words(answer), flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
