"""The page as people use it: choose, drop, wait, read, cancel, by mouse and by keyboard."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from playwright.sync_api import Browser, FilePayload, Locator, expect

from tests.audio_page import INDEX, AudioPage
from tests.signals import babble
from training.messages import ERRORS, REASONS
from training.predict import classify
from training.shipped import ShippedModel

CLIPS = Path(__file__).parent / "clips"
WORDS = {"real": "Likely a real voice", "fake": "Likely synthetic", "unsure": "Can’t tell"}


def card(page: AudioPage, name: str) -> Locator:
    return page.page.locator("[data-testid=card]", has_text=name)


def choose(page: AudioPage, *paths: Path) -> None:
    page.page.set_input_files("#file-input", list(paths))


def test_the_page_says_when_it_is_ready(page: AudioPage, shipped: ShippedModel) -> None:
    status = page.page.locator("#status")
    expect(status).to_contain_text("Ready")
    expect(status).to_contain_text(shipped.sha256[:8])
    assert page.page.evaluate("async () => (await DeepfakeAudio.ready).backend") == "wasm"


def test_a_chosen_file_gets_the_verdict_of_the_command_line(
    page: AudioPage, shipped: ShippedModel
) -> None:
    path = CLIPS / "real-en.flac"
    expected = classify(path, shipped)
    choose(page, path)
    judged = card(page, path.name)
    expect(judged.get_by_test_id("verdict")).to_contain_text(WORDS[expected["verdict"]])
    shown = judged.get_by_test_id("probability").inner_text()
    percent = round(100 * expected["p_fake"])
    assert str(percent) in shown or re.match("over 99|under 1", shown)
    assert judged.locator(".bar").count() == len(expected["windows"])
    assert judged.get_attribute("data-state") == expected["verdict"]


def test_several_files_get_a_card_each(page: AudioPage) -> None:
    names = ["real-ru.flac", "fake-flite.flac", "formats/real-ru-44k1-stereo-mp3.mp3"]
    choose(page, *(CLIPS / name for name in names))
    for name in names:
        expect(card(page, Path(name).name).get_by_test_id("verdict")).to_be_visible()
    assert page.page.get_by_test_id("card").count() == 3


def test_a_dropped_file_is_judged(page: AudioPage) -> None:
    data = base64.b64encode((CLIPS / "fake-flite.flac").read_bytes()).decode()
    page.page.evaluate(
        """(data) => {
          const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([bytes], "dropped.flac", { type: "audio/flac" }));
          for (const kind of ["dragenter", "dragover", "drop"]) {
            document.body.dispatchEvent(
              new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
          }
        }""",
        data,
    )
    expect(card(page, "dropped.flac").get_by_test_id("verdict")).to_be_visible()


def test_a_text_file_gets_an_error_that_people_understand(page: AudioPage) -> None:
    letter = FilePayload(name="letter.wav", mimeType="audio/wav", buffer=b"Dear reader,\n" * 50)
    page.page.set_input_files("#file-input", letter)
    expect(card(page, "letter.wav").get_by_test_id("error")).to_have_text(ERRORS["undecodable"])


def test_an_empty_file_gets_its_own_error(page: AudioPage) -> None:
    page.page.set_input_files(
        "#file-input", FilePayload(name="empty.wav", mimeType="audio/wav", buffer=b"")
    )
    expect(card(page, "empty.wav").get_by_test_id("error")).to_have_text(ERRORS["empty"])


def test_after_an_error_the_next_file_is_judged(page: AudioPage) -> None:
    page.page.set_input_files(
        "#file-input", FilePayload(name="empty.wav", mimeType="audio/wav", buffer=b"")
    )
    choose(page, CLIPS / "real-fr.flac")
    expect(card(page, "real-fr.flac").get_by_test_id("verdict")).to_be_visible()


def test_silence_is_no_verdict_but_a_reason(page: AudioPage, tmp_path: Path) -> None:
    sf.write(tmp_path / "silence.wav", np.zeros(48_000), 16_000)
    choose(page, tmp_path / "silence.wav")
    silent = card(page, "silence.wav")
    expect(silent.get_by_test_id("verdict")).to_contain_text(WORDS["unsure"])
    expect(silent.get_by_test_id("reason")).to_have_text(REASONS["silent"])
    assert silent.get_by_test_id("probability").count() == 0


def test_a_file_name_is_shown_as_text(page: AudioPage) -> None:
    name = "<img src=x onerror=alert(1)>.wav"
    page.page.set_input_files(
        "#file-input", FilePayload(name=name, mimeType="audio/wav", buffer=b"")
    )
    expect(page.page.get_by_test_id("card")).to_contain_text(name)
    assert page.page.locator("#results img").count() == 0


def test_cancel_stops_the_work_and_the_next_file_is_judged(page: AudioPage, tmp_path: Path) -> None:
    sf.write(tmp_path / "long.wav", np.tile(babble(16_000, 20.0), 30), 16_000)
    choose(page, tmp_path / "long.wav")
    card(page, "long.wav").get_by_role("button", name="Cancel").click()
    expect(card(page, "long.wav").get_by_test_id("cancelled")).to_be_visible()
    choose(page, CLIPS / "real-fr.flac")
    expect(card(page, "real-fr.flac").get_by_test_id("verdict")).to_be_visible()


def test_an_aborted_call_rejects_and_progress_only_grows(page: AudioPage) -> None:
    outcome = page.page.evaluate(
        """async () => {
          const samples = new Float32Array(16000 * 120).map((_, i) => Math.sin(i * i / 1e7)
            * Math.max(0, Math.sin(i / 640)) * 0.3);
          const seen = [];
          const controller = new AbortController();
          const onProgress = (x) => { seen.push(x); if (x > 0.2) controller.abort(); };
          const options = { signal: controller.signal, onProgress };
          const error = await DeepfakeAudio.classify(samples, 16000, options).catch((e) => e);
          return { name: error.name, seen };
        }"""
    )
    assert outcome["name"] == "AbortError"
    assert outcome["seen"] == sorted(outcome["seen"])
    assert 0 < outcome["seen"][-1] < 1


def test_a_call_with_an_aborted_signal_never_starts(page: AudioPage) -> None:
    name = page.page.evaluate(
        """() => DeepfakeAudio.classify(new Float32Array(32000), 16000,
          { signal: AbortSignal.abort() }).catch((error) => error.name)"""
    )
    assert name == "AbortError"


def test_the_keyboard_alone_reaches_the_file_dialog(page: AudioPage) -> None:
    reached = []
    for _ in range(2):
        page.page.keyboard.press("Tab")
        reached.append(page.page.evaluate("() => document.activeElement.id"))
    assert reached == ["settings-button", "drop-zone"]
    with page.page.expect_file_chooser() as chooser:
        page.page.keyboard.press("Enter")
    chooser.value.set_files(CLIPS / "real-en.flac")
    expect(card(page, "real-en.flac").get_by_test_id("verdict")).to_be_visible()


def test_ctrl_o_opens_the_file_dialog(page: AudioPage) -> None:
    with page.page.expect_file_chooser() as chooser:
        page.page.keyboard.press("Control+o")
    assert chooser.value.is_multiple()


def test_the_verdict_is_announced_to_screen_readers(page: AudioPage) -> None:
    choose(page, CLIPS / "real-en.flac")
    announcer = page.page.locator("#announcer")
    expect(announcer).to_contain_text("real-en.flac: ")
    assert announcer.get_attribute("role") == "status"


def test_a_card_can_be_removed(page: AudioPage) -> None:
    choose(page, CLIPS / "real-en.flac")
    expect(card(page, "real-en.flac").get_by_test_id("verdict")).to_be_visible()
    card(page, "real-en.flac").get_by_role("button", name="Remove").click()
    expect(page.page.get_by_test_id("card")).to_have_count(0)


@pytest.mark.parametrize("width", [320, 768, 1440])
def test_nothing_overflows_on_phones_or_desktops(page: AudioPage, width: int) -> None:
    page.page.set_viewport_size({"width": width, "height": 800})
    choose(page, CLIPS / "real-en.flac")
    expect(card(page, "real-en.flac").get_by_test_id("verdict")).to_be_visible()
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_without_the_model_the_page_says_what_is_missing(browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/model/model.js", lambda route: route.abort())
    page.goto(INDEX)
    expect(page.locator("#trouble")).to_contain_text("model")
    page.close()
