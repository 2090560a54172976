"""For everyone: axe-core finds nothing in any state, light or dark; keyboard, zoom, motion, print.

Pictures are not compared from test to test, as every machine draws with other fonts; what must
hold of the layout on all of them is measured instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, FilePayload, expect

from tests.audio_page import INDEX, AudioPage, opened

ROOT = Path(__file__).resolve().parent.parent
CLIPS = ROOT / "tests" / "clips"
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NEVER = "() => { DeepfakeAudio.classifyFile = () => new Promise(() => {}); }"
DONE = "[data-testid=card]:not([data-state=waiting], [data-state=busy])"

SMALLEST_TARGET_PX = 24
TARGETS = """() => [...document.querySelectorAll(
    "button, summary, input, select, a[href], [tabindex='0']")]
  .filter((node) => node.checkVisibility() && node.closest("p") === null)
  .map((node) => {
    const target = node.matches("input") ? (node.closest("label") ?? node) : node;
    const { width, height } = target.getBoundingClientRect();
    return [`${node.tagName} ${node.className} ${node.textContent.slice(0, 20)}`, width, height];
  })"""

Reach = Callable[[AudioPage, Path], object]


def silence(page: AudioPage, folder: Path) -> None:
    sf.write(folder / "silence.wav", np.zeros(32_000), 16_000)
    page.page.set_input_files("#file-input", folder / "silence.wav")
    page.page.wait_for_selector(DONE)


def judged(page: AudioPage, name: str) -> None:
    page.page.set_input_files("#file-input", CLIPS / name)
    page.page.wait_for_selector(DONE)


def opened_everywhere(page: AudioPage) -> None:
    page.page.evaluate("() => document.querySelectorAll('details').forEach((d) => { d.open = 1 })")


def judged_and_opened(page: AudioPage, _folder: Path) -> None:
    judged(page, "real-en.flac")
    opened_everywhere(page)


def busy(page: AudioPage) -> None:
    page.page.evaluate(NEVER)
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    expect(page.page.get_by_test_id("card")).to_be_visible()


def cancelled(page: AudioPage) -> None:
    busy(page)
    page.page.get_by_role("button", name="Cancel").click()
    page.page.wait_for_selector("[data-state=cancelled]")


def failed(page: AudioPage) -> None:
    letter = FilePayload(name="letter.wav", mimeType="audio/wav", buffer=b"Dear reader,\n" * 50)
    page.page.set_input_files("#file-input", letter)
    page.page.wait_for_selector(DONE)


def settings(page: AudioPage) -> None:
    page.page.get_by_role("button", name="Settings").click()
    expect(page.page.get_by_role("dialog")).to_be_visible()


def report(page: AudioPage) -> None:
    judged(page, "real-en.flac")
    page.page.get_by_role("button", name="Report").click()
    expect(page.page.get_by_role("dialog")).to_be_visible()


def many(page: AudioPage) -> None:
    page.page.evaluate(NEVER)
    page.page.set_input_files("#file-input", sorted(CLIPS.glob("*.flac")))
    expect(page.page.get_by_test_id("entry")).to_have_count(7)


STATES: dict[str, Reach] = {
    "idle": lambda _page, _: None,
    "everything open": lambda page, _: opened_everywhere(page),
    "settings": lambda page, _: settings(page),
    "busy": lambda page, _: busy(page),
    "cancelled": lambda page, _: cancelled(page),
    "an error": lambda page, _: failed(page),
    "a real voice": lambda page, _: judged(page, "real-en.flac"),
    "a voice, everything open": judged_and_opened,
    "a synthetic voice": lambda page, _: judged(page, "fake-flite.flac"),
    "can't tell": silence,
    "many": lambda page, _: many(page),
    "report": lambda page, _: report(page),
}


def violations(page: AudioPage) -> list[str]:
    page.page.evaluate(AXE)
    found: list[dict[str, Any]] = page.page.evaluate(
        "async (tags) => (await axe.run({ runOnly: tags })).violations", TAGS
    )
    return [f"{v['id']}: {[n['html'][:120] for n in v['nodes']]}" for v in found]


@contextmanager
def page_with(browser: Browser, **options: Any) -> Iterator[AudioPage]:
    context = browser.new_context(**options)
    with opened(context) as page:
        yield page
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, state: str, scheme: str) -> None:
    with page_with(browser, color_scheme=scheme) as page:
        STATES[state](page, tmp_path)
        assert violations(page) == []


def test_axe_finds_nothing_where_the_model_is_missing(browser: Browser) -> None:
    page = AudioPage(browser.new_page())
    page.page.route("**/model/model.js", lambda route: route.abort())
    page.page.goto(INDEX)
    expect(page.page.locator("#trouble")).to_be_visible()
    assert violations(page) == []
    page.close()


def test_axe_notices_what_is_wrong(page: AudioPage) -> None:
    page.page.evaluate("() => document.querySelector('#settings-button').replaceChildren()")
    assert [v.split(":")[0] for v in violations(page)] == ["button-name"]


@pytest.mark.parametrize("locale", ["en", "de", "fr"])
@pytest.mark.parametrize("width", [320, 640, 1280])
def test_at_every_width_nothing_is_scrolled_sideways(
    browser: Browser, width: int, locale: str
) -> None:
    # 320 is 1280 at 400 % zoom, 640 is 1280 at 200 %.
    with page_with(browser, viewport={"width": width, "height": 720}, locale=locale) as page:
        judged(page, "fake-kokoro-en.flac")
        opened_everywhere(page)
        assert page.page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("state", STATES)
def test_whatever_is_pressed_is_large_enough_for_a_finger(
    page: AudioPage, tmp_path: Path, state: str
) -> None:
    STATES[state](page, tmp_path)
    for width in (320, 390, 1280):
        page.page.set_viewport_size({"width": width, "height": 800})
        targets = page.page.evaluate(TARGETS)
        assert len(targets) >= 5
        assert [target for target in targets if min(target[1:]) < SMALLEST_TARGET_PX] == []


def test_the_keyboard_reaches_everything_in_the_order_of_reading(page: AudioPage) -> None:
    judged(page, "real-en.flac")
    page.page.evaluate("() => document.activeElement.blur()")
    tops = []
    reached: list[str] = []
    for _ in range(60):
        page.page.keyboard.press("Tab")
        where = page.page.evaluate(
            """() => {
              const node = document.activeElement;
              if (node === document.body) return null;
              const box = (node.closest("label, details") ?? node).getBoundingClientRect();
              const name = node.tagName + "#" + node.id + node.textContent.slice(0, 40);
              return [name, box.top + scrollY, getComputedStyle(node).outlineStyle];
            }"""
        )
        if where is None or where[0] in reached:
            break
        assert where[2] != "none", f"no focus ring on {where[0]}"
        reached.append(where[0])
        tops.append(where[1])
    assert len(reached) >= 10
    for needed in ("#drop-zone", "#record-button", "How do I know?", "About this file"):
        assert any(needed in name for name in reached), needed
    assert all(later >= earlier - 60 for earlier, later in pairwise(tops)), list(
        zip(reached, tops, strict=True)
    )


def test_nothing_moves_for_those_who_prefer_it_so(browser: Browser) -> None:
    with page_with(browser, reduced_motion="reduce") as page:
        judged(page, "real-en.flac")
        moving = page.page.evaluate(
            """() => [...document.querySelectorAll("*")].filter((node) => {
              const { transitionDuration, animationDuration } = getComputedStyle(node);
              return [transitionDuration, animationDuration].some((d) => parseFloat(d) > 0);
            }).map((node) => node.outerHTML.slice(0, 80))"""
        )
        assert moving == []


def shifted(page: AudioPage, since: float) -> list[Any]:
    """Parts of the page that moved by themselves since a time of the page's clock, in ms."""
    found = page.page.evaluate(
        """(since) => new Promise((resolve) => {
          const found = [];
          new PerformanceObserver((list) => {
            for (const { startTime, value, sources } of list.getEntries()) {
              const moved = sources.filter(({ node }) => !node?.closest?.("footer"));
              const names = moved.map(({ node }) => node?.id || node?.className);
              if (startTime >= since && moved.length > 0) found.push([value, names]);
            }
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(found), 500);
        })""",
        since,
    )
    return found if sum(value for value, _ in found) >= 0.01 else []


