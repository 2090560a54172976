"""Long recordings in the page: speed, and the most memory that the page took.

`python -m bench.long` prints a table and, as the last line, the same as JSON. The recordings are
speech-like sound, 44.1 kHz stereo, as 16-bit WAV and as MP3, read from disk; `--minutes` says how
long they are. Memory is the highest resident set of the page's process, its workers and their wasm
memory included, less what it was when the page was ready. CPU is the time of all threads of that
process, which says more than the clock does where other programs run.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import soundfile as sf
from playwright.sync_api import Browser

from bench.run import run
from tests.audio_page import AudioPage, opened
from tests.signals import babble

RATE_HZ = 44_100
BLOCK_S = 60
MINUTES = (10, 60, 180)
FORMATS = ("wav", "mp3")
HOPS_S = (1, 2)
LONGEST_MS = 60 * 60 * 1000
MIB = 1024 * 1024

CHOOSER = """
() => document.body.insertAdjacentElement("beforeend",
  Object.assign(document.createElement("input"), { type: "file", id: "bench" }))
"""
JUDGE = """
async ([hopS]) => {
  const [file] = document.getElementById("bench").files;
  const start = performance.now();
  const result = await DeepfakeAudio.classifyFile(file, { hopS });
  return { ms: performance.now() - start, windows: result.windows.length };
}
"""


def write_recording(path: Path, minutes: int) -> None:
    """Minutes of the same minute, block by block."""
    block = babble(RATE_HZ, BLOCK_S, channels=2).T
    with sf.SoundFile(path, "w", RATE_HZ, 2) as file:
        for _ in range(minutes):
            file.write(block)


def renderers() -> Iterator[Path]:
    """The /proc folders of page processes."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"--type=renderer" in (folder / "cmdline").read_bytes():
                yield folder
        except OSError:
            continue


def peak_bytes(folder: Path) -> int:
    """The highest resident set of a process since it was last set back."""
    status = (folder / "status").read_text()
    return 1024 * int(re.findall(r"VmHWM:\s+(\d+)", status)[0])


def cpu_seconds(folder: Path) -> float:
    """What all threads of a process have computed so far."""
    fields = (folder / "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def recordings(
    folder: Path, minutes: Sequence[int], formats: Sequence[str]
) -> Iterator[tuple[Path, int]]:
    """A recording of each length in each format, and its minutes; gone when the next comes."""
    for length in minutes:
        for suffix in formats:
            path = folder / f"{length}.{suffix}"
            write_recording(path, length)
            yield path, length
            path.unlink()


def arguments_of(module: str, about: str | None) -> argparse.ArgumentParser:
    """Which recordings are wanted."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=about)
    parser.add_argument("--minutes", type=int, nargs="+", default=MINUTES)
    parser.add_argument("--formats", nargs="+", default=FORMATS, choices=FORMATS)
    return parser


@contextmanager
def watched(browser: Browser) -> Iterator[tuple[AudioPage, Path]]:
    """A fresh page and its process, whose peak has been set back."""
    before = set(renderers())
    with opened(browser) as page:
        process = max(set(renderers()) - before, key=peak_bytes)  # others are empty spares
        (process / "clear_refs").write_text("5")
        page.page.set_default_timeout(LONGEST_MS)
        page.page.evaluate(CHOOSER)
        yield page, process


def judge(browser: Browser, path: Path, minutes: int, hop_s: float) -> dict[str, Any]:
    """Times real time, and the peak, of one recording in a fresh page."""
    with watched(browser) as (page, process):
        ready, computed = peak_bytes(process), cpu_seconds(process)
        page.page.set_input_files("#bench", path)
        start = time.perf_counter()
        got = page.page.evaluate(JUDGE, [hop_s])
        assert got["windows"] > 0, "the recording holds speech"
        return {
            "format": path.suffix[1:],
            "minutes": minutes,
            "hop_s": hop_s,
            "seconds": time.perf_counter() - start,
            "times_real_time": 60_000 * minutes / got["ms"],
            "cpu_ms_per_s": 1000 * (cpu_seconds(process) - computed) / (60 * minutes),
            "windows": got["windows"],
            "peak_mib": (peak_bytes(process) - ready) / MIB,
            "ready_mib": ready / MIB,
        }


def table(rows: Sequence[dict[str, Any]]) -> str:
    """Figures as aligned text."""
    lines = ["format  minutes  hop    took   times real time   CPU per second   peak above ready"]
    for r in rows:
        lines.append(
            f"{r['format']:6}{r['minutes']:9}{r['hop_s']:4.0f} s{r['seconds']:7.0f} s"
            f"{r['times_real_time']:16.0f}x{r['cpu_ms_per_s']:14.1f} ms{r['peak_mib']:15.0f} MiB"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point; returns the exit status."""
    parser = arguments_of("bench.long", __doc__)
    parser.add_argument("--hops", type=float, nargs="+", default=HOPS_S, help="in seconds")
    options = parser.parse_args(arguments)

    def measure(browser: Browser, folder: Path) -> list[dict[str, Any]]:
        return [
            judge(browser, path, minutes, hop_s)
            for path, minutes in recordings(folder, options.minutes, options.formats)
            for hop_s in options.hops
        ]

    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
