"""Command line: `python -m training.sounds` fetches sound without speech for training and tests."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.sounds.collection import build_sounds, read_sounds


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0; 1 when a package can't be had; 130 when interrupted."""
    parser = argparse.ArgumentParser(prog="python -m training.sounds", description=__doc__)
    parser.add_argument(
        "--out", type=Path, default=Path("data/sounds"), help="folder (default: %(default)s)"
    )
    out = parser.parse_args(arguments).out
    try:
        left_out = build_sounds(out, Packages(out.absolute().parent / "downloads"))
    except (CorpusError, OSError) as error:
        print(f"sounds: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted; the same command goes on from here", file=sys.stderr)
        return 130
    for line in left_out:
        print(f"left out {line}", file=sys.stderr)
    for (split, kind), count in sorted(
        Counter((r.split, r.kind) for r in read_sounds(out)).items()
    ):
        print(f"{split:6} {kind:8} {count}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
