"""Nothing leaves the page: not while it works, and not even when it is told to send.

Each attempt aims at a socket of this machine that listens; the page must not reach it.
"""

from __future__ import annotations

import re
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Request

from tests.audio_page import INDEX, TRUST, WEB, AudioPage, opened
from tests.ways_out import ATTEMPTS, TRY, Listener

CLIP = Path(__file__).parent / "clips" / "real-en.flac"


def test_the_listener_hears_what_is_said_to_it(listener: Listener) -> None:
    host, port = listener.address.split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"voice")
    deadline = time.monotonic() + 5
    while listener.received != b"voice" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert listener.received == b"voice"


def test_loading_and_judging_touch_nothing_but_the_files_beside_the_page(
    browser: Browser,
) -> None:
    page = AudioPage(browser.new_page())
    requests: list[Request] = []
    page.page.on("request", lambda request: requests.append(request))
    network = page.page.context.new_cdp_session(page.page)
    network.send("Network.enable")
    sent: list[str] = []
    network.on("Network.requestWillBeSent", lambda event: sent.append(event["request"]["url"]))
    network.on("Network.webSocketCreated", lambda event: sent.append(event["url"]))

    page.open()
    page.call("classifyFile", CLIP)
    page.page.set_input_files("#file-input", CLIP)
    page.page.wait_for_selector("[data-testid=verdict]")

    asked = {request.url for request in requests} | set(sent)
    files = {url for url in asked if url.startswith("file:")}
    folder = WEB.as_uri()
    named = re.findall(r'(?:src|href)="([^":#]+)"', (WEB / "index.html").read_text("utf-8"))
    expected = {f"{folder}/{name}" for name in named}
    assert {f"{folder}/app.js", f"{folder}/model/model.js"} < expected
    assert files == {INDEX} | expected
    inlined = asked - files
    assert all(url.startswith(("data:", "blob:")) for url in inlined), inlined
    page.close()


@pytest.fixture(scope="module")
def tempted(browser: Browser) -> Iterator[AudioPage]:
    """A page that is told to send."""
    context = browser.new_context()
    context.add_init_script(TRUST)
    with opened(context) as page:
        yield page
    context.close()


@pytest.mark.parametrize("kind", ATTEMPTS)
def test_the_browser_refuses_to_send(tempted: AudioPage, listener: Listener, kind: str) -> None:
    # For a refused frame or form Chromium may open a connection ahead of the check; nothing is
    # said on it. So it is the bytes that count.
    directive, code = ATTEMPTS[kind]
    violation = tempted.page.evaluate(TRY.replace("CODE", code), listener.address)
    assert violation is not None, f"{kind} was not refused"
    assert violation["directive"] == directive
    assert listener.address in violation["blocked"]
    tempted.page.wait_for_timeout(100)
    assert listener.received == b""


def test_the_browser_refuses_a_worker_from_elsewhere(
    tempted: AudioPage, listener: Listener
) -> None:
    error = tempted.page.evaluate(
        """(to) => {
          const url = trustForTest.createScriptURL(`http://${to}/`);
          try { new Worker(url); } catch (error) { return error.name; }
        }""",
        listener.address,
    )
    assert error == "SecurityError"
    assert listener.received == b""


def test_the_worker_may_not_send_either(tempted: AudioPage, listener: Listener) -> None:
    refused = tempted.page.evaluate(
        """(address) => new Promise((resolve) => {
          const code = `
            self.onmessage = async ({ data }) => {
              const outcomes = [];
              const { createScriptURL: trust } = trustedTypes.createPolicy("deepfake-audio",
                { createScriptURL: (url) => url });
              addEventListener("securitypolicyviolation",
                (event) => outcomes.push(event.effectiveDirective));
              await fetch("http://" + data + "/").catch(() => outcomes.push("fetch refused"));
              try { const x = new XMLHttpRequest(); x.open("GET", "http://" + data + "/", false);
                x.send(); } catch { outcomes.push("XMLHttpRequest refused"); }
              try { importScripts(trust("http://" + data + "/a.js")); }
              catch { outcomes.push("importScripts refused"); }
              try { await new Promise((open, refuse) => Object.assign(
                new WebSocket("ws://" + data + "/"), { onopen: open, onerror: refuse })); }
              catch { outcomes.push("WebSocket refused"); }
              postMessage(outcomes);
            };`;
          const worker = new Worker(
            trustForTest.createScriptURL(URL.createObjectURL(new Blob([code]))));
          worker.onmessage = ({ data }) => resolve(data);
          worker.onerror = (event) => resolve([event.message]);
          worker.postMessage(address);
        })""",
        listener.address,
    )
    for way in ("fetch", "XMLHttpRequest", "importScripts", "WebSocket"):
        assert f"{way} refused" in refused
    assert "connect-src" in refused
    assert listener.received == b""


def test_the_policy_stands_in_the_page_and_before_every_script() -> None:
    text = (WEB / "index.html").read_text(encoding="utf-8")
    policy = text.index('http-equiv="Content-Security-Policy"')
    assert policy < text.index("<script")
    assert policy < text.index("<link")
    for rule in ("default-src 'none'", "connect-src 'none'", "form-action 'none'"):
        assert rule in text
    for hole in ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", " * "):
        assert hole not in text[policy : text.index(">", policy)]
