"""The page turns no text into markup or scripts, and the browser refuses any code that tries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.audio_page import WEB, AudioPage, opened

EVIL = "'<img src=x onerror=globalThis.executedForTest=1>'"
ATTEMPTS = {
    "innerHTML": f"document.body.innerHTML = {EVIL}",
    "outerHTML": f"document.body.firstElementChild.outerHTML = {EVIL}",
    "insertAdjacentHTML": f"document.body.insertAdjacentHTML('beforeend', {EVIL})",
    "document.write": f"document.write({EVIL})",
    "DOMParser": f"new DOMParser().parseFromString({EVIL}, 'text/html')",
    "a fragment of a range": f"new Range().createContextualFragment({EVIL})",
    "a frame's document": f"document.createElement('iframe').srcdoc = {EVIL}",
    "an attribute that is a script": "document.body.setAttribute('onclick', '1')",
    "the text of a script": "document.createElement('script').text = '1'",
    "the address of a script": "document.createElement('script').src = 'examples.js'",
    "the address of a worker": "new Worker(URL.createObjectURL(new Blob(['1'])))",
    "another policy": "trustedTypes.createPolicy('other', {})",
    "the page's policy once more": "trustedTypes.createPolicy('deepfake-audio', {})",
}


@pytest.fixture(scope="module")
def guarded(browser: Browser, dist: Path) -> Iterator[dict[str, AudioPage]]:
    """The page, and the page in one file."""
    one_file = (dist / "deepfake-audio-detection.html").as_uri()
    with opened(browser) as page, opened(browser, one_file) as other:
        yield {"the page": page, "the page in one file": other}


@pytest.mark.parametrize("of", ["the page", "the page in one file"])
@pytest.mark.parametrize("way", ATTEMPTS)
def test_the_browser_refuses_text_as_markup_or_script(
    guarded: dict[str, AudioPage], of: str, way: str
) -> None:
    page = guarded[of].page
    error = page.evaluate(
        f"() => {{ try {{ {ATTEMPTS[way]}; }} catch (error) {{ return error.name; }} }}"
    )
    assert error == "TypeError"
    assert page.evaluate("globalThis.executedForTest") is None


def test_there_are_no_handlers_or_scripts_in_the_markup() -> None:
    text = (WEB / "index.html").read_text(encoding="utf-8")
    assert not re.findall(r"\son[a-z]+=|javascript:|<script(?![^>]* src=)", text, re.IGNORECASE)


def test_no_source_of_the_page_asks_for_markup_from_text() -> None:
    ways = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function"
    for path in sorted((WEB / "src").rglob("*.js")):
        assert not re.findall(ways, path.read_text(encoding="utf-8")), path
