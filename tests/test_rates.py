"""Beside a verdict stands how often it is wrong on recordings like this one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import soundfile as sf
from playwright.sync_api import expect

from tests.audio_page import AudioPage
from tests.node import call
from tests.signals import song_and_word
from training.messages import REASONS
from training.shipped import MODEL_DIR

CLIPS = Path(__file__).parent / "clips"
CLEAN = {"snr_db": 45.0, "bandwidth_hz": 7_800.0, "clipped_share": 0.0}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    return loaded


def like_this(
    spec: dict[str, Any],
    quality: dict[str, float] | None,
    *,
    seconds: float = 5.0,
    file: dict[str, Any] | None = None,
) -> Any:
    result = {"quality": quality, "duration_s": seconds}
    return call("like-this.js", "likeThis", result, file, spec)


@pytest.mark.parametrize(
    ("measured", "kind", "group", "name"),
    [
        ({}, "clean", "none", "as it is"),
        ({"bandwidth_hz": 3_600.0}, "telephone", "band", "telephone"),
        ({"snr_db": 16.0}, "noisy", "noise", "10 dB SNR"),
        ({"snr_db": 11.0}, "noisy", "noise", "5 dB SNR"),
        ({"snr_db": 2.0}, "noisy", "noise", "0 dB SNR"),
        ({"clipped_share": 0.012}, "distorted", "clipping", "1% of samples"),
        ({"clipped_share": 0.3}, "distorted", "clipping", "10% of samples"),
    ],
)
def test_what_was_measured_chooses_the_condition(
    spec: dict[str, Any], measured: dict[str, float], kind: str, group: str, name: str
) -> None:
    like = like_this(spec, CLEAN | measured)
    assert (like["kind"], like["row"]["group"], like["row"]["name"]) == (kind, group, name)


def test_a_model_that_was_measured_on_no_unseen_engine_says_nothing(spec: dict[str, Any]) -> None:
    grid = [{k: v for k, v in row.items() if k != "unseen"} for row in spec["metrics"]["grid"]]
    other = spec | {"metrics": spec["metrics"] | {"grid": grid}}
    assert like_this(other, CLEAN | {"snr_db": 16.0}) is None


@pytest.mark.parametrize(("seconds", "name"), [(0.6, "0.5 s"), (1.1, "1 s"), (1.9, "2 s")])
def test_less_than_a_window_of_sound_is_short(
    spec: dict[str, Any], seconds: float, name: str
) -> None:
    like = like_this(spec, CLEAN, seconds=seconds)
    assert (like["kind"], like["row"]["name"]) == ("short", name)


@pytest.mark.parametrize(
    ("file", "kilobits", "name"),
    [
        ("a.mp3", 30, "mp3-32k"),
        ("a.MP3", 320, "mp3-128k"),
        ("a.m4a", 60, "aac-64k"),
        ("a.b.opus", 15, "opus-16k"),
        ("a.ogg", 80, "opus-32k"),
        ("a.m4b", 60, "aac-64k"),
        ("a.weba", 16, "opus-16k"),
    ],
)
def test_a_lossy_file_is_compared_with_its_encoder_and_bit_rate(
    spec: dict[str, Any], file: str, kilobits: int, name: str
) -> None:
    size = kilobits * 1000 * 5 // 8
    like = like_this(spec, CLEAN, file={"name": file, "size": size})
    assert (like["kind"], like["row"]["name"]) == ("compressed", name)


@pytest.mark.parametrize(
    ("file", "kilobits", "worst_of"),
    [
        ("voice-message.ogg", 16, ["opus-16k", "vorbis"]),
        ("talk.mp4", 2_000, ["aac-32k", "aac-64k"]),
        ("talk.webm", 2_000, ["opus-12k", "opus-16k", "opus-32k"]),
        ("talk.mov", 40, ["aac-32k"]),
    ],
)
def test_where_the_name_leaves_open_what_is_in_the_file_the_worst_of_it_counts(
    spec: dict[str, Any], file: str, kilobits: int, worst_of: list[str]
) -> None:
    size = kilobits * 1000 * 5 // 8
    like = like_this(spec, CLEAN, file={"name": file, "size": size})
    rows = [row for row in spec["metrics"]["grid"] if row["name"].startswith(tuple(worst_of))]
    assert like["row"] in rows
    assert badness(like["row"]) == max(badness(row) for row in rows)


def badness(row: dict[str, Any]) -> float:
    missed = 1 - (row["seen"]["recall"] + row["unseen"]["recall"]) / 2
    return float(row["seen"]["false_alarm_rate"] + missed)


def test_of_several_conditions_the_worst_counts(spec: dict[str, Any]) -> None:
    noisy = like_this(spec, CLEAN | {"snr_db": 2.0})
    narrow = like_this(spec, CLEAN | {"bandwidth_hz": 3_600.0})
    both = like_this(spec, CLEAN | {"snr_db": 2.0, "bandwidth_hz": 3_600.0})
    assert badness(both["row"]) == max(badness(noisy["row"]), badness(narrow["row"]))


def test_without_a_measurement_nothing_is_claimed(spec: dict[str, Any]) -> None:
    assert like_this(spec, None) is None
    assert like_this({k: v for k, v in spec.items() if k != "metrics"}, CLEAN) is None


def test_the_rates_of_the_model_card_stand_beside_the_verdict(
    page: AudioPage, spec: dict[str, Any]
) -> None:
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    rates = page.page.get_by_test_id("rates")
    expect(rates).to_have_attribute("data-kind", "clean")
    row = next(row for row in spec["metrics"]["grid"] if row["name"] == "as it is")
    shares = [
        row["seen"]["false_alarm_rate"],
        1 - row["seen"]["recall"],
        1 - row["unseen"]["recall"],
    ]
    for figure, share in zip(rates.locator("dd").all(), shares, strict=True):
        assert abs(float(figure.inner_text().rstrip("%")) / 100 - share) <= 0.005 + 1e-9


def test_where_too_little_is_a_voice_there_is_a_way_out_and_no_rate(
    page: AudioPage, tmp_path: Path
) -> None:
    path = tmp_path / "song.wav"
    sf.write(path, song_and_word(), 16_000)
    page.page.set_input_files("#file-input", path)
    expect(page.page.get_by_test_id("reason")).to_have_text(REASONS["mostly_no_voice"])
    expect(page.page.get_by_test_id("remedy")).to_contain_text("cut out the rest")
    expect(page.page.get_by_test_id("timeline")).to_be_visible()
    expect(page.page.get_by_test_id("rates")).to_have_count(0)


def test_a_telephone_recording_gets_the_rates_of_the_telephone(page: AudioPage) -> None:
    path = CLIPS / "formats" / "real-ru-8k-mono-pcmu8.wav"
    page.page.set_input_files("#file-input", path)
    expect(page.page.get_by_test_id("rates")).to_have_attribute("data-kind", "telephone")


def test_a_warning_against_relying_on_it_is_always_there(page: AudioPage) -> None:
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    expect(page.page.get_by_test_id("caution")).to_contain_text("not proof")


def test_the_answer_real_says_how_sure_it_can_be_at_most(
    page: AudioPage, spec: dict[str, Any]
) -> None:
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    expect(page.page.get_by_test_id("verdict")).to_contain_text("real")
    expect(page.page.get_by_test_id("floor")).to_contain_text(f"{spec['verdict']['floor']:.0%}")


def test_the_answer_synthetic_does_not(page: AudioPage) -> None:
    page.page.set_input_files("#file-input", CLIPS / "fake-flite.flac")
    expect(page.page.get_by_test_id("verdict")).to_contain_text("synthetic")
    expect(page.page.get_by_test_id("floor")).to_have_count(0)


@pytest.mark.parametrize("name", ["real-en.flac", "fake-kokoro-en.flac"])
def test_on_the_scale_each_answer_has_room_and_the_mark_is_with_its_own(
    page: AudioPage, name: str
) -> None:
    page.page.set_input_files("#file-input", CLIPS / name)
    track = page.page.get_by_test_id("card").locator(".scale-track")
    real, fake, mark = (
        float(track.evaluate("(node, name) => node.style.getPropertyValue(name)", which))
        for which in ("--real-below", "--fake-above", "--p")
    )
    assert min(real, fake - real, 1 - fake) > 0.15
    assert mark < real if name.startswith("real") else mark > fake
