"""Write the shipped model's figures into README.md: `python -m training.report [--check]`.

The figures come from `web/model/spec.json`, which got them from the evaluation of the very run
that was converted; `--check` (part of the tests) fails if the README says anything else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.card_audits import together
from training.card_tables import NAMES, voices_table
from training.evaluate import table
from training.markdown import markdown, share
from training.params import LABELS
from training.shipped import MODEL_DIR, read_spec

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- figures: python -m training.report -->\n"
END = "<!-- end of figures -->\n"


CHANNELS = ("as it is", "opus-16k", "telephone", "10 dB SNR", "0.5 s", "1 s")


def channels(grid: Sequence[Mapping[str, Any]]) -> str:
    """EER in a few channels that people meet, each set a column."""
    sets = [name for name in NAMES if name in grid[0]]
    rows = [
        (
            row["name"] if row["group"] == "none" else f"{row['group']}: {row['name']}",
            *(share(row[name]["eer"]) for name in sets),
        )
        for row in grid
        if row["name"] in CHANNELS
    ]
    return markdown(("channel", *(f"EER, {NAMES[name]}" for name in sets)), rows)


def _few_fakes(unseen: Mapping[str, Any] | None) -> str:
    if unseen is None:
        return ""
    real, fake = (sum(unseen["confusion"][label].values()) for label in LABELS)
    return (
        f" With {real:,} real clips and {fake:,} fakes, the second row's precision and F1 look "
        "worse than its EER and AUC, which do not depend on how many there are of each."
    )


def _no_speech(kinds: Mapping[str, Any]) -> str:
    rows = together(kinds)
    words = {
        "recorded": "recordings without speech (music, animals, machines, weather)",
        "generated": "generated noises and tones, of kinds that training generates,",
    }
    answered = {origin: share(row["real"] + row["fake"]) for origin, row in rows.items()}
    parts = [f"of {rows[o]['clips']} {words[o]} {answered[o]} got an answer" for o in rows]
    text = "; ".join(parts) + "."
    return text[0].upper() + text[1:]


def figures_block(spec: Mapping[str, Any]) -> str:
    """The README's block on error rates, Markdown."""
    metrics, verdict, network = spec["metrics"], spec["verdict"], spec["network"]
    band = f"{verdict['real_below']:.0%} and {verdict['fake_above']:.0%}"
    seen, unseen = metrics["sets"]["seen"], metrics["sets"].get("unseen")
    paragraphs = [
        table(metrics),
        "Accuracy, precision, recall and F1 force an answer at a probability of one half. The page "
        f"says “can't tell” between {band}; *decided* is the share of clips outside that band, "
        f"*decided accuracy* how many of those are right.{_few_fakes(unseen)}",
        "Of the real test clips most are of a few speakers with hundreds each. Better go by these "
        "figures, in which every voice counts instead of every clip:",
        voices_table(metrics["sets"]),
        "With every source of real voices and every engine counting alike, "
        f"{share(seen['mean_error']['false_alarms'])} of the real voices are above one half, and "
        f"{share(seen['mean_error']['missed'])} of the fakes of seen"
        + (f", {share(unseen['mean_error']['missed'])} of those of unseen" if unseen else "")
        + " engines below it.",
        _no_speech(metrics["no_speech"]),
        "One channel at a time, on at most 300 clips a class, drawn from engines and sources in "
        "turn:",
        channels(metrics["grid"]),
        f"Network: {network['parameters']:,} parameters, {network['weight_bytes'] / 1e6:.2f} MB, "
        f"{network['multiply_accumulates'] / 1e6:.0f} million multiply-accumulates per window. "
        f"Weights: SHA-256 `{spec['model_sha256']}`.",
        f"The figures are made by `{metrics['command']}`, see [Train your own](#train-your-own), "
        "and written here by `python -m training.report`. [MODEL_CARD.md](MODEL_CARD.md) has all "
        "of them: intervals, engines, sources, languages, channels, calibration, data.",
    ]
    return "\n\n".join(paragraphs) + "\n"


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
    try:
        spec = read_spec(MODEL_DIR)
        old = README.read_text(encoding="utf-8")
        new = with_figures(old, spec)
    except (OSError, ValueError) as error:
        print(f"report: {error}", file=sys.stderr)
        return 1
    if options.check:
        if new != old:
            print("README.md is stale: run python -m training.report", file=sys.stderr)
        return int(new != old)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
