"""What every benchmark does around its measuring: a browser, a folder, a table and JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import FLAGS, find_browser

Figures = TypeVar("Figures")


def run(
    measure: Callable[[Browser, Path], Figures],
    table: Callable[[Figures], str],
    flags: Sequence[str] = (),
) -> int:
    """Measure in a browser, with a folder for recordings; print a table, then the same as JSON.

    Args:
        flags: of the browser, besides those that it always gets.

    Returns:
        The exit status.
    """
    path = find_browser()
    if path is None:
        print("bench: no browser: python -m scripts.browser installs one", file=sys.stderr)
        return 1
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *flags])
        figures = measure(browser, Path(folder))
        browser.close()
    print(table(figures))
    print(json.dumps(figures))
    return 0
