"""Speed of the page and of Python on this machine: `python -m bench`.

Prints a table for people and, as the last line, the same as JSON. Every figure is the fastest of
several runs, in milliseconds, as whatever else the machine does can only add to it. Clips are
speech-like sound, 44.1 kHz stereo 16-bit WAV.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import soundfile as sf
from playwright.sync_api import Browser

from bench.run import run
from tests.audio_page import INDEX, WEB, AudioPage, opened
from tests.signals import babble
from training.audio import decode, to_mono
from training.predict import classify
from training.resample import resample
from training.shipped import ShippedModel, load_shipped
from training.spectrogram import spectrogram
from training.windows import cut_window, window_starts

REPEATS = 7
CLIP_S = (2, 10)
STAGED_S = 10
RATE_HZ = 44_100

# Times one call inside the page, so that the way to the browser and back does not count.
TIMED = """
async ([path, args, repeats]) => {
  const real = args.map(reviveForTest);
  const names = path.split(".");
  const last = names.pop();
  const owner = names.reduce((o, name) => o[name], globalThis.DeepfakeAudio);
  const times = [];
  for (let i = 0; i < repeats; i++) {
    const start = performance.now();
    await owner[last](...real);
    times.push(performance.now() - start);
  }
  return times;
}
"""

READY = """
async () => {
  while (globalThis.DeepfakeAudio === undefined) await new Promise((next) => setTimeout(next, 1));
  await DeepfakeAudio.ready;
  return performance.now();
}
"""


def python_ms(call: Callable[[], object]) -> float:
    """Fastest time of `call`, after one call that does not count."""
    call()
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        call()
        times.append(1000 * (time.perf_counter() - start))
    return min(times)


def page_ms(page: AudioPage, path: str, *arguments: Any) -> float:
    """Fastest time of `DeepfakeAudio.<path>(...arguments)`, after one that does not count."""
    return min(page.time(TIMED, path, arguments, REPEATS + 1)[1:])


def ready_ms(browser: Browser) -> float:
    """From navigation to a network that has run once."""
    times = []
    for _ in range(REPEATS):
        page = browser.new_page()
        page.goto(INDEX, wait_until="commit")
        times.append(page.evaluate(READY))
        page.close()
    return min(times)


def stages(page: AudioPage, clip: Path, model: ShippedModel) -> Iterator[tuple[str, float, float]]:
    """(stage, page, Python) for one clip, each stage fed with the output of the one before."""
    p = model.params
    channels, rate = decode(clip)
    yield "decode", page_ms(page, "stages.decode", clip), python_ms(lambda: decode(clip))
    mono = to_mono(channels)
    yield (
        "resample",
        page_ms(page, "stages.resample", mono, rate, p.sample_rate_hz, asdict(p.resample)),
        python_ms(lambda: resample(mono, rate, p.sample_rate_hz, p.resample)),
    )
    x = resample(mono, rate, p.sample_rate_hz, p.resample)
    windows = np.stack([cut_window(x, s, p.window) for s in window_starts(x.size, p.window)])
    table = page.stage("stftWindow")
    one = page_ms(page, "stages.spectrogram", windows[0], table, asdict(p.spectrogram))
    yield (
        f"spectrogram, {len(windows)} windows",
        one * len(windows),
        python_ms(lambda: spectrogram(windows, p.spectrogram)),
    )
    inputs = spectrogram(windows, p.spectrogram)
    yield (
        f"network, {len(windows)} windows",
        page_ms(page, "stages.predict", inputs, len(inputs)),
        python_ms(lambda: model.predict(inputs[..., None])),
    )


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
        for stage, in_page, in_python in stages(page, clips[STAGED_S], model):
            figures["stages"][stage] = {"page_ms": in_page, "python_ms": in_python}
    return figures


def table(figures: dict[str, Any]) -> str:
    """Figures as aligned text."""
    lines = [f"page ready from disk   {figures['page_ready_ms']:8.0f} ms  ({figures['backend']})"]
    lines.append(
        f"multiply-accumulates   {figures['multiply_accumulates'] / 1e6:8.1f} M per window"
    )
    lines.append(f"weights                {figures['weight_bytes'] / 1e6:8.2f} MB")
    for name, size in figures["script_bytes"].items():
        lines.append(f"{name:22} {size / 1e6:8.2f} MB")
    lines.append(f"\n{'':28}{'page':>10}{'Python':>10}{'page / Python':>16}")
    rows = {f"verdict on {name}": row for name, row in figures["verdict"].items()}
    rows |= {f"  {name} ({STAGED_S} s)": row for name, row in figures["stages"].items()}
    for name, row in rows.items():
        page, python = row["page_ms"], row["python_ms"]
        lines.append(f"{name:28}{page:7.1f} ms{python:7.1f} ms{page / python:15.2f}x")
    return "\n".join(lines)


def main() -> int:
    """Entry point; returns the exit status."""
    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
