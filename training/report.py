"""Write the shipped model's figures into README.md: `python -m training.report [--check]`.

The figures come from `web/model/spec.json`, which got them from the evaluation of the very run
that was converted; `--check` (part of the tests) fails if the README says anything else.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.evaluate import table
from training.params import LABELS
from training.shipped import MODEL_DIR

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- figures: python -m training.report -->\n"
END = "<!-- end of figures -->\n"


def worst_first(rows: Mapping[str, Mapping[str, float]], key: str) -> str:
    """`name 12 % of 34` for each group of at least five clips, worst first."""
    big = {name: row for name, row in rows.items() if row["clips"] >= 5}
    ordered = sorted(big.items(), key=lambda item: -item[1][key])
    return ", ".join(f"{name} {row[key]:.0%} of {row['clips']}" for name, row in ordered)


def figures_block(spec: Mapping[str, Any]) -> str:
    """The README's block on error rates, Markdown."""
    metrics, verdict, network = spec["metrics"], spec["verdict"], spec["network"]
    band = f"{verdict['real_below']:.0%} and {verdict['fake_above']:.0%}"
    answers = (
        "Accuracy, precision, recall and F1 force an answer at a probability of one half. The page "
        f"says “can't tell” between {band}; *decided* is the share of clips outside that band, "
        "*decided accuracy* how many of those are right."
    )
    alarms = worst_first(metrics["sets"]["seen"]["by_source"], "false_alarms")
    paragraphs = [table(metrics), answers, f"Real voices called fake at one half: {alarms}."]
    unseen = metrics["sets"].get("unseen")
    if unseen:
        real, fake = (sum(unseen["confusion"][label].values()) for label in LABELS)
        missed = worst_first(unseen["by_engine"], "missed")
        paragraphs += [
            f"Fakes missed at one half, of engines never trained on: {missed}. With {real:,} real "
            f"clips and {fake:,} fakes, that row's precision and F1 look worse than its EER and "
            "AUC, which do not depend on how many there are of each."
        ]
    size = (
        f"Network: {network['parameters']:,} parameters, {network['weight_bytes'] / 1e6:.2f} MB, "
        f"{network['multiply_accumulates'] / 1e6:.0f} million multiply-accumulates per window. "
        f"Weights: SHA-256 `{spec['model_sha256']}`."
    )
    source = (
        f"The figures are made by `{metrics['command']}`, see [Train your own](#train-your-own), "
        "and written here by `python -m training.report`."
    )
    return "\n\n".join((*paragraphs, size, source)) + "\n"


def with_figures(text: str, spec: Mapping[str, Any]) -> str:
    """The README with its block replaced.

    Raises:
        ValueError: if the two marker lines are not there.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{README.name} lacks the lines {BEGIN.strip()} and {END.strip()}")
    return before + BEGIN + "\n" + figures_block(spec) + "\n" + END + after


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.report", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    options = parser.parse_args(arguments)
    spec = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    old = README.read_text(encoding="utf-8")
    new = with_figures(old, spec)
    if options.check:
        if new != old:
            print("README.md is stale: run python -m training.report", file=sys.stderr)
        return int(new != old)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
