"""Two finished runs on clips that neither has heard: `python -m training.compare RUN OTHER`.

Runs split a corpus differently, so the figures that each publishes are of different clips. This
takes those that both kept for testing, scores them with each run's own calibration and decision
band, and prints the figures in which every voice counts.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.corpus.clip import Clip
from training.figures import voices_alike
from training.judged import clips_of_run, load_model, score_run
from training.markdown import markdown, share

Sets = Mapping[str, Sequence[Clip]]

ROWS = {
    "EER": "eer", "real above one half": "false_alarm_rate", "fakes below one half": "miss_rate",
    "real called fake": "called_fake", "fakes called real": "called_real", "decided": "decided",
    "of these right": "decided_accuracy", "ECE": "ece",
}  # fmt: skip


def unheard(sets: Sets, others: Sets) -> dict[str, list[Clip]]:
    """The clips of each set that are also in the other run's set of the same name.

    Raises:
        ValueError: if nothing is left of a class.
    """
    common = {}
    for name in sets.keys() & others.keys():
        kept_by_other = {clip.path for clip in others[name]}
        common[name] = [clip for clip in sets[name] if clip.path in kept_by_other]
        if {clip.label for clip in common[name]} != {"real", "fake"}:
            raise ValueError(f"{name}: the runs kept no clips of both classes in common")
    return dict(sorted(common.items()))


def compare(runs: Sequence[Path]) -> dict[str, Any]:
    """For each set and run: clips, and the figures of `voices_alike`.

    Raises:
        OSError, ValueError: if a run can't be used; the message names it.
    """
    sets = unheard(clips_of_run(runs[0]), clips_of_run(runs[1]))
    rows: dict[str, Any] = {name: {} for name in sets}
    for run in runs:
        predict, p, _ = load_model(run)
        for name, scores in score_run(sets, predict, p).items():
            counts = {label: len(scores.only(label).clips) for label in ("real", "fake")}
            rows[name][str(run)] = counts | voices_alike(scores, p.verdict)
    return rows


def table(rows: Mapping[str, Any]) -> str:
    """A Markdown table, each run of each set a column."""
    columns = {
        f"{run}, {name} ({row['real']:,} real, {row['fake']:,} fake)": row
        for name, runs in rows.items()
        for run, row in runs.items()
    }
    body = [(text, *(share(row[key]) for row in columns.values())) for text, key in ROWS.items()]
    return markdown(("", *columns), body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.compare", description=__doc__)
    parser.add_argument("runs", type=Path, nargs=2, metavar="RUN", help="folder of training.train")
    options = parser.parse_args(arguments)
    try:
        rows = compare(options.runs)
    except (ValueError, OSError) as error:
        print(f"compare: {error}", file=sys.stderr)
        return 1
    print(table(rows))
    print(json.dumps(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
