"""Nothing is left behind by a recording: after 200 of them there is as much memory as after 50.

What may grow is what the engine learns about the code, measured at under 1.1 kB a recording; one
second of forgotten samples would be 64 kB.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession

from tests.audio_page import AudioPage, opened

CLIP = Path(__file__).parent / "clips" / "formats" / "real-ru-8k-mono-pcmu8.wav"
WARM_UP, ALL = 50, 200
GROWTH_BYTES = 3000 * (ALL - WARM_UP)

ONE_BY_ONE = """
async ([data, count]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const pause = () => new Promise((resolve) => setTimeout(resolve, 5));
  for (let i = 0; i < count; i++) {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([bytes], `${i}.wav`));
    document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
    while (document.querySelector("[data-testid=verdict]") === null) await pause();
    document.querySelector(".card .remove").click();
  }
}
"""


class Heaps:
    """The JavaScript heaps of a page and its workers, after the garbage has been collected."""

    def __init__(self, page: AudioPage) -> None:
        self._page = page
        self._session: CDPSession = page.page.context.new_cdp_session(page.page)
        self._workers: list[str] = []
        self._answers: dict[int, Any] = {}
        self._sent = 0
        self._session.on(
            "Target.attachedToTarget", lambda event: self._workers.append(event["sessionId"])
        )
        self._session.on("Target.receivedMessageFromTarget", self._hear)
        self._session.send(
            "Target.setAutoAttach",
            {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False},
        )

    def _hear(self, event: dict[str, str]) -> None:
        message = json.loads(event["message"])
        self._answers[message.get("id", 0)] = message.get("result")

    def _ask_worker(self, worker: str, method: str) -> Any:
        self._sent += 1
        message = json.dumps({"id": self._sent, "method": method})
        self._session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
        while self._sent not in self._answers:
            self._page.page.wait_for_timeout(10)
        return self._answers[self._sent]

    def bytes(self) -> list[int]:
        """Of the page and of each worker: objects and what they hold outside the heap."""
        workers = (partial(self._ask_worker, worker) for worker in self._workers)
        asks: list[Callable[[str], Any]] = [self._session.send, *workers]
        sizes = []
        for ask in asks:
            for _ in range(2):  # the first frees what the second can then collect
                ask("HeapProfiler.collectGarbage")
            usage = ask("Runtime.getHeapUsage")
            sizes.append(int(usage["usedSize"] + usage["backingStorageSize"]))
        return sizes


def test_recordings_judged_one_after_another_leave_no_memory_behind(browser: Browser) -> None:
    data = base64.b64encode(CLIP.read_bytes()).decode()
    with opened(browser) as page:
        heaps = Heaps(page)
        page.page.evaluate(ONE_BY_ONE, [data, WARM_UP])
        before, tensors = heaps.bytes(), page.stage("countTensors")
        page.page.evaluate(ONE_BY_ONE, [data, ALL - WARM_UP])
        after = heaps.bytes()
        assert len(before) == len(after) >= 2, "a page and at least one worker"
        growth = [now - then for then, now in zip(before, after, strict=True)]
        assert max(growth) < GROWTH_BYTES, growth
        assert page.stage("countTensors") == tensors
