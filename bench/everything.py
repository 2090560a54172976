"""All that `make bench` measures, in one browser: `python -m bench.everything`, some minutes.

Speed of the page and of Python (`bench`, the quick one), the network alone against other runtimes
(`bench.inference`), and how time grows (`bench.growth`). Long recordings are `bench.long`'s, which
takes a quarter of an hour more. Prints the tables and, as the last line, the same as JSON.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench import __main__ as speed
from bench import growth, inference
from bench.run import run

PARTS = {"speed": speed, "inference": inference, "growth": growth}


def measure(browser: Browser, folder: Path) -> dict[str, Any]:
    """{part: its figures}."""
    figures = {}
    for name, part in PARTS.items():
        (folder / name).mkdir()
        figures[name] = part.measure(browser, folder / name)
    return figures


def table(figures: dict[str, Any]) -> str:
    """The tables of the parts."""
    return "\n\n".join(part.table(figures[name]) for name, part in PARTS.items())


def main() -> int:
    """Entry point; returns the exit status."""
    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
