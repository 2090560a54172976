"""Someone opens the page: an example in one click, and the promise with its proof."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.audio_page import INDEX, WEB, AudioPage, opened

CLIPS = Path(__file__).parent / "clips"
EXAMPLES = {
    "A real voice": ("real-en.flac", "fake"),
    "A synthetic voice": ("fake-kokoro-en.flac", "real"),
    "An old computer voice": ("fake-flite.flac", "real"),
}


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_judged_in_one_click_and_not_called_the_opposite(
    page: AudioPage, name: str
) -> None:
    file, opposite = EXAMPLES[name]
    page.page.get_by_role("button", name=name).click()
    card = page.page.get_by_test_id("card")
    expect(card.get_by_test_id("verdict")).to_be_visible()
    expect(card).to_contain_text(file)
    assert card.get_attribute("data-state") != opposite


def test_the_examples_name_their_speakers_and_licences(page: AudioPage) -> None:
    page.page.get_by_text("Who speaks, and licences").click()
    listed = page.page.locator("#examples li")
    licences = (CLIPS / "README.md").read_text(encoding="utf-8")
    assert listed.count() == len(EXAMPLES)
    for text, (file, _) in zip(listed.all_inner_texts(), EXAMPLES.values(), strict=True):
        row = next(line for line in licences.splitlines() if line.startswith(f"| `{file}`"))
        licence = re.sub(r"\[(.*?)\].*", r"\1", row.split("|")[4].strip())
        assert licence in text


def test_the_examples_are_loaded_only_when_they_are_asked_for(page: AudioPage) -> None:
    assert page.page.evaluate("() => globalThis.DEEPFAKE_AUDIO_EXAMPLES") is None
    page.page.get_by_role("button", name="A real voice").click()
    expect(page.page.get_by_test_id("verdict")).to_be_visible()
    assert page.page.evaluate("() => Object.keys(DEEPFAKE_AUDIO_EXAMPLES).length") == len(EXAMPLES)


def test_without_their_file_the_examples_say_what_is_missing(browser: Browser) -> None:
    context = browser.new_context()
    context.route("**/examples.js", lambda route: route.abort())
    with opened(context) as page:
        page.page.get_by_role("button", name="A real voice").click()
        expect(page.page.locator(".examples-note")).to_contain_text("examples.js is missing")
    context.close()


def test_the_page_shows_the_very_policy_that_is_in_force(page: AudioPage) -> None:
    page.page.get_by_text("How do I know?").click()
    shown = page.page.get_by_test_id("policy").inner_text()
    markup = (WEB / "index.html").read_text(encoding="utf-8")
    written = re.search(r'content="(default-src[^"]*)"', markup)
    assert written is not None
    assert " ".join(shown.split()) == written[1]
    assert "connect-src 'none'" in shown


def test_the_page_says_whether_it_is_offline_and_works_all_the_same(browser: Browser) -> None:
    context = browser.new_context()
    with opened(context) as page:
        page.page.get_by_text("How do I know?").click()
        network = page.page.get_by_test_id("network")
        expect(network).to_contain_text("online now")
        context.set_offline(True)
        expect(network).to_contain_text("offline now")
        page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
        expect(page.page.get_by_test_id("verdict")).to_be_visible()
    context.close()


def test_a_result_shows_the_hash_of_the_very_file(page: AudioPage) -> None:
    path = CLIPS / "real-en.flac"
    page.page.set_input_files("#file-input", path)
    page.page.get_by_text("About this file").click()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    expect(page.page.get_by_test_id("sha256").locator("dd")).to_have_text(digest)


def test_the_hash_of_a_file_is_computed_once(page: AudioPage) -> None:
    page.page.evaluate(
        """() => {
          globalThis.hashed = 0;
          const digest = crypto.subtle.digest.bind(crypto.subtle);
          crypto.subtle.digest = (...given) => { hashed++; return digest(...given); };
        }"""
    )
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    page.page.get_by_text("About this file").click()
    expect(page.page.get_by_test_id("sha256").locator("dd")).to_contain_text(
        re.compile("[0-9a-f]{64}")
    )
    page.page.get_by_role("button", name="Report").click()
    expect(page.page.get_by_test_id("report-verdict")).to_be_visible()
    assert page.page.evaluate("() => hashed") == 1


def test_a_hash_that_cannot_be_computed_is_not_made_up(page: AudioPage) -> None:
    page.page.evaluate("() => { crypto.subtle.digest = () => Promise.reject(new Error()); }")
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    page.page.get_by_text("About this file").click()
    expect(page.page.get_by_test_id("sha256").locator("dd")).to_contain_text("Cannot be computed")


def test_before_the_model_is_there_the_page_says_that_it_is_loading(browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/app.js", lambda route: route.abort())
    page.goto(INDEX)
    expect(page.locator("#status")).to_have_text("Loading the model…")
    expect(page.get_by_text("This browser may be too old.")).to_be_hidden()
    expect(page.get_by_text("This browser may be too old.")).to_be_visible(timeout=15_000)
    page.close()
