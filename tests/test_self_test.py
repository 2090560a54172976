"""The page tests itself: each stage in this browser against the reference; it says what differs."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.audio_page import WEB, AudioPage, opened
from tests.weights import spans, weights_of
from training.golden import CLIP, TOLERANCES, golden
from training.shipped import ShippedModel

ROWS = 1 + len(TOLERANCES)


def run_self_test(page: Page) -> None:
    page.locator("#self-test summary").click()
    page.get_by_role("button", name="Run the self-test").click()


def test_every_stage_is_identical_to_the_reference(page: AudioPage) -> None:
    run_self_test(page.page)
    expect(page.page.get_by_test_id("self-test")).to_contain_text("Identical")
    assert page.page.locator(".self-test tr.alike").count() == ROWS
    assert page.page.locator(".self-test tr.off").count() == 0


def test_without_a_fingerprint_the_stages_are_tested_all_the_same(page: AudioPage) -> None:
    """A page from a server without TLS has no way to compute one."""
    page.page.evaluate("() => Object.defineProperty(crypto, 'subtle', { value: undefined })")
    run_self_test(page.page)
    expect(page.page.get_by_test_id("self-test")).to_contain_text("Identical")
    assert page.page.locator(".self-test tr.alike").count() == ROWS - 1


def test_the_values_in_the_artefact_are_what_python_makes_today(shipped: ShippedModel) -> None:
    today, then = golden(shipped.predict, shipped.params), shipped.spec["golden"]
    assert today["clip"] == then["clip"] == CLIP.name
    for now, before in zip(today["stages"], then["stages"], strict=True):
        assert (now["stage"], now["places"]) == (before["stage"], before["places"])
        np.testing.assert_allclose(now["values"], before["values"], atol=now["tolerance"])


def test_no_stage_makes_values_that_any_result_would_match(shipped: ShippedModel) -> None:
    for stage in shipped.spec["golden"]["stages"]:
        assert np.ptp(stage["values"]) > 1000 * stage["tolerance"], stage["stage"]


Change = Callable[[dict[str, Any]], None]


def _network(artefact: dict[str, Any]) -> None:
    """Every weight of the largest array becomes the smallest that it has."""
    _, start, end = max(spans(artefact["graph"]), key=lambda span: span[2] - span[1])
    first, last = -(-start // 3) * 4, end // 3 * 4
    weights = artefact["weights"]
    artefact["weights"] = weights[:first] + "A" * (last - first) + weights[last:]


def _scale(artefact: dict[str, Any]) -> None:
    entry = max(weights_of(artefact["graph"]), key=lambda w: math.prod(w["shape"]))
    entry["quantization"]["scale"] *= 1.05


def _floor(artefact: dict[str, Any]) -> None:
    artefact["spec"]["verdict"]["floor"] += 0.01


def _slope(artefact: dict[str, Any]) -> None:
    artefact["spec"]["verdict"]["slope"] *= 1.01


def _intercept(artefact: dict[str, Any]) -> None:
    artefact["spec"]["verdict"]["intercept"] += 0.01


def _filter(artefact: dict[str, Any]) -> None:
    artefact["spec"]["resample"]["rolloff"] = 0.9


def _spectrogram(artefact: dict[str, Any]) -> None:
    artefact["spec"]["spectrogram"]["power_floor"] = 1e-3


def _fine(artefact: dict[str, Any]) -> None:
    artefact["spec"]["fine"]["power_floor"] = 1e-3


AFTER_IT = ["Both spectrograms", "Network", "Calibrated probability"]


@pytest.fixture
def altered(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page with an artefact that is not as it was evaluated."""
    text = (WEB / "model" / "model.js").read_text(encoding="utf-8")
    begin, end = text.index("{"), text.rindex("}") + 1
    artefact = json.loads(text[begin:end])
    request.param(artefact)
    body = f"{text[:begin]}{json.dumps(artefact)}{text[end:]}"
    context = browser.new_context(locale="en")
    context.route("**/model/model.js", lambda route: route.fulfill(body=body))
    with opened(context) as page:
        yield page.page
    context.close()


@pytest.mark.parametrize(
    ("altered", "stages"),
    [
        (_network, ["Model’s fingerprint", "Network", "Calibrated probability"]),
        (_scale, ["Network", "Calibrated probability"]),
        *((change, ["Calibrated probability"]) for change in (_floor, _slope, _intercept)),
        (_filter, ["Resampled"]),
        (_spectrogram, ["Spectrogram", *AFTER_IT]),
        (_fine, AFTER_IT),
    ],
    indirect=["altered"],
)
def test_a_stage_that_computes_otherwise_is_named(altered: Page, stages: list[str]) -> None:
    run_self_test(altered)
    expect(altered.get_by_test_id("self-test")).to_contain_text("Differs from the reference in:")
    off = altered.locator(".self-test tr.off th").all_inner_texts()
    assert len(off) == len(stages)
    assert all(name.startswith(stage) for name, stage in zip(off, stages, strict=True))


def test_a_second_click_while_it_runs_changes_nothing(page: AudioPage) -> None:
    page.page.locator("#self-test summary").click()
    page.page.get_by_role("button", name="Run the self-test").dblclick()
    expect(page.page.get_by_test_id("self-test")).to_contain_text("Identical")
    assert page.page.locator(".self-test").count() == 1


def test_without_the_examples_it_says_what_is_missing(browser: Browser) -> None:
    context = browser.new_context(locale="en")
    context.route("**/examples.js", lambda route: route.abort())
    with opened(context) as page:
        run_self_test(page.page)
        expect(page.page.get_by_test_id("self-test")).to_contain_text("web/examples.js")
    context.close()
