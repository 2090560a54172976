"""The page in a browser that Playwright does not drive: what firefox.py and webkit.py can do."""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from tests.audio_page import INDEX, READY_MS

LOADED_S = 150
"""More than the page waits for a worker that does not load before it takes another, see pool.js."""


class OtherBrowser(ABC):
    """A window of Firefox or WebKitGTK."""

    @abstractmethod
    def go(self, address: str) -> None:
        """Open an address, and wait until it has loaded."""

    @abstractmethod
    def evaluate(self, expression: str) -> str:
        """What the promise of a string resolves to."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """Press the mouse on an element, as a person does."""

    @abstractmethod
    def choose(self, selector: str, path: Path) -> None:
        """Choose a file in an input."""

    @abstractmethod
    def quit(self) -> None:
        """End the browser."""

    def open(self) -> None:
        """The page from disk, ready."""
        self.go(INDEX)
        said = self.wait_for("#status[data-state=settled]", LOADED_S)
        assert self.run("() => document.querySelector('#trouble').hidden"), said

    def run(self, function: str, *arguments: Any) -> Any:
        """What a function of (...arguments), given as source, returns or resolves to."""
        given = ", ".join(json.dumps(argument) for argument in arguments)
        said = self.evaluate(f"(async () => JSON.stringify([await ({function})({given})]))()")
        return json.loads(said)[0]

    def wait_for(self, selector: str, within_s: float = READY_MS / 1000) -> str:
        """The text of the first element like this, as soon as there is one."""
        deadline = time.monotonic() + within_s
        text = "(selector) => document.querySelector(selector)?.textContent ?? null"
        while (found := self.run(text, selector)) is None:
            assert time.monotonic() < deadline, f"{selector} did not come"
            time.sleep(0.1)
        return str(found)
