"""Firefox and WebKitGTK, in which the tests repeat what people do most.

`python -m scripts.other_browsers` installs those that are missing, as root and with apt-get. Where
that can't be done their tests are skipped, except where the environment variable CI is set.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PACKAGES = {
    "Firefox": ("firefox-esr",),
    "WebKitGTK": ("webkit2gtk-driver", "xvfb"),
}
"""Debian's names of what each needs."""


@dataclass(frozen=True)
class WebKitGTK:
    """Paths of what it takes to drive WebKitGTK: driver, browser, display without a screen."""

    driver: str
    browser: str
    display: str


def find_firefox() -> str | None:
    """Path of Firefox, or None."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


def find_webkit() -> WebKitGTK | None:
    """Paths of the parts of WebKitGTK, or None if one is missing."""
    driver, display = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob("**/webkit2gtk-4.1/MiniBrowser"), None)
    if driver is None or display is None or browser is None:
        return None
    return WebKitGTK(driver, str(browser), display)


FINDERS: dict[str, Callable[[], object]] = {"Firefox": find_firefox, "WebKitGTK": find_webkit}


def missing() -> list[str]:
    """Names of the browsers that are not there."""
    return [name for name, find in FINDERS.items() if find() is None]


def how_to_get(name: str) -> str:
    """A sentence for those who lack a browser."""
    return f"{name} was not found; apt-get install {' '.join(PACKAGES[name])}"


def main() -> int:
    """Install what is missing, if that can be done here; 1 if CI needs what can't be had."""
    wanted = [package for name in missing() for package in PACKAGES[name]]
    if wanted and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"setup: apt-get install {' '.join(wanted)}", file=sys.stderr)
        apt = ("apt-get", "-qq", "--yes", "-o", "Dpkg::Use-Pty=0")
        for command in (("update",), ("install", "--no-install-recommends", *wanted)):
            subprocess.run([*apt, *command], check=False, stdout=sys.stderr)
    still = missing()
    for name in still:
        print(f"setup: {how_to_get(name)}", file=sys.stderr)
    return 1 if still and "CI" in os.environ else 0


if __name__ == "__main__":
    sys.exit(main())
