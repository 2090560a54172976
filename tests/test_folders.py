"""Folders, chosen or dropped: walked to the bottom, recordings kept, the rest counted or named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.audio_page import AudioPage

CLIPS = Path(__file__).parent / "clips"
NOTE = "2 files that are no recordings were left out."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two recordings at different depths, a text, and what macOS puts beside recordings."""
    folder = tmp_path / "evidence"
    (folder / "calls" / "2024").mkdir(parents=True)
    shutil.copy(CLIPS / "real-en.flac", folder / "calls" / "2024" / "a.flac")
    shutil.copy(CLIPS / "real-fr.flac", folder / "b.flac")
    (folder / "read me.txt").write_text("Dear reader")
    (folder / "calls" / "._a.flac").write_bytes(b"\0")
    return folder


def drop(page: AudioPage, *paths: Path) -> None:
    """As the system does it, so that the browser opens the folders itself."""
    devtools = page.page.context.new_cdp_session(page.page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 60, "y": 60, "data": data})


def titles(page: AudioPage) -> set[str | None]:
    cards = page.page.get_by_test_id("card").locator(".card-name")
    return {card.get_attribute("title") for card in cards.all()}


def test_the_recordings_of_a_chosen_folder_are_judged(page: AudioPage, folder: Path) -> None:
    with page.page.expect_file_chooser() as chooser:
        page.page.locator("#folder-button").click()
    chooser.value.set_files(folder)
    expect(page.page.get_by_test_id("verdict")).to_have_count(2)
    assert titles(page) == {"evidence/calls/2024/a.flac", "evidence/b.flac"}
    expect(page.page.get_by_test_id("note")).to_have_text(NOTE)


def test_the_recordings_of_a_dropped_folder_are_judged(page: AudioPage, folder: Path) -> None:
    drop(page, folder, CLIPS / "real-ru.flac")
    expect(page.page.get_by_test_id("verdict")).to_have_count(3)
    assert titles(page) == {"evidence/calls/2024/a.flac", "evidence/b.flac", "real-ru.flac"}
    expect(page.page.get_by_test_id("note")).to_have_text(NOTE)


def test_what_cannot_be_opened_is_named_and_the_rest_is_judged(
    page: AudioPage, folder: Path
) -> None:
    page.page.evaluate(
        """() => {
          const { getFile } = FileSystemFileHandle.prototype;
          FileSystemFileHandle.prototype.getFile = function () {
            if (this.name === "b.flac") throw new DOMException("locked", "NotReadableError");
            return getFile.call(this);
          };
        }"""
    )
    drop(page, folder)
    expect(page.page.get_by_test_id("verdict")).to_have_count(1)
    expect(page.page.get_by_test_id("note")).to_contain_text("Could not be read: evidence/b.flac.")


@pytest.mark.parametrize("is_empty", [False, True])
def test_a_folder_without_recordings_says_so(
    page: AudioPage, tmp_path: Path, is_empty: bool
) -> None:
    (tmp_path / "letters").mkdir()
    if not is_empty:
        (tmp_path / "letters" / "a.txt").write_text("Dear reader")
    drop(page, tmp_path / "letters")
    expect(page.page.get_by_test_id("note")).to_contain_text("No recordings were found there.")
    expect(page.page.get_by_test_id("card")).to_have_count(0)


def test_a_folder_that_the_browser_refuses_does_not_take_the_other_files_with_it(
    page: AudioPage, folder: Path
) -> None:
    """Chromium opens no folder that holds what it takes for files of the system."""
    page.page.evaluate(
        """() => {
          DataTransferItem.prototype.getAsFileSystemHandle = () =>
            Promise.reject(new DOMException("contains system files", "AbortError"));
        }"""
    )
    drop(page, folder, CLIPS / "real-ru.flac")
    expect(page.page.get_by_test_id("verdict")).to_have_count(1)
    expect(page.page.get_by_test_id("note")).to_have_text("Could not be read: evidence.")
