"""Many recordings at once: rows, totals, sort and filter, cancel, judge again, remove, clear."""

from __future__ import annotations

import base64
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, FilePayload, Locator, ViewportSize, expect

from tests.audio_page import AudioPage, opened
from tests.signals import babble
from training.predict import classify
from training.shipped import ShippedModel

CLIPS = Path(__file__).parent / "clips"


def choose(page: AudioPage, *paths: Path) -> None:
    page.page.set_input_files("#file-input", list(paths))


def settled(page: AudioPage) -> None:
    """Wait until nothing is waiting or being judged."""
    expect(page.page.locator(".entry")).not_to_have_count(0)
    pending = ".entry:is([data-state=waiting], [data-state=busy])"
    expect(page.page.locator(pending)).to_have_count(0)


def entries(page: AudioPage) -> Locator:
    return page.page.get_by_test_id("entry")


def names(page: AudioPage) -> list[str]:
    return page.page.locator(".entry-name").all_text_contents()


def drop_copies(page: AudioPage, clip: bytes, count: int) -> None:
    """Drop so many files with the same bytes."""
    page.page.evaluate(
        """([data, count]) => {
          const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          for (let i = 0; i < count; i++) dataTransfer.items.add(new File([bytes], `${i}.wav`));
          document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
        }""",
        [base64.b64encode(clip).decode(), count],
    )


