"""The settings: what they change, that they are kept, and that one click takes them back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Route, expect

from tests.audio_page import INDEX, AudioPage, opened
from tests.strings import read_strings

CLIPS = Path(__file__).parent / "clips"
REFUSE_STORAGE = """
Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("The operation is insecure.", "SecurityError"); },
});
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def settings(page: AudioPage) -> Locator:
    page.page.get_by_role("button", name="Settings").click()
    dialog = page.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def background(page: AudioPage) -> str:
    colour: str = page.page.evaluate(
        "() => getComputedStyle(document.documentElement).backgroundColor"
    )
    return colour


def test_the_dialog_opens_and_closes_by_keyboard_and_gives_the_focus_back(page: AudioPage) -> None:
    button = page.page.get_by_role("button", name="Settings")
    button.press("Enter")
    expect(page.page.get_by_role("dialog", name="Settings")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_role("dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_before_the_model_is_there_the_page_can_be_read_in_another_way(browser: Browser) -> None:
    page = browser.new_page()
    waiting: list[Route] = []
    page.route("**/model/model.js", lambda route: waiting.append(route))
    page.goto(INDEX, wait_until="commit")
    page.get_by_role("button", name="Settings").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Dark").check()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(dialog.get_by_role("group", name="Sensitivity")).to_have_count(0)
    waiting[0].continue_()
    expect(dialog.get_by_role("group", name="Sensitivity")).to_be_visible()
    dialog.get_by_label("Language").select_option("de")
    expect(page.locator("h1")).to_have_text(read_strings("de")["page"]["title"])
    page.close()


def test_the_language_changes_at_once_and_results_with_it(page: AudioPage) -> None:
    german = read_strings("de")
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    verdict = page.page.get_by_test_id("verdict")
    expect(verdict).to_be_visible()
    settings(page).get_by_label("Language").select_option("de")
    expect(page.page.locator("h1")).to_have_text(german["page"]["title"])
    expect(verdict).to_have_text(german["verdicts"]["real"])
    expect(page.page.locator(".length")).to_have_text("3,5\u202fs")
    assert page.page.evaluate("() => document.documentElement.lang") == "de"


def test_a_theme_that_is_chosen_wins_over_the_systems(page: AudioPage) -> None:
    light = background(page)
    dialog = settings(page)
    dialog.get_by_label("Dark").check()
    dark = background(page)
    assert dark != light
    dialog.get_by_label("Light").check()
    assert background(page) == light
    page.page.emulate_media(color_scheme="dark")
    assert background(page) == light
    dialog.get_by_label("As the system").check()
    assert background(page) == dark


def test_the_sensitivity_moves_the_band_and_the_verdict_of_what_is_already_judged(
    page: AudioPage,
) -> None:
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    card = page.page.get_by_test_id("card")
    expect(card.get_by_test_id("verdict")).to_be_visible()
    track = card.locator(".scale-track")
    where = "(node) => Number(node.style.getPropertyValue('--fake-above'))"
    balanced = track.evaluate(where)
    dialog = settings(page)
    dialog.get_by_label("False alarms cost more").check()
    assert track.evaluate(where) > balanced
    dialog.get_by_label("Misses cost more").check()
    assert track.evaluate(where) < balanced


def test_a_verdict_that_the_sensitivity_changes_says_why(page: AudioPage) -> None:
    p_fake = []
    for name in ("real-en.flac", "fake-kokoro-en.flac", "fake-flite.flac", "real-ru.flac"):
        result = page.call("classifyFile", CLIPS / name)
        p_fake.append((result["p_fake"], CLIPS / name))
    # The one whose probability lies nearest to the upper edge is the one to move over it.
    edge = page.page.evaluate("() => DEEPFAKE_AUDIO_MODEL.spec.verdict.fake_above")
    above = [(p, path) for p, path in p_fake if p >= edge]
    page.page.set_input_files("#file-input", min(above)[1])
    card = page.page.get_by_test_id("card")
    expect(card).to_have_attribute("data-state", "fake")
    page.page.evaluate(
        "(p) => { DEEPFAKE_AUDIO_MODEL.spec.verdict.fake_above = p + (1 - p) / 2; }", min(above)[0]
    )
    settings(page).get_by_label("False alarms cost more").check()
    expect(card).to_have_attribute("data-state", "unsure")
    expect(card.get_by_test_id("reason").first).to_have_text(
        read_strings("en")["reasons"]["undecided"]
    )


def test_what_a_filter_had_taken_out_comes_back_with_the_verdict_of_today(page: AudioPage) -> None:
    p_fake = page.call("classifyFile", CLIPS / "fake-kokoro-fr.flac")["p_fake"]
    page.page.evaluate(
        "(p) => { DEEPFAKE_AUDIO_MODEL.spec.verdict.fake_above = p + (1 - p) / 2; }", p_fake
    )
    settings(page).get_by_label("Misses cost more").check()
    page.page.keyboard.press("Escape")
    names = ("fake-kokoro-fr.flac", "real-en.flac")
    page.page.set_input_files("#file-input", [CLIPS / name for name in names])
    card = page.page.get_by_test_id("card").filter(has_text=names[0])
    expect(card.get_by_test_id("verdict")).to_have_text(read_strings("en")["verdicts"]["fake"])
    page.page.get_by_role("radio", name="Can’t tell").check()
    expect(page.page.get_by_test_id("card")).to_have_count(0)
    dialog = settings(page)
    dialog.get_by_label("False alarms cost more").check()
    dialog.get_by_label("Language").select_option("de")
    expect(card.get_by_test_id("verdict")).to_have_text(read_strings("de")["verdicts"]["unsure"])


def test_no_measured_rate_is_said_to_be_nothing_at_all(page: AudioPage) -> None:
    hints = settings(page).locator(".choices-sensitivity .hint").all_text_contents()
    assert len(hints) == 3
    assert all("Measured: " in hint for hint in hints)
    assert not any(re.search(r"\b(0|100)%", hint.split("Measured: ")[1]) for hint in hints)


def test_the_hop_makes_more_windows_of_the_next_recording(page: AudioPage) -> None:
    bars = page.page.get_by_test_id("timeline").locator(".bar")
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    expect(bars).to_have_count(3)
    dialog = settings(page)
    dialog.get_by_label("0.5").check()
    dialog.get_by_role("button", name="Close settings").click()
    page.page.get_by_role("button", name="Remove").click()
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    expect(bars).to_have_count(4)


def test_settings_are_kept_and_one_click_resets_them(context: BrowserContext) -> None:
    with opened(context) as page:
        dialog = settings(page)
        dialog.get_by_label("Language").select_option("fr")
        dialog.get_by_label(read_strings("fr")["settings"]["theme"]["dark"]).check()
    with opened(context) as page:
        french = read_strings("fr")
        expect(page.page.locator("h1")).to_have_text(french["page"]["title"])
        assert page.page.evaluate("() => document.documentElement.dataset.theme") == "dark"
        page.page.get_by_role("button", name=french["page"]["settings"]).click()
        page.page.get_by_role("button", name=french["settings"]["reset"]).click()
        expect(page.page.locator("h1")).to_have_text(read_strings("en")["page"]["title"])
        assert page.page.evaluate("() => document.documentElement.dataset.theme") == ""
        assert page.page.evaluate("() => localStorage.length") == 0


@pytest.mark.parametrize("kept", ["", "null", "{", '{"theme": "pink", "language": ["de"]}'])
def test_what_was_kept_and_makes_no_sense_counts_as_nothing(
    context: BrowserContext, kept: str
) -> None:
    with opened(context) as page:
        page.page.evaluate("(v) => localStorage.setItem('deepfake-audio-detection', v)", kept)
    with opened(context) as page:
        assert page.page.evaluate("() => document.documentElement.dataset.theme") == ""
        expect(page.page.locator("h1")).to_have_text(read_strings("en")["page"]["title"])


def test_where_the_browser_keeps_nothing_everything_works_and_the_page_says_so(
    context: BrowserContext,
) -> None:
    context.add_init_script(REFUSE_STORAGE)
    with opened(context) as page:
        dialog = settings(page)
        expect(dialog.get_by_test_id("storage")).to_have_text(
            read_strings("en")["settings"]["notKept"]
        )
        dialog.get_by_label("Dark").check()
        assert page.page.evaluate("() => document.documentElement.dataset.theme") == "dark"
        dialog.get_by_role("button", name="Reset").click()
        assert page.page.evaluate("() => document.documentElement.dataset.theme") == ""
