"""What tests share: the parameters, the shipped model, one browser and a page from disk."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from scripts.browser import FLAGS, find_browser
from tests import parity
from tests.audio_page import READY_MS, WEB, AudioPage, opened, without_wasm
from tests.ways_out import Listener
from training.params import Params
from training.shipped import ShippedModel, load_shipped
from training.sounds import unspoken

expect.set_options(timeout=READY_MS)


@pytest.fixture(scope="session", autouse=True)
def few_sounds_without_speech() -> Iterator[None]:
    """Of each kind as many as a tiny run needs: hundreds take longer to judge than it to train."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(unspoken, "GENERATED", 3)
        yield


@pytest.fixture(scope="session")
def shipped() -> ShippedModel:
    """The model of `web/model/`, as `training.predict` runs it."""
    return load_shipped()


@pytest.fixture(scope="session")
def p(shipped: ShippedModel) -> Params:
    """The parameters that the page has too."""
    return shipped.params


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser_path() -> str:
    path = find_browser()
    if path is None:
        pytest.fail("No browser: python -m scripts.browser installs one.")
    return path


@pytest.fixture(scope="session")
def browser(playwright: Playwright, browser_path: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def js(browser: Browser) -> Iterator[AudioPage]:
    """One page for all tests that only call its functions."""
    with opened(browser) as page:
        yield page


@pytest.fixture(scope="session")
def plain_js(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AudioPage]:
    """The same where WebAssembly is refused, so that JavaScript computes everything."""
    with opened(browser, without_wasm(tmp_path_factory.mktemp("plain") / "web")) as page:
        yield page


@pytest.fixture(scope="session", params=["js", "plain_js"], ids=["kernel", "javascript"])
def either(request: pytest.FixtureRequest) -> AudioPage:
    """First the page with the kernel of web/kernel, then the one without."""
    page: AudioPage = request.getfixturevalue(request.param)
    return page


@pytest.fixture
def page(browser: Browser) -> Iterator[AudioPage]:
    """A fresh page, opened and ready, for tests that use it as people do."""
    with opened(browser) as page:
        yield page


@pytest.fixture
def listener() -> Iterator[Listener]:
    """A socket of this machine that hears whatever is sent to it."""
    listener = Listener()
    yield listener
    listener.socket.close()


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `npm run build` puts into dist/: the page in one file, the modules for other pages."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(["node", WEB / "dist.mjs", folder], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="session")
def clips() -> list[Path]:
    """Every committed recording, in every format."""
    folder = Path(__file__).parent / "clips"
    return sorted(path for path in folder.rglob("*.*") if path.suffix != ".md")


@pytest.fixture(scope="session")
def masters(clips: list[Path]) -> list[Path]:
    """The recordings that the formats were made from: real and fake, each another voice."""
    return [path for path in clips if path.parent.name == "clips"]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how near both languages came, as a tolerance alone does not tell."""
    if parity.measured:
        terminalreporter.section("largest difference between Python and the page")
    for stage, (error, tolerance) in sorted(parity.measured.items()):
        terminalreporter.line(f"{stage:14} {error:8.1e}  (allowed {tolerance:.0e})")
