"""What the page says: one place, three languages, and in English what the command line says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.audio_page import WEB, AudioPage, opened
from tests.strings import flat, read_strings
from training.messages import ERRORS, REASONS

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
LANGUAGES = ("en", "de", "fr")


@contextmanager
def speaking(browser: Browser, locale: str) -> Iterator[AudioPage]:
    """The page in a browser whose person prefers `locale`."""
    context = browser.new_context(locale=locale)
    with opened(context) as page:
        yield page
    context.close()


@pytest.fixture(scope="module")
def strings() -> dict[str, dict[str, str]]:
    return {language: flat(read_strings(language)) for language in LANGUAGES}


def test_in_english_the_page_says_what_the_command_line_says() -> None:
    english = read_strings("en")
    assert english["reasons"] == REASONS
    assert english["errors"] == ERRORS


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_translation_has_every_string_and_leaves_nothing_out(
    strings: dict[str, dict[str, str]], language: str
) -> None:
    english, other = strings["en"], strings[language]
    assert other.keys() == english.keys()
    for path, text in english.items():
        assert sorted(set(re.findall(r"{\d}", other[path]))) == sorted(
            set(re.findall(r"{\d}", text))
        ), path


@pytest.mark.parametrize("language", ["de", "fr"])
def test_a_translation_is_not_english(strings: dict[str, dict[str, str]], language: str) -> None:
    words = {path: text for path, text in strings["en"].items() if text.count(" ") > 3}
    words.pop("input.formats")
    assert [path for path, text in words.items() if strings[language][path] == text] == []


class Markup(HTMLParser):
    """Collects the text of elements with data-text and the aria-label beside each data-label."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.path: str | None = None
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        named = dict(attrs)
        if label := named.get("data-label"):
            self.found.append((label, named.get("aria-label") or ""))
        if path := named.get("data-text"):
            self.path, self.text = path, ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        if self.path:
            self.found.append((self.path, " ".join(self.text.split())))
            self.path = None


def test_the_markup_says_in_english_what_the_strings_say(
    strings: dict[str, dict[str, str]],
) -> None:
    markup = Markup()
    markup.feed((WEB / "index.html").read_text(encoding="utf-8"))
    assert len(markup.found) > 5
    for path, text in markup.found:
        assert text == strings["en"][path], path


@pytest.mark.parametrize(
    ("locale", "language"), [("de-AT", "de"), ("fr", "fr"), ("en-GB", "en"), ("fi", "en")]
)
def test_the_page_speaks_the_browsers_language_or_english(
    browser: Browser, strings: dict[str, dict[str, str]], locale: str, language: str
) -> None:
    with speaking(browser, locale) as page:
        expect(page.page.locator("h1")).to_have_text(strings[language]["page.title"])
        assert page.page.title() == strings[language]["page.title"]
        assert page.page.evaluate("() => document.documentElement.lang.slice(0, 2)") == language


def test_numbers_follow_the_language(browser: Browser) -> None:
    with speaking(browser, "de") as page:
        page.page.set_input_files("#file-input", CLIP)
        expect(page.page.locator(".length")).to_have_text("3,5\u202fs")
        expect(page.page.get_by_test_id("probability")).to_contain_text("\u00a0%")


def test_an_error_is_told_in_the_language_of_the_page(
    browser: Browser, strings: dict[str, dict[str, str]], tmp_path: Path
) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    with speaking(browser, "fr") as page:
        page.page.set_input_files("#file-input", tmp_path / "empty.wav")
        error = page.page.get_by_test_id("error")
        expect(error).to_have_text(strings["fr"]["errors.empty"])


def test_the_result_object_stays_english(browser: Browser) -> None:
    with speaking(browser, "de") as page:
        reasons = page.page.evaluate(
            "async () => (await DeepfakeAudio.classify(new Float32Array(16000), 16000)).reasons"
        )
        assert reasons == [REASONS["silent"]]
