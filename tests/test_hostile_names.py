"""Names and texts from elsewhere stay text: nothing of them becomes an element or runs."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import soundfile as sf
from playwright.sync_api import Browser, FilePayload, expect

from tests.audio_page import AudioPage, opened
from tests.signals import babble
from tests.test_folders import drop

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
RUN = "globalThis.executedForTest=1"
TAGS = [
    f"<img src=x onerror={RUN}>",
    f'"><script>{RUN}<\\script>',
    f"'\" onfocus={RUN} autofocus x='",
    f"${{{RUN}}} {{{{{RUN}}}}} javascript:{RUN}",
    f"--><svg onload={RUN}>",
]
ODD = {
    "right to left": "voice\u202evaw.exe",
    "new lines": "a\r\n\r\nb\tc",
    "control characters": "a\x01\x1b[31m\x7f\x85b",
    "5,000 characters": "a" * 5000,
    "5,000 characters of markup": f"<img src=x onerror={RUN}>" * 160,
    "lone halves of characters": "a\ud800b",
}
TURNING = "\u202e\u2066\r\n\t\x01\x1b\x7f\x85"


def judge(page: AudioPage, names: list[str]) -> None:
    """Every second recording can be judged, the others cannot."""
    files = [
        FilePayload(name=name, mimeType="audio/flac", buffer=CLIP.read_bytes() if i % 2 else b"")
        for i, name in enumerate(names)
    ]
    page.page.set_input_files("#file-input", files)
    expect(page.page.get_by_test_id("entry")).to_have_count(len(names))
    pending = ".entry:is([data-state=waiting], [data-state=busy])"
    expect(page.page.locator(pending)).to_have_count(0)


def assert_harmless(page: AudioPage) -> None:
    """Nothing ran, no element came in, nothing is wider than the page."""
    found = page.page.evaluate(
        """() => ({
          ran: globalThis.executedForTest ?? null,
          elements: document.querySelectorAll("img, iframe, #results script, svg[onload]").length,
          handlers: [...document.querySelectorAll("*")].filter((node) =>
            node.getAttributeNames().some((name) => name.startsWith("on"))).length,
          tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        })"""
    )
    assert found == {"ran": None, "elements": 0, "handlers": 0, "tooWide": 0}


def switch_languages(page: AudioPage) -> None:
    page.page.locator("#settings-button").click()
    for language in ("de", "fr", "en"):
        page.page.locator("#language").select_option(language)
        assert_harmless(page)
    page.page.keyboard.press("Escape")


@pytest.mark.parametrize("name", [*TAGS, *ODD.values()], ids=[*TAGS, *ODD])
def test_a_name_is_text_on_cards_in_sentences_and_in_the_report(
    browser: Browser, name: str
) -> None:
    with opened(browser) as page:
        page.page.set_viewport_size({"width": 320, "height": 800})
        judge(page, [f"{name}.wav", f"{name}.flac"])
        assert_harmless(page)
        expect(page.page.locator("#announcer")).to_contain_text(name[:5].split("\r")[0][:1])
        switch_languages(page)
        page.page.get_by_role("button", name="Report").click()
        expect(page.page.locator(".report-name")).to_be_visible()
        assert_harmless(page)
        page.page.emulate_media(media="print")
        assert_harmless(page)


def test_names_are_text_in_rows(page: AudioPage) -> None:
    names = [f"{name}.flac" for name in [*TAGS, *ODD.values()]]
    judge(page, names)
    assert_harmless(page)
    for toggle in page.page.locator(".entry-toggle").all():
        toggle.click()
    assert_harmless(page)
    switch_languages(page)
    shown = page.page.locator(".entry-name").all_text_contents()
    assert set(TAGS) <= {text.removesuffix(".flac") for text in shown}
    titles = page.page.locator("#results [title], #results [aria-label]")
    told = titles.evaluate_all("(all) => all.map((n) => (n.title ?? '') + n.ariaLabel)")
    assert not [text for text in [*shown, *told] if set(TURNING) & set(text)]


def test_names_are_whole_in_csv_and_json(page: AudioPage) -> None:
    names = [f"{name}.wav" for name in [*TAGS, ODD["right to left"], ODD["5,000 characters"]]]
    judge(page, names)
    saved = {}
    for kind in ("CSV", "JSON"):
        with page.page.expect_download() as download:
            page.page.get_by_role("button", name=f"Save as {kind}").click()
        saved[kind] = download.value.path().read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(saved["CSV"], newline=""))
    assert [row["file"].removeprefix("'" * row["file"].startswith("'-")) for row in rows] == names
    assert [result["file"] for result in json.loads(saved["JSON"])["results"]] == names


def test_an_error_is_text(page: AudioPage) -> None:
    page.page.evaluate(
        "(text) => { DeepfakeAudio.classifyFile = async () => { throw new Error(text); }; }",
        TAGS[0],
    )
    judge(page, ["a.wav"])
    expect(page.page.get_by_test_id("error")).to_have_text(TAGS[0])
    expect(page.page.locator("#announcer")).to_have_text(f"a.wav: {TAGS[0]}")
    switch_languages(page)


def test_folders_are_text_in_paths_and_in_the_note(page: AudioPage, tmp_path: Path) -> None:
    # Chromium hides files whose names turn text around; where they are shown they do no harm.
    folder = tmp_path / TAGS[0] / "(gniht"
    folder.mkdir(parents=True)
    (folder / "a.flac").write_bytes(CLIP.read_bytes())
    (folder / "b.flac").write_bytes(CLIP.read_bytes())
    page.page.evaluate(
        """() => {
          const { get } = Object.getOwnPropertyDescriptor(FileSystemHandle.prototype, "name");
          Object.defineProperty(FileSystemHandle.prototype, "name", {
            get() { return get.call(this).replace("(", "\u202e"); },
          });
          const { getFile } = FileSystemFileHandle.prototype;
          FileSystemFileHandle.prototype.getFile = function () {
            if (this.name === "b.flac") throw new DOMException("locked", "NotReadableError");
            return getFile.call(this);
          };
        }"""
    )
    drop(page, tmp_path / TAGS[0])
    expect(page.page.get_by_test_id("verdict")).to_have_count(1)
    note = page.page.get_by_test_id("note")
    expect(note).to_contain_text(f"{TAGS[0]}/\ufffdgniht/b.flac")
    assert_harmless(page)


def test_tags_in_a_file_are_not_shown(page: AudioPage, tmp_path: Path) -> None:
    with sf.SoundFile(tmp_path / "tagged.wav", "w", 16_000, 1) as file:
        file.title = file.artist = file.comment = TAGS[0]
        file.write(babble(16_000, 2.0))
    assert TAGS[0].encode() in (tmp_path / "tagged.wav").read_bytes()
    page.page.set_input_files("#file-input", tmp_path / "tagged.wav")
    expect(page.page.get_by_test_id("verdict")).to_have_count(1)
    assert "onerror" not in page.page.locator("body").inner_text()
    assert_harmless(page)
