"""How time grows with duration and with the number of files: `python -m bench.growth`.

One recording of some length, through `DeepfakeAudio.classifyFile` and `training.predict.classify`;
and short files dropped on the page as people do, against `python -m training.predict FILES…`
without the start of its process. Each round has a fresh page, ready before the clock starts; every
figure is the fastest of its rounds. Prints a table and, as the last line, the same as JSON.
Recordings are speech-like sound, 44.1 kHz stereo 16-bit WAV.
"""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile as sf
from playwright.sync_api import Browser

from bench.run import run
from tests.audio_page import opened
from tests.signals import babble
from training import predict
from training.shipped import load_shipped

RATE_HZ = 44_100
BLOCK_S = 10
SECONDS = {2: 3, 10: 3, 60: 2, 600: 1}
FILES = {1: 3, 10: 2, 100: 1}
"""Each with its number of rounds: what takes long varies less."""
FILE_S = 4
LONGEST_MS = 2 * 60 * 1000

CHOOSE = """
() => document.body.insertAdjacentElement("beforeend",
  Object.assign(document.createElement("input"), { type: "file", id: "bench", multiple: true }))
"""

JUDGE = """
async () => {
  const [file] = document.getElementById("bench").files;
  const start = performance.now();
  const { windows } = await DeepfakeAudio.classifyFile(file);
  if (windows.length === 0) throw new Error("no window was judged");
  return performance.now() - start;
}
"""

DROP = """
async () => {
  const { files } = document.getElementById("bench");
  const dataTransfer = new DataTransfer();
  for (const file of files) dataTransfer.items.add(file);
  // Of a few recordings the cards tell their state, of many the rows.
  const state = (entry) => (entry.querySelector(".card") ?? entry).dataset.state;
  const states = () => [...document.querySelectorAll(".entry")].map(state);
  const isJudged = (kind) => ["real", "fake", "unsure"].includes(kind);
  const start = performance.now();
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true }));
  while (states().filter(isJudged).length < files.length) {
    if (states().includes("error")) throw new Error("a file can't be judged");
    await new Promise((next) => setTimeout(next, 5));
  }
  return performance.now() - start;
}
"""


def write_recording(path: Path, seconds: int) -> Path:
    """The same ten seconds as often as it takes."""
    block = babble(RATE_HZ, BLOCK_S, channels=2).T
    with sf.SoundFile(path, "w", RATE_HZ, 2) as file:
        for start in range(0, seconds, BLOCK_S):
            file.write(block[: RATE_HZ * (seconds - start)])
    return path


def page_ms(browser: Browser, script: str, paths: Sequence[Path], rounds: int) -> float:
    """Fastest time that a script gives for some files in a fresh page."""

    times = []
    for _ in range(rounds):
        with opened(browser) as page:
            page.page.set_default_timeout(LONGEST_MS)
            page.page.evaluate(CHOOSE)
            page.page.set_input_files("#bench", list(paths))
            times.append(page.page.evaluate(script))
    return min(times)


def python_ms(call: Callable[[], object], rounds: int) -> float:
    """Fastest time of a call."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def predicted(paths: Sequence[Path]) -> None:
    """`python -m training.predict` on the files, its lines thrown away."""
    with contextlib.redirect_stdout(io.StringIO()):
        status = predict.main([str(path) for path in paths])
    assert status == 0, "every file is judged"


def measure(browser: Browser, folder: Path) -> dict[str, Any]:
    """Every figure, as printed in JSON."""
    model = load_shipped()
    model.predict(np.zeros((predict.BATCH, *model.params.input_shape, 1), np.float32))
    durations, files = {}, {}
    for seconds, rounds in SECONDS.items():
        path = write_recording(folder / f"{seconds} s.wav", seconds)
        durations[seconds] = {
            "page_ms": page_ms(browser, JUDGE, [path], rounds),
            "python_ms": python_ms(partial(predict.classify, path, model), rounds),
        }
        path.unlink()
    short = [write_recording(folder / f"{i}.wav", FILE_S) for i in range(max(FILES))]
    for n, rounds in FILES.items():
        files[n] = {
            "page_ms": page_ms(browser, DROP, short[:n], rounds),
            "python_ms": python_ms(partial(predicted, short[:n]), rounds),
        }
    return {"model": model.sha256, "durations_s": durations, f"files_of_{FILE_S}_s": files}


def table(figures: dict[str, Any]) -> str:
    """Figures as aligned text."""
    sections = {
        ("one recording", "s", "a second"): figures["durations_s"],
        (f"files of {FILE_S} s", "", "a file"): figures[f"files_of_{FILE_S}_s"],
    }
    lines = []
    for (title, unit, per), rows in sections.items():
        lines.append(f"{title:16}{'page':>12}{'Python':>12}{'page':>12}{'Python':>12}  ms {per}")
        for n, row in rows.items():
            page, python = row["page_ms"], row["python_ms"]
            each = f"{page / n:12.1f}{python / n:12.1f}"
            lines.append(f"  {f'{n} {unit}':14}{page:9.0f} ms{python:9.0f} ms{each}")
    return "\n".join(lines)


def main() -> int:
    """Entry point; returns the exit status."""
    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
