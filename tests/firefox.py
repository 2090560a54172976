"""Firefox over WebDriver BiDi, which it speaks itself: no driver stands between."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

from websocket import create_connection

from tests.other_browser import OtherBrowser

START_S = 30
ANSWER_S = 60
PREFERENCES = {
    # Without it, files beside the page count as the same origin, and hide what fails on disk.
    "security.fileuri.strict_origin_policy": True,
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.cubeb.force_mock_context": True,
    "remote.prefs.recommended": True,
}


class Firefox(OtherBrowser):
    """Headless, with a new profile and a microphone that hums."""

    def __init__(self, path: str, profile: Path, language: str, dark: bool) -> None:
        preferences = {
            **PREFERENCES,
            "intl.accept_languages": language,
            "layout.css.prefers-color-scheme.content-override": 0 if dark else 1,
        }
        lines = (f'user_pref("{k}", {json.dumps(v)});\n' for k, v in preferences.items())
        (profile / "user.js").write_text("".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port=0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._sent = 0
        try:
            self._socket = create_connection(_address(profile), ANSWER_S, suppress_origin=True)
            self._send("session.new", capabilities={})
            tree = self._send("browsingContext.getTree")
        except BaseException:
            self._process.kill()
            raise
        self._context = tree["contexts"][0]["context"]

    def _send(self, method: str, **params: Any) -> Any:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": params}))
        while (answer := json.loads(self._socket.recv())).get("id") != self._sent:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def _evaluate(self, expression: str) -> Any:
        answer = self._send(
            "script.evaluate",
            expression=expression,
            target={"context": self._context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"]

    def _find(self, selector: str) -> dict[str, str]:
        node = self._evaluate(
            f"(() => {{ const node = document.querySelector({json.dumps(selector)});"
            " node.scrollIntoView({ block: 'center' }); return node; })()"
        )
        return {"sharedId": node["sharedId"]}

    def go(self, address: str) -> None:
        self._send("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def evaluate(self, expression: str) -> str:
        return str(self._evaluate(expression)["value"])

    def click(self, selector: str) -> None:
        origin = {"type": "element", "element": self._find(selector)}
        actions = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": actions}
        self._send("input.performActions", context=self._context, actions=[mouse])

    def choose(self, selector: str, path: Path) -> None:
        element = self._find(selector)
        self._send("input.setFiles", context=self._context, element=element, files=[str(path)])

    def quit(self) -> None:
        self._socket.close()
        self._process.terminate()
        self._process.wait()


def _address(profile: Path) -> str:
    """Where Firefox says that it listens."""
    said = profile / "WebDriverBiDiServer.json"
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        if said.exists() and (text := said.read_text(encoding="utf-8")):
            at = json.loads(text)
            return f"ws://{at['ws_host']}:{at['ws_port']}/session"
        time.sleep(0.1)
    raise TimeoutError("Firefox did not start")
