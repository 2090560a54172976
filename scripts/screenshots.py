"""Pictures of the page: `python -m scripts.screenshots [NAME]…` makes all of them, or some.

They land in docs/screenshots; git keeps those that README shows.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import soundfile as sf
from PIL import Image, ImageOps
from playwright.sync_api import FilePayload, Page, sync_playwright

from scripts.browser import FLAGS, find_browser

ROOT = Path(__file__).resolve().parent.parent
CLIPS = ROOT / "tests" / "clips"
OUT = ROOT / "docs" / "screenshots"
COLOURS = 128
WIDE, PHONE, HEIGHT = 880, 390, 844
DONE = "[data-testid=card]:not([data-state=waiting], [data-state=busy])"
NEVER_DONE = """() => {
  DeepfakeAudio.classifyFile = (_, { onProgress }) => {
    onProgress(0.4);
    return new Promise(() => {});
  };
}"""
# Rows out of sight are not drawn otherwise.
DRAW_ALL = """() => {
  for (const { style } of document.querySelectorAll(".entry")) style.contentVisibility = "visible";
}"""
MICROPHONE = "--use-fake-device-for-media-stream"
RECORDED_MS = 5000


def choose(page: Page, *paths: Path) -> None:
    """Hand over files, and wait until they are judged."""
    page.set_input_files("#file-input", list(paths))
    page.locator(DONE).nth(len(paths) - 1).wait_for()


def clip(name: str) -> Callable[[Page], None]:
    """A recording of the tests, judged."""
    return lambda page: choose(page, CLIPS / name)


def silence(page: Page) -> None:
    """A recording that nobody can judge."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "silence.wav"
        sf.write(path, np.zeros(48_000), 16_000)
        choose(page, path)


def broken(page: Page) -> None:
    """A letter that says it is a recording."""
    letter = FilePayload(name="letter.wav", mimeType="audio/wav", buffer=b"Dear reader,\n" * 50)
    page.set_input_files("#file-input", letter)
    page.locator(DONE).wait_for()


def busy(page: Page) -> None:
    """A recording that is being judged."""
    page.evaluate(NEVER_DONE)
    page.set_input_files("#file-input", CLIPS / "real-en.flac")
    page.locator("[data-state=busy]").wait_for()


def many(page: Page) -> None:
    """As many recordings as make a list."""
    page.set_input_files("#file-input", sorted(CLIPS.glob("*.flac")))
    page.get_by_test_id("entry").nth(6).wait_for()
    page.locator("[data-state=waiting], [data-state=busy]").first.wait_for(state="detached")


def recording(page: Page) -> None:
    """The recorder after some seconds; the microphone plays the clip over and over."""
    page.locator("#record-button").click()
    page.wait_for_timeout(RECORDED_MS)


def inside(page: Page) -> None:
    """A recording looked into, one of its windows explained."""
    choose(page, CLIPS / "fake-kokoro-en.flac")
    page.get_by_text("Look inside").click()
    page.locator(".track.scores").click(position={"x": 5, "y": 20})
    page.locator(".window-patches li").first.wait_for()


def settings(page: Page) -> None:
    """The settings over the page."""
    page.get_by_role("button", name="Settings").click()


def report(page: Page) -> None:
    """The report as it is printed, for a sheet of paper."""
    choose(page, CLIPS / "fake-kokoro-en.flac")
    page.get_by_role("button", name="Report").click()
    page.emulate_media(media="print")


@dataclass(frozen=True)
class Shot:
    """A state of the page: how to get there, how wide, in which light and how far it is shown."""

    reach: Callable[[Page], object]
    width: int = WIDE
    scheme: Literal["light", "dark"] = "light"
    is_whole: bool = True
    margin: int = 0


SHOTS = {
    "idle": Shot(lambda _page: None),
    "idle-phone": Shot(lambda _page: None, PHONE),
    "idle-dark": Shot(lambda _page: None, scheme="dark"),
    "busy": Shot(busy),
    "list": Shot(many),
    "list-phone": Shot(many, PHONE),
    "real": Shot(clip("real-en.flac")),
    "result": Shot(clip("fake-kokoro-en.flac")),
    "result-dark": Shot(clip("fake-kokoro-en.flac"), scheme="dark"),
    "result-phone": Shot(clip("fake-kokoro-en.flac"), PHONE),
    "unsure": Shot(silence),
    "error": Shot(broken),
    "recording": Shot(recording),
    "recording-phone": Shot(recording, PHONE),
    "inside": Shot(inside),
    "inside-dark": Shot(inside, scheme="dark"),
    "inside-phone": Shot(inside, PHONE),
    "settings": Shot(settings, is_whole=False),
    "settings-phone": Shot(settings, PHONE, is_whole=False),
    "report": Shot(report, margin=48),
}


def main(names: list[str]) -> int:
    """Save each state as NAME.png, the whole page; returns the exit status."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        heard = Path(folder) / "heard.wav"
        samples, rate = sf.read(CLIPS / "real-fr.flac")
        sf.write(heard, samples, rate, subtype="PCM_16")
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=[*FLAGS, MICROPHONE, f"--use-file-for-fake-audio-capture={heard}"],
        )
        for name in names or SHOTS:
            shot = SHOTS[name]
            page = browser.new_page(
                viewport={"width": shot.width, "height": HEIGHT},
                color_scheme=shot.scheme,
                reduced_motion="reduce",
                permissions=["microphone"] if shot.reach is recording else [],
            )
            page.goto((ROOT / "web" / "index.html").as_uri())
            page.evaluate("() => DeepfakeAudio.ready")
            shot.reach(page)
            page.mouse.move(0, 0)
            page.evaluate(DRAW_ALL)
            taken = Image.open(io.BytesIO(page.screenshot(full_page=shot.is_whole)))
            picture = ImageOps.expand(taken.convert("RGB"), shot.margin, "white")
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(
                OUT / f"{name}.png", optimize=True
            )
            page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
