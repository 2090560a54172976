"""Write MODEL_CARD.md from the shipped model: `python -m training.card [--check]`.

Every number comes from `web/model/spec.json`, which got it from the evaluation of the very run
that was converted; `--check` (part of the tests) fails if the card says anything else.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from training.card_audits import deletion_table, no_speech_table, shortcut_table
from training.card_tables import (
    channel_table,
    data_table,
    family_table,
    group_table,
    headline_table,
    voices_table,
)
from training.markdown import markdown, share
from training.shipped import MODEL_DIR, read_spec

CARD = MODEL_DIR.parent.parent / "MODEL_CARD.md"

USE = """A hint, beside other evidence, whether a voice in a recording is a person's or was made by
a machine. For people who judge one recording at a time and can ask back, and for
researchers who measure. Not for: proof, automatic decisions about people, access control, or
finding single replaced words; a window is two seconds long."""

LIMITS = """- A tool that appears tomorrow may fool it more often than any engine below.
- “Fake” means that a machine made the waveform. A real voice through a neural codec or a voice
  changer counts as fake in training; a recording that was cleaned by noise reduction is neither.
- A voice through an Opus decoder that mends low bit rates with networks is real, but called fake
  more often, see [decision 6](docs/decisions/0006-training-for-voices-never-heard.md).
- A whole way of making voices that training never heard (voice conversion without an example of it,
  say) is told much worse than a new engine among relatives, see
  [decision 15](docs/decisions/0015-whole-families-unheard.md).
- Languages, speakers and channels that the corpus lacks are errors nobody has counted.
- The test clips trained nothing, but were scored after every training, and that steered what was
  tried next: the figures are somewhat too good, see
  [decision 5](docs/decisions/0005-splits-and-figures.md).
- What to expect on something new are the figures in which every voice counts, and the mean error,
  in which every source and engine counts alike; the others lean towards whoever has most clips."""

PEERS = """AASIST and AASIST-L are published with 0.83 % and 0.99 % EER on ASVspoof 2019 LA, the
benchmark that they were trained on (arXiv 2110.01200, github.com/clovaai/aasist). With those
published weights they made 51–57 % EER on speech collected as this corpus is: a coin toss. That is
not a figure on the same clips as those above."""


def _size(spec: Mapping[str, Any]) -> str:
    network, verdict = spec["network"], spec["verdict"]
    return (
        "Two residual CNNs that judge together, on log-power spectrograms of 2-second windows, one "
        f"with frames of 32 ms, one with frames of 8 ms: {network['parameters']:,} parameters, "
        f"{network['weight_bytes'] / 1e6:.2f} MB, "
        f"{network['multiply_accumulates'] / 1e6:.0f} million multiply-accumulates a window. "
        f"The probability of a fake is never said to be less than {verdict['floor']:.0%}, as some "
        f"leave nothing to recognise; from {verdict['real_below']:.0%} to "
        f"{verdict['fake_above']:.0%} the answer is “can't tell”. A logistic regression on what "
        "both networks see tells voices from other sounds; a window that is less than "
        f"{verdict['voice_above']:.0%} likely to hold a voice is not judged, nor is a clip of "
        f"which fewer than {spec['speech']['min_voiced_share']:.0%} of the windows in which "
        "something moves are judged.\n\n"
        f"Weights: SHA-256 `{spec['model_sha256']}`, 16 bits each: what the page and the "
        "command line run is what was evaluated, bit by bit (SHA-256 in the evaluation: "
        f"`{spec['metrics']['model_sha256']}`)."
    )


def _calibration(sets: Mapping[str, Any]) -> str:
    rows = [
        (name, f"{row['cllr']:.3f}", f"{row['ece']:.3f}", f"{row['min_dcf']:.3f}",
         share(row["mean_error"]["false_alarms"]), share(row["mean_error"]["missed"]))
        for name, row in sets.items() if "ece" in row
    ]  # fmt: skip
    head = ("set", "Cllr, bits", "ECE", "minDCF", "mean false alarms", "mean misses")
    return markdown(head, rows)


def _unseen(sets: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The sections on engines never trained on; none if the corpus had none to hold out."""
    if "unseen" not in sets:
        return []
    by_engine = group_table(sets["unseen"]["by_engine"], "missed", "called_real")
    return [
        ("Unseen engines, by family", family_table(sets["unseen"])),
        ("Unseen engines, one by one", by_engine),
    ]


def card(spec: Mapping[str, Any]) -> str:
    """The whole card, Markdown."""
    metrics = spec["metrics"]
    sets = metrics["sets"]
    seen = sets["seen"]
    sections = [
        ("Model card", _size(spec)),
        ("Intended use", USE),
        ("Limits", LIMITS),
        ("Figures", headline_table(sets)),
        ("Figures, every voice counted", voices_table(sets)),
        ("Calibration", _calibration(sets)),
        *_unseen(sets),
        ("Seen engines, one by one", group_table(seen["by_engine"], "missed", "called_real")),
        ("Real voices, by source", group_table(seen["by_source"], "false_alarms", "called_fake")),
        (
            "Real voices, by language",
            group_table(seen["by_language"], "false_alarms", "called_fake"),
        ),
        ("Channels", channel_table(metrics["grid"])),
        ("Sound without speech", no_speech_table(metrics["no_speech"])),
        ("Maps of what moved a decision", deletion_table(metrics["deletion"])),
        ("Shortcuts", shortcut_table(metrics["shortcuts"])),
        ("Other detectors", PEERS),
        ("Data", data_table(metrics["data"])),
        (
            "How the numbers were made",
            f"All of them by `{metrics['command']}`; this page by `python -m training.card`. "
            "[README](README.md#train-your-own) has the commands that build the corpus and train.",
        ),
    ]
    title, *rest = sections
    return f"# {title[0]}\n\n{title[1]}\n\n" + "\n\n".join(f"## {n}\n\n{t}" for n, t in rest) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.card", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether it is up to date")
    parser.add_argument("--model", type=Path, default=MODEL_DIR, help="folder of convert.py")
    options = parser.parse_args(arguments)
    try:
        spec = read_spec(options.model)
    except (OSError, ValueError) as error:
        print(f"card: the model in {options.model} can't be used: {error}", file=sys.stderr)
        return 1
    new = card(spec)
    if options.check:
        stale = not CARD.exists() or CARD.read_text(encoding="utf-8") != new
        if stale:
            print("MODEL_CARD.md is stale: run python -m training.card", file=sys.stderr)
        return int(stale)
    CARD.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
