"""Evaluate a model: `python -m training.evaluate MODEL [--data DIR]… [--out DIR]`.

MODEL is a folder of training.train or, to judge the shipped model, web/model. A training run is
scored on the clips that it kept apart: "seen" (unseen speakers of engines that were trained on)
and "unseen" (engines that were not). With `--data`, a folder with real/ and fake/, with test/ of
these, or with a manifest.csv is scored instead. Writes metrics.json, scores.csv and plots.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.corpus.clip import Clip
from training.data_summary import data_of_run
from training.deletion import deletion_of_clips
from training.figures import figures
from training.judged import (
    clips_of_folders,
    clips_of_run,
    load_model,
    score_run,
)
from training.markdown import markdown, share
from training.operating_points import operating_points
from training.params import Params
from training.plots import plot_groups, plot_reliability, plot_risk_coverage, plot_roc
from training.robustness import evenly_of_each_class, grid, no_speech
from training.runs import load_clips, load_config, write_json
from training.scores import Scores, score_clips, write_scores
from training.scoring import Predict
from training.shortcuts import audit
from training.sounds import load_backgrounds, read_sounds

SETS = {
    "seen": "unseen speakers, engines that were trained on",
    "unseen": "unseen speakers, engines that were never trained on",
    "data": "the folders given",
}
MAPPED = 100
"""Clips of each class whose maps of what moved the decision are tested."""

SUMMARY = ("eer", "accuracy", "decided_accuracy")
COLUMNS = (
    "clips", "eer", "accuracy", "precision", "recall", "f1", "roc_auc", "decided",
    "decided_accuracy",
)  # fmt: skip


def beyond(
    run: Path, sets: Mapping[str, Sequence[Clip]], predict: Predict, p: Params
) -> dict[str, Any]:
    """All but the figures of clips: channels, maps, sound without speech, shortcuts, data."""
    recordings = read_sounds(load_config(run).sounds)
    around = load_backgrounds(recordings, "test")
    together = {clip.path: clip for clips in sets.values() for clip in clips}
    mapped = evenly_of_each_class(list(together.values()), MAPPED)
    return {
        "grid": grid(sets, predict, p, around),
        "deletion": deletion_of_clips(mapped, predict, p),
        "no_speech": no_speech(recordings, predict, p),
        "shortcuts": audit(load_clips(run).get("train", []), sets, predict, p),
        "data": data_of_run(run),
    }


def table(metrics: Mapping[str, Any]) -> str:
    """The headline figures as a Markdown table."""
    rows = [
        (SETS[key], str(row["clips"]), *(share(row[name]) for name in COLUMNS[1:]))
        for key, row in metrics["sets"].items()
    ]
    return markdown(("set", *(name.replace("_", " ") for name in COLUMNS)), rows)


def draw(out: Path, sets: Mapping[str, Scores], metrics: Mapping[str, Any]) -> None:
    """roc, reliability and risk-coverage curves, sources.png, and engines_SET.png for each set."""
    curves = {
        SETS[name]: (s.is_fake, s.p_fake) for name, s in sets.items() if 0 < s.is_fake.mean() < 1
    }
    plot_roc(curves, out / "roc.png")
    plot_reliability(curves, out / "reliability.png")
    plot_risk_coverage(curves, out / "risk_coverage.png")
    for name in sets:
        rows = metrics["sets"][name]["by_engine"].items()
        bars = [(engine, row["clips"], row["missed"]) for engine, row in rows]
        plot_groups(bars, f"Fakes missed: {SETS[name]}", out / f"engines_{name}.png")
    first = next(iter(sets))
    rows = metrics["sets"][first]["by_source"].items()
    bars = [(source, row["clips"], row["false_alarms"]) for source, row in rows]
    plot_groups(bars, "Real voices called fake", out / "sources.png")


def evaluate(
    model: Path, folders: Sequence[Path], out: Path, quick: bool = False
) -> dict[str, Any]:
    """Score, write everything into `out`, and return the metrics.

    Args:
        quick: leave out `beyond`, which takes most of the time.

    Raises:
        OSError, ValueError: if the model or the clips can't be used; the message names them.
    """
    predict, p, sha256 = load_model(model)
    clips = {"data": clips_of_folders(folders)} if folders else clips_of_run(model)
    sets = (
        {"data": score_clips(clips["data"], predict, p)}
        if folders
        else score_run(clips, predict, p)
    )
    by_set = {
        name: {
            "not_judged": 1 - len(scores.clips) / len(clips[name]),
            **figures(scores, p.verdict),
        }
        for name, scores in sets.items()
    }
    command = ["python -m training.evaluate", str(model), *(f"--data {d}" for d in folders)]
    metrics: dict[str, Any] = {
        "command": " ".join(command),
        "model_sha256": sha256,
        "verdict": asdict(p.verdict),
        "sets": by_set,
        "summary": {name: {key: row[key] for key in SUMMARY} for name, row in by_set.items()},
    }
    if all(0 < scores.is_fake.mean() < 1 for scores in sets.values()):
        metrics["thresholds"] = operating_points(sets, p.verdict)
    if not folders and not quick:
        metrics |= beyond(model, clips, predict, p)
    out.mkdir(parents=True, exist_ok=True)
    write_json(out / "metrics.json", metrics)
    write_scores(out / "scores.csv", sets)
    draw(out, sets, metrics)
    return metrics


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("model", type=Path, help="folder of training.train or of convert.py")
    parser.add_argument("--data", type=Path, action="append", default=[], help="clips to score")
    parser.add_argument("--out", type=Path, help="folder to write, default: the run's")
    parser.add_argument("--quick", action="store_true", help="the figures of the clips only")
    options = parser.parse_args(arguments)
    if options.data and not options.out:
        parser.error("--data needs --out, the folder to write")
    try:
        metrics = evaluate(options.model, options.data, options.out or options.model, options.quick)
    except (ValueError, OSError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    print(table(metrics))
    return 0


if __name__ == "__main__":
    sys.exit(main())