@pytest.fixture(scope="module")
def long_recordings(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Six recordings of some minutes, so that there is time to press a button."""
    folder = tmp_path_factory.mktemp("long")
    samples = np.tile(babble(16_000, 20.0), 30)
    paths = [folder / f"long-{i}.wav" for i in range(6)]
    for path in paths:
        sf.write(path, samples, 16_000)
    return paths


def test_a_few_recordings_are_cards_and_many_are_rows(page: AudioPage, masters: list[Path]) -> None:
    choose(page, *masters[:2])
    expect(page.page.get_by_test_id("card")).to_have_count(2)
    choose(page, *masters[2:])
    expect(entries(page)).to_have_count(len(masters))
    expect(page.page.get_by_test_id("card")).to_have_count(0)


def test_a_row_opens_into_the_whole_card_and_closes_again(
    page: AudioPage, masters: list[Path]
) -> None:
    choose(page, *masters)
    settled(page)
    toggle = page.page.get_by_role("button", name="real-en.flac").first
    toggle.focus()
    page.page.keyboard.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    expect(page.page.get_by_test_id("card").get_by_test_id("timeline")).to_be_visible()
    page.page.keyboard.press("Enter")
    expect(page.page.get_by_test_id("card")).to_have_count(0)


def test_the_totals_count_every_verdict(
    page: AudioPage, masters: list[Path], shipped: ShippedModel
) -> None:
    letter = FilePayload(name="letter.wav", mimeType="audio/wav", buffer=b"Dear reader,\n" * 50)
    choose(page, *masters)
    page.page.set_input_files("#file-input", letter)
    settled(page)
    verdicts = [classify(path, shipped)["verdict"] for path in masters]
    count = {kind: verdicts.count(kind) for kind in ("fake", "real", "unsure")}
    for kind, n in {**count, "all": len(masters) + 1, "failed": 1}.items():
        label = page.page.locator(".filter", has=page.page.locator(f"[value={kind}]"))
        expect(label.locator(".count")).to_have_text(str(n))
    total = len(masters) + 1
    expect(page.page.get_by_test_id("totals")).to_contain_text(f"{total} of {total} judged")


def test_the_filter_shows_one_verdict_and_the_sort_orders_by_name_and_by_probability(
    page: AudioPage, masters: list[Path], shipped: ShippedModel
) -> None:
    p_fake = {path.name: classify(path, shipped)["p_fake"] for path in masters}
    verdict = {path.name: classify(path, shipped)["verdict"] for path in masters}
    choose(page, *reversed(masters))
    settled(page)
    assert names(page) == [path.name for path in reversed(masters)]
    order = page.page.get_by_label("Sort by")
    order.select_option("name")
    assert names(page) == [path.name for path in masters]
    order.select_option("probability")
    assert names(page) == sorted(p_fake, key=lambda name: -p_fake[name])
    order.select_option("verdict")
    ranks = [["fake", "unsure", "real"].index(verdict[name]) for name in names(page)]
    assert ranks == sorted(ranks)
    page.page.get_by_role("radio", name="Real").check()
    assert {verdict[name] for name in names(page)} == {"real"}
    assert len(names(page)) == list(verdict.values()).count("real")


def test_a_filter_that_nothing_passes_says_so(page: AudioPage, masters: list[Path]) -> None:
    choose(page, *masters)
    settled(page)
    page.page.get_by_role("radio", name="Not judged").check()
    expect(entries(page)).to_have_count(0)
    expect(page.page.get_by_text("None of the recordings is like that.")).to_be_visible()


def test_cancel_all_stops_everything_and_judge_again_starts_it_anew(
    page: AudioPage, long_recordings: list[Path]
) -> None:
    choose(page, *long_recordings)
    page.page.get_by_role("button", name="Cancel all").click()
    expect(page.page.locator(".entry[data-state=cancelled]")).to_have_count(6)
    page.page.get_by_role("button", name="Judge again what failed").click()
    expect(page.page.locator(".entry[data-state=busy]")).not_to_have_count(0)
    expect(page.page.locator(".entry[data-state=cancelled]")).to_have_count(0)


def test_cancelling_one_leaves_the_others_to_be_judged(
    page: AudioPage, long_recordings: list[Path]
) -> None:
    choose(page, long_recordings[0], CLIPS / "real-en.flac", CLIPS / "real-fr.flac")
    card = page.page.get_by_test_id("card").filter(has_text="long-0.wav")
    card.get_by_role("button", name="Cancel").click()
    expect(card.get_by_test_id("cancelled")).to_be_visible()
    expect(page.page.get_by_test_id("verdict")).to_have_count(2)


def test_a_cancelled_recording_can_be_judged_again(page: AudioPage, tmp_path: Path) -> None:
    sf.write(tmp_path / "long.wav", np.tile(babble(16_000, 20.0), 12), 16_000)
    choose(page, tmp_path / "long.wav")
    card = page.page.get_by_test_id("card")
    card.get_by_role("button", name="Cancel").click()
    card.get_by_role("button", name="Judge again").click()
    expect(card.get_by_test_id("verdict")).to_be_visible()


def test_the_focus_stays_near_what_was_removed(page: AudioPage, masters: list[Path]) -> None:
    choose(page, *masters)
    settled(page)
    page.page.get_by_role("button", name=f"Remove {masters[0].name}").press("Enter")
    expect(entries(page)).to_have_count(len(masters) - 1)
    assert masters[1].name in page.page.evaluate("() => document.activeElement.textContent")


@pytest.mark.parametrize("act", ["Remove", "Cancel", "Judge again"])
def test_among_cards_the_focus_stays_too(
    page: AudioPage, long_recordings: list[Path], act: str
) -> None:
    choose(page, long_recordings[0], CLIPS / "real-en.flac", CLIPS / "real-fr.flac")
    card = page.page.get_by_test_id("card").filter(has_text="long-0.wav")
    card.get_by_role("button", name="Cancel").press("Enter")
    if act != "Cancel":
        card.get_by_role("button", name=act).press("Enter")
    focused = page.page.locator(":focus")
    expect(focused).to_have_role("button")
    expect(page.page.get_by_test_id("card").filter(has=focused)).to_have_count(1)


def test_when_a_recording_is_judged_the_focus_stays_with_it(
    page: AudioPage, tmp_path: Path
) -> None:
    sf.write(tmp_path / "long.wav", np.tile(babble(16_000, 20.0), 12), 16_000)
    choose(page, tmp_path / "long.wav")
    card = page.page.get_by_test_id("card")
    card.get_by_role("button", name="Cancel").focus()
    expect(card.get_by_test_id("verdict")).to_be_visible()
    expect(card.get_by_role("heading", name="long.wav")).to_be_focused()


def test_among_rows_a_button_that_is_focused_stays_until_its_recording_is_judged(
    page: AudioPage, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{i}.wav" for i in range(8)]
    for path in paths:
        sf.write(path, np.tile(babble(16_000, 20.0), 3), 16_000)
    choose(page, *paths)
    row = page.page.locator(".entry").filter(has_text="7.wav")
    button = row.get_by_role("button", name="Cancel")
    button.focus()
    button.evaluate("(node) => (globalThis.focused = node)")
    expect(row).to_have_attribute("data-state", "busy")
    assert page.page.evaluate("() => globalThis.focused === document.activeElement")
    settled(page)
    expect(row.locator(".entry-toggle")).to_be_focused()


def test_a_button_that_goes_when_it_is_pressed_leaves_the_focus_in_the_toolbar(
    page: AudioPage, long_recordings: list[Path]
) -> None:
    choose(page, *long_recordings)
    page.page.get_by_role("button", name="Cancel all").press("Enter")
    expect(page.page.get_by_role("button", name="Judge again what failed")).to_be_focused()
    page.page.keyboard.press("Enter")
    expect(page.page.get_by_role("button", name="Cancel all")).to_be_focused()


def test_a_card_in_use_stays_open_when_the_cards_become_rows(
    page: AudioPage, masters: list[Path]
) -> None:
    choose(page, masters[0])
    card = page.page.get_by_test_id("card")
    summary = card.get_by_text("About this file")
    summary.press("Enter")
    choose(page, *masters[1:])
    expect(entries(page)).to_have_count(len(masters))
    expect(card).to_have_count(1)
    expect(summary).to_be_focused()
    toggle = page.page.get_by_role("button", name=masters[0].name).first
    expect(toggle).to_have_attribute("aria-expanded", "true")


def test_clear_empties_the_list_and_the_next_file_is_judged(
    page: AudioPage, long_recordings: list[Path]
) -> None:
    choose(page, *long_recordings)
    page.page.get_by_role("button", name="Clear list").click()
    expect(entries(page)).to_have_count(0)
    choose(page, CLIPS / "real-en.flac")
    expect(page.page.get_by_test_id("verdict")).to_be_visible()


def test_the_end_of_many_is_announced_once_and_not_each_verdict(
    page: AudioPage, masters: list[Path]
) -> None:
    page.page.evaluate(
        """() => {
          globalThis.said = [];
          new MutationObserver(() => said.push(announcer.textContent))
            .observe(announcer, { childList: true });
        }"""
    )
    choose(page, *masters)
    settled(page)
    said = page.page.evaluate("() => said")
    assert len(said) == 1
    assert said[0].startswith(f"All {len(masters)} recordings are done")


def test_five_hundred_files_are_judged_in_rows_that_stay_small(page: AudioPage) -> None:
    clip = (CLIPS / "formats" / "real-ru-8k-mono-pcmu8.wav").read_bytes()
    drop_copies(page, clip, 500)
    page.page.get_by_role("radio", name="Real").check()  # the page answers meanwhile
    expect(page.page.get_by_test_id("totals")).to_contain_text("500 of 500 judged", timeout=120_000)
    expect(entries(page)).to_have_count(500)
    nodes = page.page.evaluate("() => document.querySelectorAll('#results *').length")
    assert nodes < 500 * 20


@pytest.mark.parametrize("height", [500, 800])
def test_on_a_phone_what_is_handed_over_comes_into_sight(browser: Browser, height: int) -> None:
    size: ViewportSize = {"width": 390, "height": height}
    context = browser.new_context(viewport=size, reduced_motion="reduce")
    with opened(context) as page:
        choose(page, CLIPS / "real-en.flac")
        settled(page)
        expect(page.page.get_by_test_id("verdict")).to_be_in_viewport()
        page.page.evaluate("() => scrollBy(0, 300)")
        choose(page, CLIPS / "fake-flite.flac")
        settled(page)
        expect(page.page.get_by_test_id("verdict").first).to_be_in_viewport()
    context.close()


def test_the_table_of_windows_is_made_when_it_is_opened(page: AudioPage) -> None:
    choose(page, CLIPS / "real-en.flac")
    card = page.page.get_by_test_id("card")
    expect(card.get_by_test_id("timeline")).to_be_visible()
    rows = card.locator(".timeline tbody tr")
    expect(rows).to_have_count(0)
    card.locator(".timeline summary").click()
    expect(rows).to_have_count(card.locator(".timeline .bar").count())
    page.page.evaluate("() => document.querySelector('.timeline details').removeAttribute('open')")
    expect(rows).to_have_count(0)
