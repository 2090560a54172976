"""What long recordings take of the page's heap: `python -m bench.heap`.

The browser's own measure of the page and its workers, after collecting garbage, every second while
a recording is judged: objects and array buffers, but not wasm memory. `bench.long` has the whole
process, with wasm, what is yet to be collected, and the browser's own decoders. The page comes
from a server here, because browsers tell it only to pages that share their process with no other.
Prints a table and, as the last line, the same as JSON.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from bench.long import CHOOSER, LONGEST_MS, MIB, arguments_of, recordings
from bench.run import run
from tests.audio_page import WEB, AudioPage, opened
from tests.server import serving

ISOLATED = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
FLAGS = ("--enable-blink-features=ForceEagerMeasureMemory",)
"""Else the browser waits up to 20 seconds before it collects garbage and answers."""
HEAP = "async () => (await performance.measureUserAgentSpecificMemory()).bytes"
JUDGE = """
async () => {
  const [file] = document.getElementById("bench").files;
  let isOver = false;
  const judged = DeepfakeAudio.classifyFile(file).finally(() => { isOver = true; });
  const bytes = [];
  while (!isOver) {
    bytes.push((await performance.measureUserAgentSpecificMemory()).bytes);
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  return { bytes, windows: (await judged).windows.length };
}
"""


def judge(page: AudioPage, path: Path, minutes: int) -> dict[str, Any]:
    """The heap before and, at most, while one recording is judged."""
    page.page.evaluate(CHOOSER)
    page.page.set_input_files("#bench", path)
    ready = page.page.evaluate(HEAP)
    got = page.page.evaluate(JUDGE)
    assert got["windows"] > 0, "the recording holds speech"
    return {
        "format": path.suffix[1:],
        "minutes": minutes,
        "ready_mib": ready / MIB,
        "peak_mib": max(got["bytes"]) / MIB,
        "measurements": len(got["bytes"]),
    }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Figures as aligned text."""
    lines = ["format  minutes   heap when ready       at most   measured"]
    for r in rows:
        lines.append(
            f"{r['format']:6}{r['minutes']:9}{r['ready_mib']:14.0f} MiB"
            f"{r['peak_mib']:10.0f} MiB{r['measurements']:5} times"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    options = arguments_of("bench.heap", __doc__).parse_args(arguments)

    def measure(browser: Browser, folder: Path) -> list[dict[str, Any]]:
        rows = []
        for path, minutes in recordings(folder, options.minutes, options.formats):
            with serving(WEB, ISOLATED) as address, opened(browser, address) as page:
                page.page.set_default_timeout(LONGEST_MS)
                rows.append(judge(page, path, minutes))
        return rows

    return run(measure, table, FLAGS)


if __name__ == "__main__":
    sys.exit(main())
