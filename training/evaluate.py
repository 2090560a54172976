"""Evaluate a run: `python -m training.evaluate RUN`.

Scores the clips that the run never trained on, apart for "seen" (unseen speakers of engines that
were trained on) and "unseen" (engines that were not). Writes metrics.json, scores.csv and plots
into the run folder.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from training.corpus.clip import Clip
from training.dataset import load_sounds
from training.metrics import classification, equal_error_rate
from training.params import FAKE, LABELS, VerdictParams
from training.plots import plot_groups, plot_roc
from training.runs import load_clips, run_params, write_json
from training.scoring import clip_margins

SETS = {
    "seen": "unseen speakers, engines that were trained on",
    "unseen": "unseen speakers, engines that were never trained on",
}
SUMMARY = ("eer", "accuracy", "decided_accuracy")


class Scores:
    """Clips with their calibrated probability; clips without speech are counted apart."""

    def __init__(self, clips: Sequence[Clip], p_fake: NDArray[np.float64]) -> None:
        self.clips, self.p_fake = list(clips), p_fake
        self.is_fake = np.array([c.label == LABELS[FAKE] for c in self.clips], dtype=bool)

    def where(self, keep: Sequence[bool]) -> Scores:
        chosen = [c for c, k in zip(self.clips, keep, strict=True) if k]
        return Scores(chosen, self.p_fake[np.array(keep, dtype=bool)])


def by_engine(scores: Scores) -> dict[str, dict[str, float]]:
    """For each engine: clips, share missed at p = 0.5, and EER against all real clips."""
    rows = {}
    for engine in sorted({c.engine for c in scores.clips if c.engine}):
        part = scores.where([not f or c.engine == engine for c, f in _pairs(scores)])
        fakes = part.p_fake[part.is_fake]
        rows[engine] = {
            "clips": int(fakes.size),
            "missed": float((fakes < 0.5).mean()),
            "eer": equal_error_rate(part.is_fake, part.p_fake),
        }
    return rows


def by_source(scores: Scores) -> dict[str, dict[str, float]]:
    """For each source of real speech: clips, and the share called fake at p = 0.5."""
    rows = {}
    for source in sorted({c.source for c, fake in _pairs(scores) if not fake}):
        part = scores.where([not f and c.source == source for c, f in _pairs(scores)])
        wrong = float((part.p_fake >= 0.5).mean())
        rows[source] = {"clips": len(part.clips), "false_alarms": wrong}
    return rows


def _pairs(scores: Scores) -> list[tuple[Clip, bool]]:
    return list(zip(scores.clips, scores.is_fake.tolist(), strict=True))


def figures(scores: Scores, v: VerdictParams) -> dict[str, Any]:
    return {
        **classification(scores.is_fake, scores.p_fake, v.real_below, v.fake_above),
        "by_engine": by_engine(scores),
        "by_source": by_source(scores),
    }


def write_scores(path: Path, sets: dict[str, Scores]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("set", "path", "label", "source", "engine", "speaker", "p_fake"))
        for name, scores in sets.items():
            for c, p in zip(scores.clips, scores.p_fake, strict=True):
                writer.writerow((name, c.path, c.label, c.source, c.engine, c.speaker, f"{p:.6f}"))


def table(metrics: dict[str, Any]) -> str:
    """The headline figures as a Markdown table."""
    names = ("clips", "eer", "accuracy", "precision", "recall", "f1", "roc_auc", "decided",
             "decided_accuracy")  # fmt: skip
    lines = ["| set | " + " | ".join(n.replace("_", " ") for n in names) + " |"]
    lines.append("|---" * (len(names) + 1) + "|")
    for key, description in SETS.items():
        row = metrics["sets"].get(key)
        if row:
            cells = [str(row["clips"])]
            cells += ["–" if row[n] is None else f"{row[n]:.1%}" for n in names[1:]]
            lines.append(f"| {description} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def evaluate(run: Path) -> dict[str, Any]:
    """Score the test splits of a run and write everything into its folder.

    Raises:
        FileNotFoundError: if the folder is not a finished run.
        ValueError: if there is nothing to test on.
    """
    if not (run / "verdict.json").exists():
        raise FileNotFoundError(f"{run} is not a finished run: it has no verdict.json")
    clips, p = load_clips(run), run_params(run)
    weights = run / "best.keras"
    model = keras.saving.load_model(weights)
    real_unseen = [c for c in clips.get("test_unseen", []) if not c.engine]
    parts = {
        "test": clips.get("test", []) + real_unseen,
        "test_unseen": [c for c in clips.get("test_unseen", []) if c.engine],
    }
    scored: dict[str, Scores] = {}
    skipped = 0
    for name, part in parts.items():
        if not part:
            continue
        sounds = load_sounds(part, p)
        margins = clip_margins(sounds, model.predict_on_batch, p)
        judged = [i for i, m in enumerate(margins) if m.size]
        skipped += len(part) - len(judged)
        means = np.array([margins[i].mean() for i in judged])
        p_fake = expit(p.verdict.slope * means + p.verdict.intercept)
        scored[name] = Scores([sounds[i].clip for i in judged], p_fake)
    if "test" not in scored:
        raise ValueError(f"{run} has no test clips")
    sets = {"seen": scored["test"]}
    if "test_unseen" in scored:
        real = scored["test"].where([not f for f in scored["test"].is_fake])
        fake = scored["test_unseen"]
        both = np.concatenate([real.p_fake, fake.p_fake])
        sets["unseen"] = Scores(real.clips + fake.clips, both)
    by_set = {name: figures(scores, p.verdict) for name, scores in sets.items()}
    metrics = {
        "command": f"python -m training.evaluate {run}",
        "keras_sha256": hashlib.sha256(weights.read_bytes()).hexdigest(),
        "unjudged_clips": skipped,
        "sets": by_set,
        "summary": {name: {key: row[key] for key in SUMMARY} for name, row in by_set.items()},
    }
    write_json(run / "metrics.json", metrics)
    write_scores(run / "scores.csv", sets)
    draw(run, sets, metrics)
    return metrics


def draw(run: Path, sets: dict[str, Scores], metrics: dict[str, Any]) -> None:
    plot_roc({f"{k} engines": (s.is_fake, s.p_fake) for k, s in sets.items()}, run / "roc.png")
    for name, rows in ((n, metrics["sets"][n]["by_engine"]) for n in sets):
        bars = [(engine, row["clips"], row["missed"]) for engine, row in rows.items()]
        plot_groups(bars, f"Fakes missed, {name} engines", run / f"engines_{name}.png")
    sources = metrics["sets"]["seen"]["by_source"]
    bars = [(source, row["clips"], row["false_alarms"]) for source, row in sources.items()]
    plot_groups(bars, "Real voices called fake", run / "sources.png")


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate", description=__doc__)
    parser.add_argument("run", type=Path, help="folder of training.train")
    options = parser.parse_args(arguments)
    try:
        metrics = evaluate(options.run)
    except (ValueError, OSError) as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 1
    print(table(metrics))
    return 0


if __name__ == "__main__":
    sys.exit(main())
