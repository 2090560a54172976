"""What the sources of recorded speech share: listing files without repeats, reading a part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import soundfile as sf

from training.corpus.manifest import CorpusError
from training.corpus.sound import RATE_HZ, Samples, pieces, read
from training.corpus.source import Item, Skip


def unique_files(paths: Iterable[Path], where: str) -> list[Path]:
    """The files in order, each content once; raises CorpusError when there is none."""
    seen: dict[str, Path] = {}
    for path in sorted(paths):
        seen.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), path)
    if not seen:
        raise CorpusError(f"no recordings found in {where}")
    return list(seen.values())


def duration_s(path: Path) -> float:
    """Length of a file that libsndfile reads; 0 when it cannot, so that reading names the fault."""
    try:
        return float(sf.info(path).duration)
    except sf.LibsndfileError:
        return 0.0


def is_narrow(path: Path) -> bool:
    """True for a file of less than 16 kHz."""
    try:
        return bool(sf.info(path).samplerate < RATE_HZ)
    except sf.LibsndfileError:
        return False


def read_part(item: Item) -> Samples:
    """The sound of `args['path']`, or its piece `args['part']` of at most `args['max_s']`."""
    x = read(item.args["path"])
    if "part" not in item.args:
        return x
    parts = pieces(x, item.args["max_s"])
    if item.args["part"] >= len(parts):
        raise Skip("cut into fewer pieces than planned")
    return parts[item.args["part"]]
