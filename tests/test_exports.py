"""What is saved: JSON as the command line prints it, CSV that a spreadsheet opens safely."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, expect

from tests.audio_page import WEB, AudioPage
from training.predict import classify
from training.shipped import ShippedModel

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
VERSION = json.loads((WEB.parent / "package.json").read_text())["version"]


def payload(name: str, data: bytes) -> FilePayload:
    return FilePayload(name=name, mimeType="audio/flac", buffer=data)


def saved(page: AudioPage, button: str) -> bytes:
    with page.page.expect_download() as download:
        page.page.get_by_role("button", name=button).click()
    return download.value.path().read_bytes()


def judge(page: AudioPage, *files: FilePayload) -> None:
    page.page.set_input_files("#file-input", list(files))
    expect(page.page.get_by_test_id("totals")).to_contain_text(
        f"{len(files)} of {len(files)} judged"
    )


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_json_holds_what_the_command_line_prints(
    page: AudioPage, shipped: ShippedModel
) -> None:
    judge(page, payload("a.flac", CLIP.read_bytes()), payload("empty.flac", b""))
    exported: dict[str, Any] = json.loads(saved(page, "Save as JSON"))
    verdict = shipped.params.verdict
    band = {"real_below": verdict.real_below, "fake_above": verdict.fake_above}
    assert exported["version"] == VERSION
    assert exported["model_sha256"] == shipped.sha256
    assert exported["thresholds"] == exported["thresholds_shown"] == band
    judged, failed = exported["results"]
    expected = classify(CLIP, shipped)
    assert list(judged) == [*expected, "file_sha256", "judged_at"]
    assert judged["file"] == "a.flac"
    assert judged["verdict"] == expected["verdict"]
    assert judged["p_fake"] == pytest.approx(expected["p_fake"], abs=1e-4)
    assert judged["file_sha256"] == hashlib.sha256(CLIP.read_bytes()).hexdigest()
    assert failed["file"] == "empty.flac"
    assert failed["error_code"] == "empty"
    assert failed["file_sha256"] == hashlib.sha256().hexdigest()


def test_the_csv_has_a_row_a_file(page: AudioPage, shipped: ShippedModel) -> None:
    judge(page, payload("a.flac", CLIP.read_bytes()), payload("Müller, „Anruf“.flac", b""))
    data = saved(page, "Save as CSV")
    assert data.startswith("\ufefffile,verdict,p_fake,".encode())
    judged, failed = rows(data)
    expected = classify(CLIP, shipped)
    assert judged["verdict"] == expected["verdict"]
    assert float(judged["p_fake"]) == pytest.approx(expected["p_fake"], abs=1e-4)
    assert judged["file_sha256"] == hashlib.sha256(CLIP.read_bytes()).hexdigest()
    assert judged["model_sha256"] == shipped.sha256
    assert float(judged["fake_above"]) == shipped.params.verdict.fake_above
    assert failed["file"] == "Müller, „Anruf“.flac"
    assert failed["verdict"] == failed["p_fake"] == ""
    assert "0 bytes" in failed["error"]


def test_a_file_name_cannot_become_a_formula(page: AudioPage) -> None:
    names = ["=1+1.wav", "+1.wav", "-1.wav", "@SUM(A1).wav", "harmless=1.wav"]
    judge(page, *(payload(name, b"") for name in names))
    found = [row["file"] for row in rows(saved(page, "Save as CSV"))]
    assert found == [f"'{name}" for name in names[:4]] + names[4:]


TO_CSV = """
const { toCsv } = await import(process.argv[1]);
process.stdout.write(toCsv(JSON.parse(process.argv[2])));
"""


def to_csv(cells: list[dict[str, Any]]) -> bytes:
    module = (WEB / "src" / "export" / "csv.js").as_uri()
    command = ["node", "--input-type=module", "--eval", TO_CSV, module, json.dumps(cells)]
    return subprocess.run(command, capture_output=True, check=True).stdout


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_csv_cells_are_defused_and_read_back_whole(start: str) -> None:
    cells = [{"text": f'{start}a,"b"\r\nc', "number": -1.5, "none": None}]
    (row,) = rows(to_csv(cells))
    assert row == {"text": f"'{cells[0]['text']}", "number": "-1.5", "none": ""}


def test_a_name_with_another_separator_stays_one_cell() -> None:
    """Spreadsheets in German and French split at semicolons, others at tabs when told to."""
    cells = [{"text": "a;=1+1;\t=2", "number": 1}]
    text = to_csv(cells).decode("utf-8-sig")
    for separator in (";", "\t"):
        _, line = csv.reader(io.StringIO(text), delimiter=separator)
        assert line[0].startswith("a;=1+1;\t=2")


def test_the_reason_is_that_of_the_verdict_that_is_shown(page: AudioPage) -> None:
    """With another sensitivity the row must not give the reason of another verdict."""
    clip = CLIP.with_name("fake-kokoro-fr.flac")
    p_fake = page.call("classifyFile", clip)["p_fake"]
    page.page.evaluate(
        "(p) => { DEEPFAKE_AUDIO_MODEL.spec.verdict.fake_above = p + (1 - p) / 2; }", p_fake
    )
    page.page.get_by_role("button", name="Settings").click()
    for choice, verdict in (("False alarms cost more", "unsure"), ("Misses cost more", "fake")):
        page.page.get_by_label(choice).check()
        page.page.keyboard.press("Escape")
        judge(page, payload("a.flac", clip.read_bytes()), payload("b.flac", clip.read_bytes()))
        (row, _) = rows(saved(page, "Save as CSV"))
        assert row["verdict"] == verdict
        assert (row["reasons"] != "") == (verdict == "unsure")
        page.page.get_by_role("button", name="Clear list").click()
        page.page.get_by_role("button", name="Settings").click()


def test_only_what_the_filter_shows_is_saved(page: AudioPage) -> None:
    judge(page, payload("a.flac", CLIP.read_bytes()), payload("empty.flac", b""))
    page.page.get_by_role("radio", name="Not judged").check()
    assert [row["file"] for row in rows(saved(page, "Save as CSV"))] == ["empty.flac"]


def test_with_nothing_judged_there_is_nothing_to_save(page: AudioPage) -> None:
    judge(page, payload("a.flac", CLIP.read_bytes()), payload("b.flac", CLIP.read_bytes()))
    page.page.get_by_role("radio", name="Not judged").check()
    expect(page.page.get_by_role("button", name="Save as CSV")).to_be_disabled()
