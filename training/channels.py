"""Models on validation clips, channel by channel: `python -m training.channels RUN MODEL…`.

For choosing between models: what is published is measured on test clips. RUN's validation clips are
thinned to 300 a class, engines and sources alike; a MODEL is a run or web/model.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from sklearn.metrics import roc_auc_score
from tqdm import tqdm

from training.conditions import conditions
from training.dataset import load_sounds
from training.judged import load_model
from training.markdown import markdown
from training.params import Params
from training.robustness import PER_CLASS, evenly_of_each_class, in_channel, scored
from training.runs import load_clips, load_config
from training.sounds import load_backgrounds, read_sounds

CHANNELS = (
    "as it is", "opus-16k", "opus-9k-nolace", "amr-12k", "gsm", "telephone", "up to 4000 Hz",
    "10 dB SNR", "0 dB SNR", "0.2 s", "0.5 s",
)  # fmt: skip
GROUPS = ("none", "codec", "band", "noise", "room")


Rows = dict[str, dict[str, tuple[float, float]]]
"""{channel: {model: (ROC AUC, share of the real clips that it calls fake)}}"""


def channels(run: Path, models: Sequence[Path]) -> Rows:
    """How each model fares in each channel, at its own threshold.

    Raises:
        OSError, ValueError: if a folder can't be used; the message names it.
    """
    chosen = evenly_of_each_class(load_clips(run).get("val", []), PER_CLASS)
    judges = {str(model): load_model(model) for model in models}
    sounds = load_sounds(chosen, Params())
    around = load_backgrounds(read_sounds(load_config(run).sounds), "val")
    wanted = [c for c in conditions(around) if c.name in CHANNELS and c.group in GROUPS]
    rows: Rows = {}
    with ProcessPoolExecutor() as pool:
        for condition in tqdm(wanted, "channels"):
            heard = in_channel(sounds, condition, pool)
            row = rows[f"{condition.group}, {condition.name}"] = {}
            for name, (predict, p, _) in judges.items():
                scores = scored(heard, predict, p)
                accused = scores.p_fake[~scores.is_fake] >= p.verdict.fake_above
                row[name] = float(roc_auc_score(scores.is_fake, scores.p_fake)), accused.mean()
    return rows


def table(rows: Rows) -> str:
    """Markdown, two columns a model."""
    names = list(next(iter(rows.values())))
    header = [f"{figure}, {name}" for figure in ("AUC", "real called fake") for name in names]
    body = [
        (
            channel,
            *(f"{row[name][0]:.3f}" for name in names),
            *(f"{row[name][1]:.1%}" for name in names),
        )
        for channel, row in rows.items()
    ]
    return markdown(("validation", *header), body)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.channels", description=__doc__)
    parser.add_argument("run", type=Path, metavar="RUN", help="whose validation clips are heard")
    parser.add_argument("models", type=Path, nargs="+", metavar="MODEL", help="a run or web/model")
    options = parser.parse_args(arguments)
    try:
        rows = channels(options.run, options.models)
    except (ValueError, OSError) as error:
        print(f"channels: {error}", file=sys.stderr)
        return 1
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
