"""Short words of one speaker, joined to clips long enough to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from training.corpus.recordings import duration_s, is_narrow
from training.corpus.sound import Samples, join, read
from training.corpus.source import Item, order

TARGET_S = 3.5


def neighbours(paths: Iterable[Path], target_s: float = TARGET_S) -> Iterator[list[Path]]:
    """Runs of neighbouring files of at least `target_s` in all; a short rest is left out.

    Files of less than 16 kHz are, too: beside others they would change the band within a clip.
    """
    run: list[Path] = []
    total_s = 0.0
    for path in paths:
        if is_narrow(path):
            continue
        run.append(path)
        total_s += duration_s(path)
        if total_s >= target_s:
            yield run
            run, total_s = [], 0.0


def join_words(item: Item) -> Samples:
    """The files `args['paths']`, one after another with natural pauses."""
    rng = np.random.default_rng(order(item.id))
    return join([read(path) for path in item.args["paths"]], rng)
