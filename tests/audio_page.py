"""The page under test: opened by its file:// address, called with NumPy arrays."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, BrowserContext, Error, Page

WEB = Path(__file__).resolve().parent.parent / "web"
INDEX = (WEB / "index.html").as_uri()
READY_MS = 30_000

# Arrays travel as {dtype, data in base64}, in both directions.
BRIDGE = """
(() => {
  const kinds = { float32: Float32Array, float64: Float64Array };
  const revive = (v) => {
    if (Array.isArray(v)) return v.map(revive);
    if (v === null || typeof v !== "object") return v;
    if (v.dtype === undefined) return v;
    const bytes = Uint8Array.from(atob(v.data), (c) => c.charCodeAt(0));
    if (v.name !== undefined) return new File([bytes], v.name);
    return new kinds[v.dtype](bytes.buffer);
  };
  const pack = (v) => {
    if (Array.isArray(v)) return v.map(pack);
    if (!ArrayBuffer.isView(v)) {
      if (v === null || typeof v !== "object") return v;
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, pack(x)]));
    }
    const bytes = new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
    let text = "";
    for (let i = 0; i < bytes.length; i += 32768) {
      text += String.fromCharCode(...bytes.subarray(i, i + 32768));
    }
    const dtype = v instanceof Float64Array ? "float64" : "float32";
    return { dtype, data: btoa(text) };
  };
  globalThis.reviveForTest = revive;
  globalThis.callForTest = async (path, args) => {
    const names = path.split(".");
    const last = names.pop();
    const owner = names.reduce((o, name) => o[name], globalThis.DeepfakeAudio);
    return pack(await owner[last](...args.map(revive)));
  };
})()
"""

# Trusted Types refuse some attempts before the rule that a test is about is asked; this policy,
# made before the page's own is in force, lets them through. See tests/test_trusted_types.py.
TRUST = """
globalThis.trustForTest = trustedTypes.createPolicy("test", { createScriptURL: (url) => url });
"""


class PageError(Exception):
    """What the page's code threw; the message is the Error's message."""


def _pack(value: Any) -> Any:
    if isinstance(value, np.ndarray):
        if value.dtype not in (np.float32, np.float64):
            raise TypeError(f"{value.dtype} arrays cannot go to the page")
        data = base64.b64encode(np.ascontiguousarray(value).tobytes()).decode()
        return {"dtype": str(value.dtype), "data": data}
    if isinstance(value, Path):
        data = base64.b64encode(value.read_bytes()).decode()
        return {"dtype": "bytes", "data": data, "name": value.name}
    if isinstance(value, (list, tuple)):
        return [_pack(v) for v in value]
    return value


def _unpack(value: Any) -> Any:
    if isinstance(value, list):
        return [_unpack(v) for v in value]
    if not isinstance(value, dict):
        return value
    if "dtype" in value:
        return np.frombuffer(base64.b64decode(value["data"]), value["dtype"]).copy()
    return {k: _unpack(v) for k, v in value.items()}


class AudioPage:
    """A Playwright page with the project's page in it, and a way to call its JavaScript.

    NumPy arrays become typed arrays, a Path becomes a File, and the other way round.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        # From the start, because file dialogs are only intercepted while someone listens.
        page.on("filechooser", lambda _: None)

    def open(self, address: str = INDEX) -> None:
        self.page.goto(address)
        self.page.evaluate(BRIDGE)
        self.page.set_default_timeout(READY_MS)
        self.page.evaluate("() => DeepfakeAudio.ready")

    def close(self) -> None:
        self.page.close()
        assert not self.errors, self.errors

    def call(self, path: str, *arguments: Any) -> Any:
        """`DeepfakeAudio.<path>(...arguments)`, awaited.

        Raises:
            PageError: with the message of what it threw.
        """
        try:
            sent = [path, [_pack(a) for a in arguments]]
            return _unpack(self.page.evaluate("([path, args]) => callForTest(path, args)", sent))
        except Error as error:
            text = error.message.split("\n")[0].removeprefix("Page.evaluate: ")
            name, colon, message = text.partition(": ")
            raise PageError(message if colon and name.endswith("Error") else text) from error

    def stage(self, name: str, *arguments: Any) -> Any:
        """One stage of the pipeline, see `window.DeepfakeAudio.stages`."""
        return self.call(f"stages.{name}", *arguments)

    def run(self, script: str, *arguments: Any) -> Any:
        """A function of (...arguments), which `reviveForTest` turns into arrays and files."""
        return self.page.evaluate(script, [_pack(a) for a in arguments])

    def time(self, script: str, path: str, arguments: Sequence[Any], repeats: int) -> list[float]:
        """Run a script that times calls of `DeepfakeAudio.<path>`; milliseconds."""
        times: list[float] = self.page.evaluate(script, [path, _pack(arguments), repeats])
        return times


def without_wasm(folder: Path) -> str:
    """Address of a copy of the page that refuses WebAssembly, in a folder that it makes."""
    shutil.copytree(WEB, folder, ignore=shutil.ignore_patterns("src", "kernel"))
    index = folder / "index.html"
    text = index.read_text(encoding="utf-8")
    assert "'wasm-unsafe-eval'" in text
    index.write_text(text.replace("'wasm-unsafe-eval'", ""), encoding="utf-8")
    return index.as_uri()


@contextmanager
def opened(browser: Browser | BrowserContext, address: str = INDEX) -> Iterator[AudioPage]:
    """A fresh page, open and ready; closed afterwards, when its uncaught errors are raised."""
    page = AudioPage(browser.new_page())
    page.open(address)
    yield page
    page.close()
