"""Looking inside a recording: what is drawn, played and explained, by mouse and by keyboard."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import soundfile as sf
from numpy.typing import NDArray
from playwright.sync_api import Browser, Locator, expect

from tests import parity
from tests.audio_page import AudioPage
from tests.signals import babble, noise, tone
from training.graph_model import to_graph_model
from training.model import PAIRS
from training.occlusion import BANDS, TIMES, patches_of
from training.params import FAKE, OUTPUTS, Params
from training.shipped import MODEL_DIR

CLIPS = Path(__file__).parent / "clips"
RATE = 16_000
OVERLAP_PX = 5


def look_inside(page: AudioPage, path: Path) -> Locator:
    """Judge a file and open its inside; returns it."""
    page.page.set_input_files("#file-input", path)
    inside = page.page.get_by_test_id("inside")
    inside.locator("> summary").click()
    expect(inside.locator(".inside-stage")).to_be_visible()
    drawn(page)
    return inside


def drawn(page: AudioPage) -> None:
    """Wait until what is shown has been drawn, with the details that come from the worker."""
    page.page.wait_for_function("() => document.querySelector('.track.wave canvas').width > 1")
    page.page.wait_for_timeout(300)


def pixels(canvas: Locator) -> NDArray[np.uint8]:
    """[height, width, rgb] of a canvas, in CSS pixels."""
    size, data = canvas.evaluate(
        """(node) => {
          const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
          const text = Array.from(data, (byte) => String.fromCharCode(byte)).join("");
          return [[node.height, node.width], btoa(text)];
        }"""
    )
    return np.frombuffer(base64.b64decode(data), np.uint8).reshape(*size, 4)[..., :3]


def written(tmp_path: Path, x: NDArray[np.float32], rate: int = RATE) -> Path:
    sf.write(tmp_path / "made.wav", x, rate, subtype="FLOAT")
    return tmp_path / "made.wav"


def row_of(inside: Locator, kilohertz: float, height: int, plot: str = ".spectrogram") -> float:
    """Where the labels of the axis put a frequency, in pixels from the top."""
    tops = inside.locator(f".inside-gutter > {plot} span").evaluate_all(
        "(nodes) => nodes.map((n) => [parseFloat(n.textContent), parseFloat(n.style.top) / 100])"
    )
    labels = dict(tops)
    return height * (labels[2] + (kilohertz - 2) * (labels[4] - labels[2]) / 2)


# Drawing


@pytest.mark.parametrize("kilohertz", [1, 3, 6.5])
def test_a_tone_lights_its_own_row_at_its_own_time(
    page: AudioPage, tmp_path: Path, kilohertz: float
) -> None:
    x = noise(4 * RATE, amplitude=1e-3)
    x[RATE : 2 * RATE] += tone(1000 * kilohertz, RATE, 1.0)
    inside = look_inside(page, written(tmp_path, x))
    light = pixels(inside.locator(".track.spectrogram canvas")).sum(axis=2, dtype=int)
    height, width = light.shape
    during = light[:, int(0.3 * width) : int(0.45 * width)].mean(axis=1)
    assert abs(int(during.argmax()) + 0.5 - row_of(inside, kilohertz, height)) < 2
    along = light[during.argmax()]
    lit = np.flatnonzero(along > (along.max() + along.min()) / 2)
    assert abs(lit[0] - width / 4) < 3
    assert abs(lit[-1] - width / 2) < 3


def test_the_envelope_is_as_high_as_the_sound_is_loud(page: AudioPage, tmp_path: Path) -> None:
    x = np.concatenate([tone(200, RATE, 1.0, 0.8), np.zeros(RATE), tone(200, RATE, 1.0, 0.2)])
    inside = look_inside(page, written(tmp_path, x.astype(np.float32)))
    image = pixels(inside.locator(".track.wave canvas")).astype(int)
    height, width, _ = image.shape
    ink = image[height // 2, width // 6]
    heights = (np.abs(image - ink).sum(axis=2) < 30).sum(axis=0)
    loud, none, soft = (np.median(heights[int(f * width)]) for f in (1 / 6, 1 / 2, 5 / 6))
    assert loud > 0.9 * height
    assert none <= 2
    assert soft == pytest.approx(loud / 4, abs=3)


def on_scale(p_fake: float, floor: float) -> float:
    """Where the page draws a probability, from 0 to 1: by its odds above the floor."""
    odds = max(p_fake - floor, 1e-9) / max(1 - p_fake, 1e-9)
    return float(1 / (1 + odds**-0.4))


def bars(inside: Locator, result: dict[str, Any]) -> int:
    """Compare the drawn bars with the windows; how many could be told from the others."""
    image = pixels(inside.locator(".track.scores canvas")).astype(int)
    height, width, _ = image.shape
    view: dict[str, float] = inside.locator(".inside-scroller").evaluate(
        "(node) => ({ left: node.scrollLeft, all: node.firstChild.offsetWidth })"
    )
    px_per_s = view["all"] / result["duration_s"]
    windows = result["windows"]
    spec = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    floor = spec["verdict"]["floor"]
    rows = [round(6 + (1 - on_scale(w["p_fake"], floor)) * (height - 12)) for w in windows]
    seen = 0
    for window, row in zip(windows, rows, strict=True):
        if sum(abs(row - other) < OVERLAP_PX for other in rows) > 1:
            continue
        left = window["start_s"] * px_per_s - view["left"]
        right = min(window["start_s"] + 2, result["duration_s"]) * px_per_s - view["left"]
        if left < 1 or right > width - 1:
            continue
        line = image[row]
        ink = line[int((left + right) / 2)]
        alike = np.abs(line - ink).sum(axis=1) < 30
        inked = np.flatnonzero(alike)
        inked = inked[(inked > left - 20) & (inked < right + 20)]
        assert abs(inked[0] - left) <= 1
        assert abs(inked[-1] + 1 - right) <= 1
        seen += 1
    return seen


def test_each_score_lies_over_exactly_the_time_of_its_window(
    page: AudioPage, tmp_path: Path
) -> None:
    names = ("real-en", "fake-kokoro-fr", "real-fr")  # scores of many heights
    clips = [sf.read(CLIPS / f"{name}.flac", dtype="float32")[0] for name in names]
    path = written(tmp_path, np.concatenate(clips))
    result = page.call("classifyFile", path)
    inside = look_inside(page, path)
    found = bars(inside, result)
    inside.get_by_role("button", name="Zoom in").click()
    inside.locator(".inside-scroller").evaluate("(node) => { node.scrollLeft = 150; }")
    drawn(page)
    found += bars(inside, result)
    assert found > 2


def test_zoom_and_scroll_keep_all_tracks_on_one_axis(page: AudioPage, tmp_path: Path) -> None:
    x = noise(8 * RATE, amplitude=1e-3)
    x[5 * RATE : int(5.05 * RATE)] += tone(3000, RATE, 0.05)
    inside = look_inside(page, written(tmp_path, x))
    for _ in range(3):
        inside.get_by_role("button", name="Zoom in").click()
    scroller = inside.locator(".inside-scroller")
    scroller.evaluate("(node) => { node.scrollLeft = node.firstChild.offsetWidth * 0.6; }")
    drawn(page)
    left, everything = scroller.evaluate("(n) => [n.scrollLeft, n.firstChild.offsetWidth]")
    expected = 5 / 8 * everything - left
    light = pixels(inside.locator(".track.spectrogram canvas")).sum(axis=2, dtype=int)
    along = light[round(row_of(inside, 3, light.shape[0]))]
    lit = np.flatnonzero(along > (along.max() + along.min()) / 2)
    assert abs((lit[0] + lit[-1]) / 2 - (expected + 0.025 / 8 * everything)) < 4
    wave = pixels(inside.locator(".track.wave canvas")).astype(int)
    ink = wave[wave.shape[0] // 2, round(expected) + 20]
    heights = (np.abs(wave - ink).sum(axis=2) < 30).sum(axis=0)
    assert abs(int(np.flatnonzero(heights > heights.max() / 2)[0]) - expected) < 3


# What moved the decision


def test_the_chosen_window_is_shown_as_the_model_is_given_it(
    page: AudioPage, tmp_path: Path
) -> None:
    x = babble(RATE, 2.0) + tone(6000, RATE, 2.0, 0.02)
    inside = look_inside(page, written(tmp_path, x))
    view = choose_window(inside)
    view.get_by_label("What moved the decision").uncheck()
    light = pixels(view.locator("canvas").first).sum(axis=2, dtype=int)
    expected = row_of(inside, 6, light.shape[0], ".window")
    assert abs(int(light.mean(axis=1).argmax()) + 0.5 - expected) < 2


def choose_window(inside: Locator) -> Locator:
    """Press on the first score; returns what is shown of its window, explained."""
    scores = inside.locator(".track.scores")
    scores.click(position={"x": 5, "y": 20})
    view = inside.get_by_test_id("window-view")
    expect(view.locator(".window-patches li").first).to_be_visible()
    return view


def test_the_map_says_what_the_worker_computes(page: AudioPage, p: Params) -> None:
    path = CLIPS / "fake-kokoro-en.flac"
    inside = look_inside(page, path)
    view = choose_window(inside)
    x, rate = sf.read(path, dtype="float32")
    assert rate == RATE
    window = page.stage("cutWindow", x, 0, {"length": 2 * RATE})
    changes = page.stage("occlusion", parity.page_features(page, window, p))["changes"]
    strongest = int(np.abs(changes).argmax())
    first = view.locator(".window-patches li").first.inner_text()
    low = 0.5 * (strongest % 16)
    assert f"{low:g} to {low + 0.5:g} kHz" in first
    assert ("synthetic" in first.split(":")[0]) == bool(changes[strongest] > 0)
    assert first.startswith(f"{0.2 * (strongest // 16):.1f}")


@pytest.mark.parametrize("clip", ["fake-kokoro-en.flac", "real-en.flac"])
def test_no_answer_is_said_to_become_itself(page: AudioPage, clip: str) -> None:
    view = choose_window(look_inside(page, CLIPS / clip))
    for line in view.locator(".window-patches li").all_inner_texts():
        said = re.search(r": without it, (?:(.+) would be (.+)|still .+)\.$", line)
        assert said, line
        assert said[1] is None or said[1] != said[2]


@contextmanager
def looking_at(browser: Browser, p: Params, planted: int) -> Iterator[AudioPage]:
    """The page with a network that hears voices in all, and answers by one patch alone."""
    inside = patches_of(p).ravel() == planted
    weights = np.zeros((inside.size, OUTPUTS), np.float32)
    weights[inside, FAKE] = 2 / inside.sum()
    inputs = keras.Input((*p.input_shape, 1), name="features")
    dense = keras.layers.Dense(OUTPUTS)
    pairs = keras.layers.Reshape(PAIRS)(dense(keras.layers.Flatten()(inputs)))
    outputs = keras.layers.Reshape((OUTPUTS,))(keras.layers.Softmax()(pairs))
    network = keras.Model(inputs, outputs)
    dense.set_weights([weights, np.array([0, 0, 0, 9], np.float32)])
    graph, data = to_graph_model(network)
    spec = {**json.loads((MODEL_DIR / "spec.json").read_text()), **p.to_spec()}
    artefact = {"spec": spec, "graph": graph, "weights": base64.b64encode(data).decode()}
    script = f"globalThis.DEEPFAKE_AUDIO_MODEL={json.dumps(artefact)};"
    page = AudioPage(browser.new_page())
    page.page.route("**/model/model.js", lambda route: route.fulfill(body=script))
    page.open()
    yield page
    page.close()


@pytest.mark.parametrize(("time", "band"), [(6, 5), (0, 0), (9, 15)])
def test_the_map_points_at_the_only_patch_that_matters(
    browser: Browser, p: Params, tmp_path: Path, time: int, band: int
) -> None:
    # Loud for the length of the patch alone: flattened, it is lost.
    x = babble(RATE, 2.0)
    middle = 0.02 + 0.2 * time + 0.09
    at = np.arange(x.size) / RATE
    x += np.where(abs(at - middle) < 0.1, tone(500 * band + 250, RATE, 2.0, 0.2), 0)
    verdict = replace(p.verdict, slope=1.0, intercept=0.0)
    with looking_at(browser, replace(p, verdict=verdict), time * BANDS + band) as page:
        view = choose_window(look_inside(page, written(tmp_path, x.astype(np.float32))))
        first = view.locator(".window-patches li").first.inner_text()
        assert re.match(
            rf"{0.2 * time:.1f}\s*s to .*, {band / 2:g} to {band / 2 + 0.5:g} kHz", first
        )
        image = pixels(view.locator("canvas").first).astype(int)
    colour = image.max(axis=2) - image.min(axis=2)
    rows, columns = np.nonzero(colour > colour.max() / 2)
    height, width = colour.shape
    frames = p.n_frames
    edges = [t * frames // TIMES / frames * width for t in (time, time + 1)]
    assert abs(columns.min() - edges[0]) < 4
    assert abs(columns.max() - edges[1]) < 4
    assert abs(rows.min() - (1 - (band + 1) / BANDS) * height) < 4
    assert abs(rows.max() - (1 - band / BANDS) * height) < 4


def test_an_explanation_can_be_cancelled_and_asked_for_again(page: AudioPage) -> None:
    inside = look_inside(page, CLIPS / "real-en.flac")
    inside.locator(".track.scores").click(position={"x": 5, "y": 20})
    view = inside.get_by_test_id("window-view")
    view.get_by_role("button", name="Cancel").click()
    choice = view.get_by_label("What moved the decision")
    expect(choice).not_to_be_checked()
    expect(view.get_by_role("progressbar")).to_be_hidden()
    page.page.wait_for_timeout(500)
    expect(view.locator(".window-patches li")).to_have_count(0)
    choice.check()
    expect(view.locator(".window-patches li")).to_have_count(3)


# Playing


def is_playing(inside: Locator) -> Callable[[bool], None]:
    def check(expected: bool) -> None:
        name = "Pause" if expected else "Play"
        expect(inside.get_by_role("button", name=name, exact=True)).to_be_visible()

    return check


def test_a_window_is_played_alone_and_stops_at_its_end(page: AudioPage) -> None:
    inside = look_inside(page, CLIPS / "real-en.flac")
    choose_window(inside)
    is_playing(inside)(False)  # when explained it has come to its end, or comes to it
    position = inside.get_by_role("slider", name="Position")
    expect(position).to_have_attribute("aria-valuenow", "2")


def test_a_stretch_repeats_until_it_is_told_not_to(page: AudioPage) -> None:
    inside = look_inside(page, CLIPS / "real-en.flac")
    drag(page, inside, 0.2, 0.3)
    inside.get_by_role("button", name="Repeat").click()
    inside.get_by_role("button", name="Play", exact=True).click()
    turns: int = inside.evaluate(
        """async (node) => {
          const slider = node.querySelector(".track.wave");
          const at = () => Number(slider.getAttribute("aria-valuenow"));
          let [turns, last] = [0, at()];
          while (turns < 2) {
            await new Promise((resolve) => setTimeout(resolve, 10));
            if (at() < last) turns++;
            last = at();
          }
          return turns;
        }"""
    )
    assert turns == 2
    inside.get_by_role("button", name="Repeat").click()
    is_playing(inside)(False)


def drag(page: AudioPage, inside: Locator, start: float, end: float) -> None:
    """Over the sound, from one share of its width to another."""
    box = inside.locator(".track.wave").bounding_box()
    assert box is not None
    y = box["y"] + box["height"] / 2
    page.page.mouse.move(box["x"] + start * box["width"], y)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + end * box["width"], y, steps=4)
    page.page.mouse.up()


def test_dragging_marks_a_stretch_and_escape_drops_it(page: AudioPage) -> None:
    inside = look_inside(page, CLIPS / "real-en.flac")
    stretch = inside.locator(".stretch")
    expect(stretch).to_be_hidden()
    drag(page, inside, 0.25, 0.5)
    expect(stretch).to_be_visible()
    marked, track = stretch.bounding_box(), inside.locator(".track.wave").bounding_box()
    assert marked is not None
    assert track is not None
    assert marked["x"] - track["x"] == pytest.approx(track["width"] / 4, abs=2)
    assert marked["width"] == pytest.approx(track["width"] / 4, abs=2)
    inside.get_by_role("slider", name="Position").press("Escape")
    expect(stretch).to_be_hidden()


def test_two_recordings_never_play_at_once(page: AudioPage) -> None:
    page.page.set_input_files("#file-input", [CLIPS / "real-en.flac", CLIPS / "real-fr.flac"])
    insides = page.page.get_by_test_id("inside")
    expect(insides).to_have_count(2)
    for inside in (insides.nth(0), insides.nth(1)):
        inside.locator("> summary").click()
        inside.get_by_role("button", name="Repeat").click()
        inside.get_by_role("button", name="Play", exact=True).click()
        is_playing(inside)(True)
    is_playing(insides.nth(0))(False)


# By keyboard


def test_the_keyboard_plays_seeks_zooms_and_marks(page: AudioPage) -> None:
    inside = look_inside(page, CLIPS / "real-en.flac")
    position = inside.get_by_role("slider", name="Position")
    position.press("End")
    end = float(position.get_attribute("aria-valuenow") or 0)
    assert end == pytest.approx(float(position.get_attribute("aria-valuemax") or 0), abs=1e-3)
    position.press("ArrowLeft")
    assert 0 < float(position.get_attribute("aria-valuenow") or 0) < end
    position.press("]")
    expect(inside.locator(".stretch")).to_be_visible()
    position.press("Home")
    position.press("Space")
    is_playing(inside)(True)
    position.press("Space")
    is_playing(inside)(False)
    spacer = inside.locator(".inside-spacer")
    whole = spacer.evaluate("(node) => node.offsetWidth")
    position.press("+")
    assert spacer.evaluate("(node) => node.offsetWidth") == pytest.approx(2 * whole, abs=2)
    position.press("0")
    assert spacer.evaluate("(node) => node.offsetWidth") == whole


def test_the_keyboard_chooses_windows_and_says_which(page: AudioPage) -> None:
    result = page.call("classifyFile", CLIPS / "real-en.flac")
    inside = look_inside(page, CLIPS / "real-en.flac")
    windows = inside.get_by_role("slider", name="Windows")
    expect(windows).to_have_attribute("aria-valuetext", "None chosen")
    windows.press("ArrowRight")
    expect(windows).to_have_attribute("aria-valuetext", re.compile(r"^Window 1 of .*synthetic$"))
    windows.press("End")
    last = len(result["windows"])
    expect(windows).to_have_attribute("aria-valuetext", re.compile(rf"^Window {last} of {last}"))
    title = inside.locator(".window-title")
    expect(title).to_contain_text(f"Window {last} of {last}")
    is_playing(inside)(False)
    windows.press("Enter")
    is_playing(inside)(True)


# Frugality


def test_nothing_is_started_before_it_is_opened_and_all_is_given_back(page: AudioPage) -> None:
    page.page.set_input_files("#file-input", CLIPS / "real-en.flac")
    inside = page.page.get_by_test_id("inside")
    expect(inside).to_be_visible()
    before = len(page.page.workers)
    assert inside.locator("canvas").count() == 0
    inside.locator("> summary").click()
    expect(inside.locator(".inside-stage")).to_be_visible()
    assert len(page.page.workers) == before + 1
    inside.locator("> summary").click()
    expect(inside.locator("canvas")).to_have_count(0)
    page.page.wait_for_function("() => true")
    wait_for_workers(page, before)
    inside.locator("> summary").click()
    expect(inside.locator(".inside-stage")).to_be_visible()
    page.page.get_by_role("button", name="Remove real-en.flac").click()
    wait_for_workers(page, before)


def wait_for_workers(page: AudioPage, count: int) -> None:
    for _ in range(100):
        if len(page.page.workers) == count:
            return
        page.page.wait_for_timeout(50)
    pytest.fail(f"there are {len(page.page.workers)} workers, should be {count}")


def test_a_long_recording_is_drawn_from_few_columns(page: AudioPage, tmp_path: Path) -> None:
    x = noise(8_000 * 300, amplitude=1e-3)
    x[8_000 * 225 : 8_000 * 230] += tone(1_000, 8_000, 5.0)
    sf.write(tmp_path / "long.wav", x, 8_000, subtype="PCM_U8")
    inside = look_inside(page, tmp_path / "long.wav")
    light = pixels(inside.locator(".track.spectrogram canvas")).sum(axis=2, dtype=int)
    along = light[round(row_of(inside, 1, light.shape[0]))]
    lit = np.flatnonzero(along > (along.max() + along.min()) / 2)
    assert abs(lit[0] - 0.75 * light.shape[1]) < 3
    position = inside.get_by_role("slider", name="Position")
    for _ in range(16):
        position.press("+")
    expect(inside.get_by_role("button", name="Zoom in")).to_be_disabled()
    drawn(page)
    assert page.page.locator(".track canvas").evaluate_all(
        "(nodes) => Math.max(...nodes.map((node) => node.width))"
    ) <= 2 * page.page.evaluate("() => innerWidth")


def test_silence_can_be_looked_into_but_has_no_scores(page: AudioPage, tmp_path: Path) -> None:
    inside = look_inside(page, written(tmp_path, np.zeros(3 * RATE, np.float32)))
    expect(inside).to_contain_text("there are no scores")
    expect(inside.get_by_role("slider")).to_have_count(1)


@pytest.mark.parametrize("width", [320, 768])
def test_the_inside_fits_phones(page: AudioPage, width: int) -> None:
    page.page.set_viewport_size({"width": width, "height": 800})
    inside = look_inside(page, CLIPS / "real-en.flac")
    choose_window(inside)
    assert page.page.evaluate("() => document.documentElement.scrollWidth") <= width


def test_a_touch_seeks(browser: Browser) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = AudioPage(context.new_page())
    page.open()
    inside = look_inside(page, CLIPS / "real-en.flac")
    position = inside.get_by_role("slider", name="Position")
    position.tap()
    most = float(position.get_attribute("aria-valuemax") or 0)
    expect(position).to_have_attribute("aria-valuenow", re.compile(r"[1-9]"))
    now = float(position.get_attribute("aria-valuenow") or 0)
    assert now == pytest.approx(most / 2, rel=0.05)
    page.close()
    context.close()