@pytest.mark.parametrize("locale", ["en", "de"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_jumps_from_the_first_moment_to_the_verdict(
    browser: Browser, width: int, locale: str
) -> None:
    # The footer alone goes down, with what grows above it; and handing something over makes the
    # drop zone smaller, at once.
    with page_with(browser, viewport={"width": width, "height": 800}, locale=locale) as page:
        page.page.reload()
        page.page.evaluate("() => DeepfakeAudio.ready")
        assert shifted(page, since=0) == []
        page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
        page.page.wait_for_selector(".entry")
        handed_over = page.page.evaluate(
            "() => new Promise((next) => setTimeout(() => next(performance.now()), 50))"
        )
        page.page.wait_for_selector(DONE)
        assert shifted(page, since=handed_over) == []


def test_in_forced_colours_the_scale_and_the_marks_stay_visible(browser: Browser) -> None:
    with page_with(browser, forced_colors="active") as page:
        judged(page, "real-en.flac")
        track = page.page.locator(".scale-track").first
        background = track.evaluate("(node) => getComputedStyle(node).backgroundImage")
        assert "gradient" in background
        assert violations(page) == []


def test_on_paper_there_are_results_and_nothing_to_press(page: AudioPage) -> None:
    judged(page, "real-en.flac")
    page.page.emulate_media(media="print")
    expect(page.page.get_by_test_id("verdict")).to_be_visible()
    expect(page.page.get_by_test_id("rates")).to_be_visible()
    for selector in ("#drop-zone", "#examples", "#settings-button", "#recorder", ".remove"):
        expect(page.page.locator(selector).first).to_be_hidden()
