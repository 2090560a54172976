"""What people do most, from disk, in Firefox and WebKitGTK: judge a file, record, send nothing.

Their microphones hum and beep and cannot play a file, so a recording is held to what the command
line says about the same recording, saved. WebKitGTK takes its language from the system alone, so
there the language is chosen in the settings.
"""

from __future__ import annotations

import base64
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
import soundfile as sf

from scripts import other_browsers
from scripts.other_browsers import FINDERS, find_firefox, find_webkit, how_to_get
from tests.firefox import Firefox
from tests.other_browser import OtherBrowser
from tests.strings import read_strings
from tests.test_page import WORDS
from tests.ways_out import ATTEMPTS, SCRIPTS, TRY, Listener
from tests.webkit import WebKit
from training.predict import classify
from training.shipped import ShippedModel

CLIPS = Path(__file__).parent / "clips"
JUDGED = "[data-testid=card]:not([data-state=waiting], [data-state=busy])"
RECORDED_S = 2.5

Start = Callable[..., OtherBrowser]


def do_without(name: str, environment: Mapping[str, str]) -> None:
    """Skip the tests of a browser that is not there; where CI is set, fail."""
    (pytest.fail if "CI" in environment else pytest.skip)(how_to_get(name))


@pytest.fixture(scope="module", params=FINDERS)
def start(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Start]:
    """Starts one of the browsers, in English unless it is told otherwise."""
    running: list[OtherBrowser] = []

    def begin(*, language: str = "en", dark: bool = False) -> OtherBrowser:
        if request.param == "Firefox" and (path := find_firefox()):
            running.append(Firefox(path, tmp_path_factory.mktemp("profile"), language, dark))
        elif request.param == "WebKitGTK" and (paths := find_webkit()):
            running.append(WebKit(paths, dark))
        else:
            do_without(request.param, os.environ)
        return running[-1]

    yield begin
    for browser in running:
        browser.quit()


@pytest.fixture(scope="module")
def window(start: Start) -> OtherBrowser:
    """One window for all tests that start anew with `open`."""
    return start()


@pytest.fixture
def page(window: OtherBrowser) -> OtherBrowser:
    window.open()
    return window


@pytest.mark.parametrize(
    "file", ["real-en.flac", "fake-flite.flac", "formats/real-ru-44k1-stereo-mp3.mp3"]
)
def test_a_chosen_file_gets_the_verdict_of_the_command_line(
    page: OtherBrowser, shipped: ShippedModel, file: str
) -> None:
    expected = classify(CLIPS / file, shipped)
    page.choose("#file-input", CLIPS / file)
    page.wait_for(JUDGED)
    assert WORDS[expected["verdict"]] in page.wait_for("[data-testid=verdict]")
    shown = page.wait_for("[data-testid=probability]")
    assert str(round(100 * expected["p_fake"])) in shown or re.match("over 99|under 1", shown)


def test_a_recording_gets_the_verdict_of_the_command_line(
    page: OtherBrowser, shipped: ShippedModel, tmp_path: Path
) -> None:
    before = time.monotonic()
    page.click("#record-button")
    page.wait_for("#recorder[data-state=recording]")
    time.sleep(RECORDED_S)
    assert page.run("() => Number(document.querySelector('#record-level').ariaValueNow)") > 20
    page.click("#record-button")
    page.wait_for(JUDGED)
    passed_s = time.monotonic() - before
    state = page.run("(judged) => document.querySelector(judged).dataset.state", JUDGED)
    path = tmp_path / "recording.wav"
    path.write_bytes(saved(page))
    assert RECORDED_S - 1 < sf.info(path).duration < passed_s
    assert classify(path, shipped)["verdict"] == state


def saved(page: OtherBrowser) -> bytes:
    """What "Save as WAV" hands over to the browser."""
    page.run(
        """() => {
          const { createObjectURL } = URL;
          URL.createObjectURL = (blob) => createObjectURL.call(URL, (globalThis.saved = blob));
        }"""
    )
    page.click(".card-actions button")
    data = page.run(
        """() => new Promise((resolve) => {
          const reader = new FileReader();
          reader.onload = () => resolve(reader.result.split(",")[1]);
          reader.readAsDataURL(globalThis.saved);
        })"""
    )
    return base64.b64decode(data)


def test_nothing_can_be_sent(page: OtherBrowser, listener: Listener) -> None:
    for kind, (directive, code) in ATTEMPTS.items():
        violation = page.run(TRY.replace("CODE", code), listener.address)
        assert violation is not None, f"{kind} was not refused"
        if kind in SCRIPTS and violation["directive"] == "require-trusted-types-for":
            continue
        assert violation["directive"] == directive
        assert listener.address in violation["blocked"]
    time.sleep(0.2)
    assert listener.received == b""


def test_at_first_sight_the_page_is_as_dark_and_speaks_as_the_system_does(start: Start) -> None:
    german = read_strings("de")
    browser = start(language="de", dark=True)
    browser.open()
    if isinstance(browser, WebKit):
        browser.run(
            """() => {
              const select = document.querySelector("#language");
              select.value = "de";
              select.dispatchEvent(new Event("change"));
            }"""
        )
    assert browser.wait_for("h1") == german["page"]["title"]
    background = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert browser.run(background) == "rgb(21, 21, 19)"


def test_by_day_the_page_is_light(page: OtherBrowser) -> None:
    background = "() => getComputedStyle(document.documentElement).backgroundColor"
    assert page.run(background) == "rgb(245, 244, 241)"


@pytest.mark.parametrize("name", FINDERS)
def test_a_browser_that_is_missing_is_skipped_with_its_name_but_never_in_ci(name: str) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"apt-get install .*(firefox|webkit)"):
        do_without(name, {})
    with pytest.raises(pytest.fail.Exception, match=r"apt-get install .*(firefox|webkit)"):
        do_without(name, {"CI": "true"})


@pytest.mark.parametrize(("ci", "status"), [(None, 0), ("true", 1)])
def test_setting_up_without_root_names_what_is_missing_and_fails_in_ci_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ci: str | None, status: int
) -> None:
    monkeypatch.setattr(other_browsers, "missing", lambda: ["Firefox"])
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.delenv("CI", raising=False)
    if ci is not None:
        monkeypatch.setenv("CI", ci)
    assert other_browsers.main() == status
    assert "apt-get install firefox-esr" in capsys.readouterr().err
