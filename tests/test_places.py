"""The core of the page from wherever it may lie: disk, a static host, one file by mail."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.audio_page import INDEX, WEB, AudioPage, opened
from tests.server import serving
from tests.strings import read_strings
from training.predict import classify
from training.shipped import ShippedModel

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
ONE_FILE = "deepfake-audio-detection.html"
FORBID = {"Content-Security-Policy": "connect-src 'none'"}
PLACES = ("disk", "host", "host that forbids connections", "one file", "one file on a host")


@pytest.fixture(scope="module", params=PLACES)
def address(request: pytest.FixtureRequest, dist: Path) -> Iterator[str]:
    with ExitStack() as stack:
        if request.param == "disk":
            yield INDEX
        elif request.param == "host":
            yield stack.enter_context(serving(WEB))
        elif request.param == "host that forbids connections":
            yield stack.enter_context(serving(WEB, FORBID))
        elif request.param == "one file":
            yield (dist / ONE_FILE).as_uri()
        else:
            yield stack.enter_context(serving(dist)) + ONE_FILE


@pytest.fixture
def placed(browser: Browser, address: str) -> Iterator[AudioPage]:
    context = browser.new_context()
    with opened(context, address) as page:
        yield page
    context.close()


def test_a_chosen_file_gets_the_verdict_of_the_command_line(
    placed: AudioPage, shipped: ShippedModel
) -> None:
    expected = classify(CLIP, shipped)
    placed.page.set_input_files("#file-input", CLIP)
    card = placed.page.get_by_test_id("card")
    title = read_strings("en")["verdicts"][expected["verdict"]]
    expect(card.get_by_test_id("verdict")).to_contain_text(title)
    assert placed.call("classifyFile", CLIP)["p_fake"] == pytest.approx(
        expected["p_fake"], abs=1e-4
    )


def test_nothing_is_asked_for_after_loading_and_sending_is_refused(
    placed: AudioPage,
) -> None:
    asked: list[str] = []
    placed.page.on("request", lambda request: asked.append(request.url))
    placed.page.set_input_files("#file-input", CLIP)
    expect(placed.page.get_by_test_id("verdict")).to_be_visible()
    assert [url for url in asked if not url.startswith(("data:", "blob:"))] == []
    refused = placed.page.evaluate(
        """async () => {
          const violation = new Promise((resolve) => document.addEventListener(
            "securitypolicyviolation", (event) => resolve(event.effectiveDirective)));
          const outcome = await fetch(location.href).then(() => "sent", () => "refused");
          return [outcome, await violation];
        }"""
    )
    assert refused == ["refused", "connect-src"]


def test_no_policy_is_violated_while_judging(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        """globalThis.violations = [];
        document.addEventListener("securitypolicyviolation",
          (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));"""
    )
    with opened(context, address) as page:
        page.page.set_input_files("#file-input", CLIP)
        expect(page.page.get_by_test_id("verdict")).to_be_visible()
        assert page.page.evaluate("() => violations") == []
    context.close()


def test_the_one_file_needs_no_other_and_its_policy_has_no_hole(dist: Path) -> None:
    text = (dist / ONE_FILE).read_text(encoding="utf-8")
    markup = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
    assert re.findall(r'<(?:script|link)[^>]*(?:src|href)="(?!data:)[^"]*"', markup) == []
    policy = re.search(r'content="(default-src[^"]*)"', markup)
    assert policy is not None
    for hole in ("'self'", "'unsafe-inline'", "'unsafe-eval'", "http:", "https:", " *"):
        assert hole not in policy[1]
    for rule in ("default-src 'none'", "connect-src 'none'", "form-action 'none'"):
        assert rule in policy[1]


def test_a_script_that_was_put_into_the_one_file_does_not_run(
    browser: Browser, dist: Path, tmp_path: Path
) -> None:
    text = (dist / ONE_FILE).read_text(encoding="utf-8")
    spy = "<script>globalThis.spied = true</script></body>"
    changed = tmp_path / ONE_FILE
    changed.write_text(text.replace("</body>", spy, 1), encoding="utf-8")
    with opened(browser, changed.as_uri()) as page:
        assert page.page.evaluate("() => globalThis.spied") is None


def test_a_folder_dropped_on_a_host_is_walked_by_entries_too(
    browser: Browser, tmp_path: Path
) -> None:
    """As in browsers that hand out no handles; more files than one reading of a folder gives."""
    folder = tmp_path / "many"
    (folder / "sub").mkdir(parents=True)
    for i in range(120):
        (folder / "sub" / f"{i}.txt").write_text("no recording")
    (folder / "sub" / "a.flac").write_bytes(CLIP.read_bytes())
    with serving(WEB) as address, opened(browser, address) as page:
        page.page.evaluate("() => delete DataTransferItem.prototype.getAsFileSystemHandle")
        devtools = page.page.context.new_cdp_session(page.page)
        data = {"items": [], "files": [str(folder)], "dragOperationsMask": 1}
        for kind in ("dragEnter", "dragOver", "drop"):
            devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 60, "y": 60, "data": data})
        expect(page.page.get_by_test_id("verdict")).to_have_count(1)
        expect(page.page.get_by_test_id("note")).to_contain_text("120 files")
