"""What a model is judged on: the clips that its training kept apart, or folders of people."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import keras

from training.corpus import read_folder
from training.corpus.clip import Clip
from training.graph_model import to_graph_model
from training.params import Params
from training.runs import load_clips, run_params
from training.scores import Scores, score_clips
from training.scoring import Predict
from training.shipped import graph_function, load_shipped


def load_model(folder: Path) -> tuple[Predict, Params, str]:
    """The model of a training run or of convert.py: (predict, parameters, SHA-256 of its weights).

    A run's network is converted as `convert.py` does, so that what is judged is what ships.

    Raises:
        FileNotFoundError: if the folder is neither.
    """
    if (folder / "spec.json").exists():
        shipped = load_shipped(folder)
        return shipped.predict, shipped.params, shipped.sha256
    weights = folder / "best.keras"
    if not (folder / "verdict.json").exists() or not weights.exists():
        raise FileNotFoundError(f"{folder} is neither a finished run nor a converted model")
    graph, data = to_graph_model(keras.saving.load_model(weights))
    return graph_function(graph, data), run_params(folder), hashlib.sha256(data).hexdigest()


def clips_of_run(run: Path) -> dict[str, list[Clip]]:
    """The clips that a run kept apart: `seen`, and `unseen` if it held out engines.

    Both sets have the same real clips.

    Raises:
        ValueError: if there is nothing to test on.
    """
    clips = load_clips(run)
    apart = clips.get("test_unseen", [])
    seen = clips.get("test", []) + [c for c in apart if not c.engine]
    fakes = [c for c in apart if c.engine]
    if not seen:
        raise ValueError(f"{run} has no test clips")
    real = [c for c in seen if c.label == "real"]
    return {"seen": seen, "unseen": real + fakes} if fakes else {"seen": seen}


def score_run(sets: Mapping[str, Sequence[Clip]], predict: Predict, p: Params) -> dict[str, Scores]:
    """The sets of `clips_of_run`, scored; every clip once."""
    scored = {"seen": score_clips(sets["seen"], predict, p)}
    if "unseen" in sets:
        fakes = [c for c in sets["unseen"] if c.label == "fake"]
        scored["unseen"] = scored["seen"].only("real") + score_clips(fakes, predict, p)
    return scored


def clips_of_folders(folders: Sequence[Path]) -> list[Clip]:
    """The clips of folders that people bring; only their test/ where they are split."""
    clips = [clip for folder in folders for clip in read_folder(folder)]
    return [clip for clip in clips if clip.split in ("", "test")]
