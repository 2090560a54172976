"""Does the map of what moved the decision tell the truth? The deletion test.

`python -m training.deletion MODEL --data DIR… --out FILE` takes the middle window of each clip,
flattens the patches that occlusion calls the most important for the decision, and as many random
ones, and writes how much the probability of the decision drops. A map that tells the truth makes
the first drop much larger than the second.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.corpus.clip import Clip
from training.dataset import clip_windows, load_sounds, to_float
from training.features import features
from training.judged import clips_of_folders, load_model
from training.occlusion import BANDS, TIMES, flatten_patches, occlusion, score
from training.params import Params
from training.preparation import thin
from training.runs import write_json
from training.scoring import Predict
from training.verdict import to_probability

SHARES = (0.05, 0.1, 0.2, 0.3)
"""Shares of the patches that are flattened."""

DRAWS = 5
"""Random choices of patches, to be averaged."""


@dataclass(frozen=True)
class Drop:
    """Of one window, float64 [len(SHARES)]: what the probability of the decision loses."""

    most_important: NDArray[np.float64]
    random: NDArray[np.float64]


def _chosen(order: NDArray[np.int64], share: float) -> NDArray[np.bool_]:
    """The first `share` of the patches in `order`."""
    chosen = np.zeros(order.size, bool)
    chosen[order[: round(share * order.size)]] = True
    return chosen


def deletion(x: NDArray[np.float32], predict: Predict, p: Params, rng: np.random.Generator) -> Drop:
    """Flatten patches of one window's `features` [rows, bins]."""
    logit, changes = occlusion(x, predict, p)
    decision = 1.0 if logit > 0 else -1.0
    orders = [np.argsort(-decision * changes, kind="stable")]
    orders += [rng.permutation(changes.size) for _ in range(DRAWS)]
    flattened = [flatten_patches(x, _chosen(order, s), p) for order in orders for s in SHARES]
    logits = score(np.stack([x, *flattened]), predict, p)
    p_fake = np.array([to_probability(logit, p.verdict) for logit in logits])
    probabilities = p_fake if decision > 0 else 1 - p_fake
    drops = (probabilities[0] - probabilities[1:]).reshape(len(orders), len(SHARES))
    return Drop(drops[0], drops[1:].mean(axis=0))


def summary(drops: Sequence[Drop]) -> list[dict[str, float]]:
    """For each share the mean drops, and how many windows lose more than with random patches."""
    most = np.stack([d.most_important for d in drops])
    random = np.stack([d.random for d in drops])
    return [
        {
            "share": share,
            "most_important": float(most[:, i].mean()),
            "random": float(random[:, i].mean()),
            "windows_where_more": float((most[:, i] > random[:, i]).mean()),
        }
        for i, share in enumerate(SHARES)
    ]


def deletion_of_clips(clips: Sequence[Clip], predict: Predict, p: Params) -> dict[str, Any]:
    """The deletion test on the middle window of each clip.

    Raises:
        ValueError: if none of the clips can be used.
    """
    rng = np.random.default_rng(0)
    drops: dict[str, list[Drop]] = {}
    for sound in tqdm(load_sounds(clips, p), desc="flatten patches", unit="clip"):
        windows = clip_windows(to_float(sound.samples), p)
        if len(windows):
            x = features(windows[len(windows) // 2], p)
            drops.setdefault(sound.clip.label, []).append(deletion(x, predict, p, rng))
    if not drops:
        raise ValueError("none of the clips holds speech")
    return {
        "patches": {"times": TIMES, "bands": BANDS},
        "windows": {label: len(rows) for label, rows in drops.items()},
        "drop": summary([drop for rows in drops.values() for drop in rows]),
        "drop_by_label": {label: summary(rows) for label, rows in drops.items()},
    }


def measure(model: Path, folders: Sequence[Path], limit: int) -> dict[str, Any]:
    """The deletion test on at most `limit` clips of each source and engine.

    Raises:
        OSError, ValueError: if the model or the clips can't be used; the message names them.
    """
    predict, p, sha256 = load_model(model)
    arguments = [str(model), *(f"--data {folder}" for folder in folders), f"--limit {limit}"]
    return {
        "command": " ".join(["python -m training.deletion", *arguments]),
        "model_sha256": sha256,
        **deletion_of_clips(thin(clips_of_folders(folders), limit), predict, p),
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.deletion", description=__doc__)
    parser.add_argument("model", type=Path, help="folder of training.train or of convert.py")
    parser.add_argument("--data", type=Path, action="append", required=True, help="clips to use")
    parser.add_argument("--out", type=Path, required=True, help="JSON file to write")
    parser.add_argument("--limit", type=int, default=20, help="clips of a source or engine")
    options = parser.parse_args(arguments)
    try:
        measured = measure(options.model, options.data, options.limit)
    except (ValueError, OSError) as error:
        print(f"deletion: {error}", file=sys.stderr)
        return 1
    options.out.parent.mkdir(parents=True, exist_ok=True)
    write_json(options.out, measured)
    for row in measured["drop"]:
        print(
            f"{row['share']:.0%} of the patches: the decision loses {row['most_important']:.1%} "
            f"with the most important ones, {row['random']:.1%} with random ones"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
