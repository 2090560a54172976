"""Speed of the page and of Python on this machine: `python -m bench`.

Prints a table for people and, as the last line, the same as JSON. Every figure is the fastest of
several runs, in milliseconds, as whatever else the machine does can only add to it. Clips are
speech-like sound, 44.1 kHz stereo 16-bit WAV. Beside the spectrogram and the resampler stands what
librosa needs for the same samples, see bench/stages.py.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import soundfile as sf
from playwright.sync_api import Browser

from bench.run import run
from bench.stages import stages
from bench.timing import REPEATS, page_ms, python_ms
from tests.audio_page import INDEX, WEB, opened
from tests.signals import babble
from training.predict import classify
from training.shipped import load_shipped

CLIP_S = (2, 10)
STAGED_S = 10
RATE_HZ = 44_100

READY = """
async () => {
  while (globalThis.DeepfakeAudio === undefined) await new Promise((next) => setTimeout(next, 1));
  await DeepfakeAudio.ready;
  return performance.now();
}
"""


def ready_ms(browser: Browser) -> float:
    """From navigation to a network that has run once."""
    times = []
    for _ in range(REPEATS):
        page = browser.new_page()
        page.goto(INDEX, wait_until="commit")
        times.append(page.evaluate(READY))
        page.close()
    return min(times)


def measure(browser: Browser, folder: Path) -> dict[str, Any]:
    """Every figure, as printed in JSON."""
    model = load_shipped()
    figures: dict[str, Any] = {
        "page_ready_ms": ready_ms(browser),
        "model": model.sha256,
        "multiply_accumulates": model.spec["network"]["multiply_accumulates"],
        "weight_bytes": model.spec["network"]["weight_bytes"],
        "script_bytes": {
            name: (WEB / name).stat().st_size for name in ("app.js", "model/model.js")
        },
        "verdict": {},
        "stages": {},
    }
    clips = {}
    for seconds in CLIP_S:
        clips[seconds] = folder / f"{seconds}s.wav"
        sf.write(clips[seconds], babble(RATE_HZ, seconds, channels=2).T, RATE_HZ)
    with opened(browser) as page:
        figures["backend"] = page.page.evaluate("async () => (await DeepfakeAudio.ready).backend")
        for seconds, clip in clips.items():
            in_page = page_ms(page, "classifyFile", clip)
            in_python = python_ms(lambda clip=clip: classify(clip, model))  # type: ignore[misc]
            figures["verdict"][f"{seconds} s"] = {"page_ms": in_page, "python_ms": in_python}
        figures["stages"] = dict(stages(page, clips[STAGED_S], model))
    return figures


def _line(name: str, page: float, python: float) -> str:
    return f"{name:34}{page:7.1f} ms{python:7.1f} ms{page / python:15.2f}x"


def table(figures: dict[str, Any]) -> str:
    """Figures as aligned text."""
    lines = [f"page ready from disk   {figures['page_ready_ms']:8.0f} ms  ({figures['backend']})"]
    lines.append(
        f"multiply-accumulates   {figures['multiply_accumulates'] / 1e6:8.1f} M per window"
    )
    lines.append(f"weights                {figures['weight_bytes'] / 1e6:8.2f} MB")
    for name, size in figures["script_bytes"].items():
        lines.append(f"{name:22} {size / 1e6:8.2f} MB")
    lines.append(f"\n{'':34}{'page':>10}{'Python':>10}{'page / Python':>16}")
    rows = {f"verdict on {name}": row for name, row in figures["verdict"].items()}
    rows |= {f"  {name} ({STAGED_S} s)": row for name, row in figures["stages"].items()}
    for name, row in rows.items():
        lines.append(_line(name, row["page_ms"], row["python_ms"]))
        here = row.get("page_here_ms")
        if here is not None:
            lines.append(_line("    without the way to the worker", here, row["python_ms"]))
        for other, ms in row.items():
            if other.startswith("librosa"):
                label = "    " + other.removesuffix("_ms").replace("_", " ")
                without = "" if here is None else f"{here / ms:9.2f}x without the way"
                lines.append(f"{label:34}{'':10}{ms:7.1f} ms{row['page_ms'] / ms:15.2f}x{without}")
    return "\n".join(lines)


def main() -> int:
    """Entry point; returns the exit status."""
    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
