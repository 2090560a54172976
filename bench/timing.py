"""How long calls take, in Python and in the page: the fastest of several runs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

from tests.audio_page import AudioPage

REPEATS = 7

# Times calls inside the page, so that the way to the browser and back does not count.
TIMED = """
async ([path, calls, repeats]) => {
  const real = calls.map(reviveForTest);
  const names = path.split(".");
  const last = names.pop();
  const owner = names.reduce((o, name) => o[name], globalThis.DeepfakeAudio);
  const times = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    for (const args of real) await owner[last](...args);
    times.push(performance.now() - start);
  }
  return times;
}
"""


def python_ms(call: Callable[[], object], repeats: int = REPEATS) -> float:
    """Fastest time of `call`, after one call that does not count."""
    call()
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def page_ms(page: AudioPage, path: str, *arguments: Any) -> float:
    """Fastest time of `DeepfakeAudio.<path>(...arguments)`, after one that does not count."""
    return page_all_ms(page, path, [arguments])


def page_all_ms(
    page: AudioPage, path: str, calls: Sequence[Sequence[Any]], repeats: int = REPEATS
) -> float:
    """The same for calls one after the other, each with its arguments."""
    return min(page.time(TIMED, path, calls, repeats + 1)[1:])
