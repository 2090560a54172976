"""Leave one family of engines out after the other: `python -m training.folds --out runs/folds`.

Everything after `--` goes to training.train, the same for every fold. A fold that is finished is
not trained again. Writes folds.json: the EER of each family that its fold never heard, and of all
of them pooled, each against the real clips that the same fold kept apart.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras

from training import train
from training.families import FAMILIES
from training.figures import figures
from training.judged import clips_of_run, load_model, score_run
from training.markdown import markdown, share
from training.params import VerdictParams
from training.runs import run_params, write_json
from training.scores import Scores

KEPT = ("clips", "eer", "roc_auc", "decided", "decided_accuracy", "cllr", "ece", "intervals")


def folder_of(family: str) -> str:
    """The family's name as a folder's."""
    return family.lower().replace(" ", "-")


def fold(run: Path, family: str, options: Sequence[str]) -> Scores:
    """Train without the family and score it, against the fold's own real test clips.

    Raises:
        ValueError: if the training failed, or the family has no clip that the split left apart.
    """
    if train.main([f"--run={run}", f"--unseen={family}", *options]):
        raise ValueError(f"{run}: training failed")
    predict, p, _ = load_model(run)
    sets = clips_of_run(run)
    if "unseen" not in sets:
        raise ValueError(f"{run}: no clip of this family has a speaker that was not trained on")
    scores = score_run(sets, predict, p)["unseen"]
    keras.backend.clear_session()
    return scores


def summary(by_family: Mapping[str, Scores], bands: Mapping[str, VerdictParams]) -> dict[str, Any]:
    """Figures of each fold at its own band, and of all folds pooled at the widest band."""
    pooled = Scores([], next(iter(by_family.values())).p_fake[:0])
    for scores in by_family.values():
        pooled += scores
    widest = VerdictParams(
        real_below=min(v.real_below for v in bands.values()),
        fake_above=max(v.fake_above for v in bands.values()),
    )
    rows = {name: figures(scores, bands[name]) for name, scores in by_family.items()}
    rows["pooled"] = figures(pooled, widest)
    engines = {e: r for name in by_family for e, r in rows[name]["by_engine"].items()}
    return {
        "folds": {name: {key: row[key] for key in KEPT} for name, row in rows.items()},
        "by_engine": engines,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0; 1 when a fold failed, the others having gone on."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    cut = given.index("--") if "--" in given else len(given)
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/folds"), help="folder to write")
    parser.add_argument("--families", nargs="+", default=list(FAMILIES), choices=FAMILIES)
    options = parser.parse_args(given[:cut])
    scored, bands, failed = {}, {}, False
    for family in options.families:
        run = options.out / folder_of(family)
        try:
            scored[family] = fold(run, family, given[cut + 1 :])
            bands[family] = run_params(run).verdict
        except (ValueError, OSError) as error:
            print(f"folds: {family} left out: {error}", file=sys.stderr)
            failed = True
    if not scored:
        return 1
    found = summary(scored, bands)
    write_json(options.out / "folds.json", found)
    rows = [
        (name, str(row["clips"]), *(share(row[key]) for key in KEPT[1:5]))
        for name, row in found["folds"].items()
    ]
    print(markdown(("unseen family", *KEPT[:5]), rows))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
