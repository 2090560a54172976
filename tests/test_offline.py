"""From a server the page installs itself: it then opens without the server, and takes updates."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.audio_page import BRIDGE, INDEX, TRUST, WEB, AudioPage, opened
from tests.server import serving

ROOT = WEB.parent
CLIP = Path(__file__).parent / "clips" / "real-en.flac"
CONTROLLED = """() => new Promise((resolve) => {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller) resolve();
  else serviceWorker.addEventListener("controllerchange", () => resolve(), { once: true });
})"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The folder that is served, which may change."""
    shutil.copytree(WEB, tmp_path / "web")
    for name in ("package.json", "node_modules", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path / "web"


@contextmanager
def installed(context: BrowserContext, site: Path, stack: ExitStack) -> Iterator[AudioPage]:
    """The page, opened from a server until the service worker holds it all."""
    address = stack.enter_context(serving(site))
    with opened(context, address) as page:
        page.page.evaluate(CONTROLLED)
        yield page


def reopen(page: AudioPage) -> None:
    page.page.reload()
    page.page.evaluate(BRIDGE)
    page.page.evaluate("() => DeepfakeAudio.ready")


def build(site: Path) -> None:
    command = ["node", "--preserve-symlinks", "--preserve-symlinks-main", "web/build.mjs"]
    subprocess.run(command, cwd=site.parent, check=True)


def test_once_opened_it_works_without_the_server(context: BrowserContext, site: Path) -> None:
    with ExitStack() as server, installed(context, site, server) as page:
        server.close()
        reopen(page)
        page.page.set_input_files("#file-input", CLIP)
        expect(page.page.get_by_test_id("verdict")).to_be_visible()


def test_even_its_own_server_gets_nothing_from_the_page(
    context: BrowserContext, site: Path
) -> None:
    with ExitStack() as server, installed(context, site, server) as page:
        reopen(page)
        outcome = page.page.evaluate("() => fetch('./?voice').then(() => 'sent', (e) => e.name)")
        assert outcome == "TypeError"


def test_an_update_is_taken_with_the_next_but_one_visit(
    context: BrowserContext, site: Path
) -> None:
    with ExitStack() as server, installed(context, site, server) as page:
        index = site / "index.html"
        index.write_text(index.read_text().replace("<h1 ", '<h1 id="updated" ', 1))
        build(site)
        page.page.evaluate(
            """async () => {
              const changed = new Promise((resolve) => navigator.serviceWorker.addEventListener(
                "controllerchange", resolve, { once: true }));
              await (await navigator.serviceWorker.ready).update();
              await changed;
            }"""
        )
        assert page.page.locator("#updated").count() == 0
        reopen(page)
        expect(page.page.locator("#updated")).to_be_visible()
        assert len(page.page.evaluate("() => caches.keys()")) == 1


def test_a_file_that_is_not_the_one_of_this_version_is_not_installed(
    context: BrowserContext, site: Path
) -> None:
    with (site / "app.js").open("a") as app:
        app.write(";")
    context.add_init_script(TRUST)
    with serving(site) as address, opened(context, address) as page:
        state = page.page.evaluate(
            """async () => {
              const url = trustForTest.createScriptURL("sw.js");
              const registration = await navigator.serviceWorker.register(url);
              const worker = registration.installing ?? registration.waiting ?? registration.active;
              while (worker.state === "installing") await new Promise((r) => setTimeout(r, 20));
              return worker.state;
            }"""
        )
        assert state == "redundant"


def test_a_version_that_does_not_install_leaves_the_one_before_as_it_was(
    context: BrowserContext, site: Path
) -> None:
    with ExitStack() as server, installed(context, site, server) as page:
        with (site / "style" / "base.css").open("a") as style:
            style.write("/* new */")
        build(site)
        with (site / "examples.js").open("a") as examples:
            examples.write(";")
        kept = page.page.evaluate(
            """async () => {
              const [name] = await caches.keys();
              const registration = await navigator.serviceWorker.ready;
              const found = new Promise((resolve) => registration.addEventListener(
                "updatefound", () => resolve(registration.installing), { once: true }));
              await registration.update();
              const worker = await found;
              while (worker.state === "installing") await new Promise((r) => setTimeout(r, 20));
              const cache = await caches.open(name);
              const style = await (await cache.match("style/base.css")).text();
              return [worker.state, style];
            }"""
        )
        assert kept[0] == "redundant"
        assert "/* new */" not in kept[1]


def test_it_can_be_installed_as_an_app(context: BrowserContext, site: Path) -> None:
    with ExitStack() as server, installed(context, site, server) as page:
        devtools = context.new_cdp_session(page.page)
        errors = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        # A private window, which every test is, never installs anything; nothing else may hinder.
        assert [e["errorId"] for e in errors if e["errorId"] != "in-incognito"] == []
        manifest = devtools.send("Page.getAppManifest")
        assert manifest["errors"] == []
        assert json.loads(manifest["data"])["display"] == "standalone"


def test_from_disk_there_is_no_trace_of_it(context: BrowserContext) -> None:
    page = AudioPage(context.new_page())
    messages: list[str] = []
    page.page.on("console", lambda message: messages.append(message.text))
    page.open(INDEX)
    assert page.page.locator("link[rel=manifest]").count() == 0
    assert messages == []
    page.close()


def test_the_page_with_its_model_fits_the_budget() -> None:
    """2 MB over the wire, as a host compresses it: page, app with wasm, model."""
    paths = re.findall(r'"([^"]+)":"', (WEB / "sw.js").read_text(encoding="utf-8"))
    assert {"index.html", "app.js", "model/model.js"} <= set(paths)
    size = sum(len(gzip.compress((WEB / path).read_bytes())) for path in paths)
    assert size <= 2_000_000, f"{size / 1e6:.2f} MB"
