"""WebKitGTK through its own driver, on a display without a screen."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from selenium.webdriver import WebKitGTK as Driver
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from scripts.other_browsers import WebKitGTK
from tests.other_browser import OtherBrowser

ANSWER_S = 60
FLAGS = (
    "--automation",
    "--enable-media-stream=true",
    "--enable-mock-capture-devices=true",
)


class WebKit(OtherBrowser):
    """WebKitGTK's small browser, with a microphone that beeps."""

    def __init__(self, paths: WebKitGTK, dark: bool) -> None:
        ours, theirs = os.pipe()
        self._display = subprocess.Popen(
            [paths.display, "-displayfd", str(theirs), "-nolisten", "tcp"],
            pass_fds=[theirs],
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        with os.fdopen(ours) as said:
            display = said.readline().strip()
        options = Options()
        options.binary_location = paths.browser
        for flag in FLAGS:
            options.add_argument(flag)
        look = {"GTK_THEME": "Adwaita:dark" if dark else "Adwaita"}
        service = Service(paths.driver, env={**os.environ, **look, "DISPLAY": f":{display}"})
        self._driver = Driver(options=options, service=service)
        self._driver.set_script_timeout(ANSWER_S)

    def go(self, address: str) -> None:
        """A script that begins in the page that is left would never end, so that one is marked."""
        self._driver.execute_script("globalThis.isLeftForTest = true;")
        self._driver.get(address)
        deadline = time.monotonic() + ANSWER_S
        there = "return !globalThis.isLeftForTest && document.readyState === 'complete';"
        while not self._driver.execute_script(there):
            assert time.monotonic() < deadline, f"{address} did not load"
            time.sleep(0.05)

    def evaluate(self, expression: str) -> str:
        said = self._driver.execute_async_script(
            "const done = arguments[0];"
            f"({expression}).then((value) => done({{ value }}), (e) => done({{ error: `${{e}}` }}))"
        )
        assert "value" in said, said["error"]
        return str(said["value"])

    def click(self, selector: str) -> None:
        self._driver.find_element(By.CSS_SELECTOR, selector).click()

    def choose(self, selector: str, path: Path) -> None:
        self._driver.find_element(By.CSS_SELECTOR, selector).send_keys(str(path))

    def quit(self) -> None:
        self._driver.quit()
        self._display.terminate()
        self._display.wait()
