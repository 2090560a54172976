"""Pictures of the page for the README: `python -m scripts.screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.browser import FLAGS, find_browser

ROOT = Path(__file__).resolve().parent.parent
CLIPS = ROOT / "tests" / "clips"
OUT = ROOT / "docs" / "screenshots"
SHOTS = (
    ("idle", "light", 880, ()),
    ("result", "light", 880, ("real-en.flac", "fake-kokoro-en.flac")),
    ("result-dark", "dark", 880, ("real-en.flac", "fake-kokoro-en.flac")),
    ("result-phone", "light", 390, ("fake-kokoro-en.flac",)),
    ("unsure", "light", 880, ("fake-kokoro-fr.flac",)),
)


def shoot(browser: Browser, name: str, scheme: str, width: int, clips: tuple[str, ...]) -> None:
    """Open the page from disk, let it judge the clips, and save the whole page as NAME.png."""
    page = browser.new_page(
        viewport={"width": width, "height": 480},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page.goto((ROOT / "web" / "index.html").as_uri())
    page.evaluate("() => DeepfakeAudio.ready")
    if clips:
        page.locator("#file-input").set_input_files([CLIPS / clip for clip in clips])
        page.get_by_test_id("verdict").nth(len(clips) - 1).wait_for()
    page.screenshot(path=OUT / f"{name}.png", full_page=True)
    page.close()


def main() -> int:
    """Entry point; returns the exit status."""
    OUT.mkdir(parents=True, exist_ok=True)
    executable = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        for shot in SHOTS:
            shoot(browser, *shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
