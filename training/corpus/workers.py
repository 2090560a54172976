"""Making clips in several processes."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import numpy as np

from training.corpus.clip import Clip
from training.corpus.shard import Outcome
from training.corpus.sound import MIN_S, RATE_HZ, condition, write_flac
from training.corpus.source import Item, Skip, Source, order

ONE_THREAD = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1", "TF_NUM_INTEROP_THREADS": "1",
}  # fmt: skip


def clip_path(root: Path, source: Source, item: Item) -> Path:
    """Where an item's file goes: LABEL/SOURCE/ID.flac under the corpus folder."""
    return root / source.label / source.name / f"{item.id}.flac"


def make(source: Source, item: Item, root: Path) -> Outcome:
    """Render, condition and write one clip; whatever goes wrong with it is its outcome."""
    try:
        x = condition(source.render(item), order(source.name, item.id))
        if not np.isfinite(x).all():
            return Outcome(item.id, failed="not finite")
        duration_s = x.size / RATE_HZ
        if duration_s < MIN_S:
            return Outcome(item.id, skipped=f"{duration_s:.2f} s")
        path = clip_path(root, source, item)
        digest = write_flac(path, x)
    except Skip as reason:
        return Outcome(item.id, skipped=str(reason))
    except Exception as error:  # a bad file or a failing engine must not end the others
        return Outcome(item.id, failed=f"{type(error).__name__}: {error}")
    clip = Clip(
        path=path, label=source.label, source=item.source, speaker=item.speaker,
        engine=source.name if source.label == "fake" else "", language=item.language,
        original=item.original, licence=item.licence, duration_s=duration_s, sha256=digest,
    )  # fmt: skip
    return Outcome(item.id, clip=clip)


def make_all(source: Source, items: Sequence[Item], root: Path, jobs: int) -> Iterator[Outcome]:
    """Outcomes as they come, from `jobs` processes; with one job, from this process, in order.

    Raises:
        BrokenProcessPool: a worker process died.
    """
    if jobs == 1 or len(items) < 2:
        yield from (make(source, item, root) for item in items)
        return
    os.environ.update(ONE_THREAD)
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(items)), spawn, _end_with, (os.getpid(),))
    try:
        for future in as_completed([pool.submit(make, source, item, root) for item in items]):
            yield future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with(parent: int) -> None:
    """Let a worker end when its parent was killed, instead of waiting for work for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
