"""The report on one recording: complete, printable, harmless, and its command reproduces it."""

from __future__ import annotations

import hashlib
import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Locator, expect

from tests.audio_page import WEB, AudioPage
from tests.strings import read_strings
from training import predict
from training.predict import classify
from training.shipped import ShippedModel

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
ROOT = WEB.parent


def report_on(page: AudioPage, name: str = CLIP.name) -> Locator:
    file = FilePayload(name=name, mimeType="audio/flac", buffer=CLIP.read_bytes())
    page.page.set_input_files("#file-input", file)
    page.page.get_by_role("button", name="Report").click()
    report = page.page.get_by_role("dialog")
    expect(report).to_be_visible()
    return report


def test_the_report_states_everything_that_another_person_needs(
    page: AudioPage, shipped: ShippedModel
) -> None:
    report = report_on(page)
    expected = classify(CLIP, shipped)
    verdict = report.get_by_test_id("report-verdict")
    expect(verdict).to_contain_text(read_strings("en")["verdicts"][expected["verdict"]])
    expect(verdict).to_contain_text(f"{round(100 * shipped.params.verdict.fake_above)}%")
    version = json.loads((ROOT / "package.json").read_text())["version"]
    sha256 = hashlib.sha256(CLIP.read_bytes()).hexdigest()
    for fact in (CLIP.name, sha256, shipped.sha256, version):
        expect(report).to_contain_text(fact)
    expect(report.get_by_test_id("rates")).to_be_visible()
    expect(report.locator(".report-plot .scores")).to_have_count(1)


def test_the_commands_of_the_report_give_its_answer(
    page: AudioPage, shipped: ShippedModel, tmp_path: Path
) -> None:
    name = "it's $(a) strange; name.flac"
    report = report_on(page, name)
    first, second = report.locator("pre").inner_text().splitlines()
    shutil.copy(CLIP, tmp_path / name)
    done = subprocess.run(first, shell=True, cwd=tmp_path, capture_output=True, text=True)
    assert hashlib.sha256(CLIP.read_bytes()).hexdigest() in done.stdout
    program, *arguments = shlex.split(second)
    assert program == ".venv/bin/python"
    assert arguments == ["-m", "training.predict", "--json", name]
    arguments[-1] = str(tmp_path / name)
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    assert answer["verdict"] == classify(CLIP, shipped)["verdict"]


def test_the_command_names_the_hop_that_was_chosen(page: AudioPage) -> None:
    page.page.evaluate(
        "() => localStorage.setItem('deepfake-audio-detection', JSON.stringify({ hop: '0.5' }))"
    )
    page.page.reload()
    report = report_on(page)
    page.page.evaluate("() => localStorage.clear()")
    expect(report.locator("pre")).to_contain_text("--json --hop 0.5 real-en.flac")


@pytest.mark.parametrize("sensitivity", ["misses", "false_alarms"])
def test_the_command_names_the_band_of_another_sensitivity(
    page: AudioPage, capsys: pytest.CaptureFixture[str], sensitivity: str
) -> None:
    page.page.evaluate(
        """(sensitivity) =>
          localStorage.setItem("deepfake-audio-detection", JSON.stringify({ sensitivity }))""",
        sensitivity,
    )
    page.page.reload()
    report = report_on(page)
    page.page.evaluate("() => localStorage.clear()")
    *_, option, low, high, _ = shlex.split(report.locator("pre").inner_text())
    assert option == "--band"
    for edge in (low, high):
        expect(report.get_by_test_id("report-verdict")).to_contain_text(f"{float(edge):.0%}")
    assert predict.main(["--json", "--band", low, high, str(CLIP)]) == 0
    answer = json.loads(capsys.readouterr().out)
    said = read_strings("en")["verdicts"][answer["verdict"]]
    expect(report.get_by_test_id("report-verdict")).to_contain_text(said)


def test_a_file_name_is_text_in_the_report(page: AudioPage) -> None:
    name = "<img src=x onerror=alert(1)>.flac"
    report = report_on(page, name)
    expect(report).to_contain_text(name)
    assert report.locator("img").count() == 0


def test_the_report_closes_with_escape_and_gives_the_focus_back(page: AudioPage) -> None:
    report_on(page)
    page.page.keyboard.press("Escape")
    expect(page.page.get_by_role("dialog")).to_have_count(0)
    expect(page.page.get_by_role("button", name="Report")).to_be_focused()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_report_alone_goes_to_paper(page: AudioPage, paper: str) -> None:
    report = report_on(page)
    page.page.emulate_media(media="print")
    expect(page.page.locator("header").first).to_be_hidden()
    expect(page.page.get_by_role("button", name="Print")).to_be_hidden()
    for part in ("h1", "pre"):
        top = "(node) => node.getBoundingClientRect().top + scrollY"
        assert report.locator(part).evaluate(top) >= 0
    pdf = page.page.pdf(format=paper)
    assert pdf.count(b"/Type /Page\n") == 1
