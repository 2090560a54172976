"""The browser that the tests and the benchmark drive; `python -m scripts.browser` installs one.

A Chromium or Chrome of the system if there is one, else the one that Playwright downloads.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC_APPS = ("Google Chrome", "Chromium")
FLAGS = (
    "--no-sandbox",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
)
"""`--no-sandbox` because containers and the root user have none; the rest keeps it quiet."""


def _candidates() -> Iterator[str]:
    yield from filter(None, (shutil.which(name) for name in NAMES))
    yield from (f"/Applications/{app}.app/Contents/MacOS/{app}" for app in MAC_APPS)
    with sync_playwright() as playwright:
        yield playwright.chromium.executable_path


def _works(path: str) -> bool:
    """Whether it starts: some distributions have a stub in its place, or lack its libraries."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def find_browser() -> str | None:
    """Path of a Chromium that starts, or None."""
    return next((path for path in _candidates() if _works(path)), None)


def _run(command: Sequence[str]) -> None:
    print(f"setup: {' '.join(command)}", file=sys.stderr)
    subprocess.run(command, check=False, stdout=sys.stderr)


def main() -> int:
    """Find a browser or install one; 1 if neither can be done."""
    if find_browser():
        return 0
    _run([sys.executable, "-m", "playwright", "install", "chromium"])
    if not find_browser() and shutil.which("apt-get"):
        root = [] if os.geteuid() == 0 else ["sudo"]
        _run([*root, "apt-get", "update"])
        _run([*root, "apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    if find_browser():
        return 0
    print("setup: no Chromium or Chrome was found or could be installed.", file=sys.stderr)
    print("Install one; it is only needed for make test and make bench.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
