"""The network alone, in the page and in other runtimes: `python -m bench.inference`.

The page's TensorFlow.js and onnxruntime-web take turns in one Chromium page, both as wasm on one
thread; native TensorFlow, Keras and onnxruntime follow, on one core and on all. Beside them stands
what AASIST-L costs. Installs onnx, tf2onnx (pip) and onnxruntime-web (npm) under `bench/onnx` the
first time, 190 MB. Prints a table and, as the last line, the same as JSON; times are the fastest of
several runs.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

from bench import aasist_l
from bench.bundled import ROOT, bundled
from bench.native import BATCHES as NATIVE_BATCHES
from bench.native import random_features
from bench.run import run
from bench.to_onnx import RUNTIME, install, write_onnx
from tests.server import serving
from training.shipped import MODEL_DIR, load_shipped

PAGE_BATCHES = (1, 4)
"""A single window, and what the page judges at a time, see `BATCH` in web/src/pipeline.js."""
ROUNDS = 40
LONGEST_MS = 10 * 60 * 1000


def race(browser: Browser, folder: Path, x: NDArray[np.float32]) -> dict[str, Any]:
    """Both wasm runtimes in one page; `folder` holds network.onnx."""
    (folder / "page.js").write_text(bundled("onnx/page.js"), encoding="utf-8")
    (folder / "model.js").symlink_to(MODEL_DIR / "model.js")
    (folder / "ort").symlink_to(RUNTIME)
    packed = base64.b64encode(x.tobytes()).decode()
    with serving(folder) as address:
        page = browser.new_page()
        page.set_default_timeout(LONGEST_MS)
        page.goto(address)
        for name in ("model.js", "ort/ort.wasm.min.js", "page.js"):
            page.add_script_tag(url=address + name)
        got = page.evaluate("race", [packed, x.shape[1:], PAGE_BATCHES, ROUNDS])
        page.close()
    rows = [{name: min(ms) for name, ms in times.items()} for times in got["ms"]]
    return {"difference": got["difference"], **dict(zip(map(str, PAGE_BATCHES), rows, strict=True))}


def native(network: Path, threads: int) -> dict[str, dict[str, float]]:
    """{engine: {batch: milliseconds}} from bench.native, with TensorFlow at its fastest."""
    command = [sys.executable, "-m", "bench.native", str(network), "--threads", str(threads)]
    environment = {**os.environ, "TF_ENABLE_ONEDNN_OPTS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


def measure(browser: Browser, folder: Path) -> dict[str, Any]:
    """Every figure, as printed in JSON."""
    install()
    model = load_shipped()
    window, cost = model.params.window, model.spec["network"]
    x = random_features(max(PAGE_BATCHES), model.params)
    network = folder / "network.onnx"
    difference = write_onnx(network, x)
    aasist = aasist_l.count()
    return {
        "model": model.sha256,
        "onnx_difference": difference,
        "page": race(browser, folder, x),
        "native": {"one core": native(network, 1), "all cores": native(network, 0)},
        "costs": {
            "this network": {
                "parameters": cost["parameters"],
                "multiply_accumulates": cost["multiply_accumulates"],
                "audio_s": window.hop / model.params.sample_rate_hz,
            },
            "AASIST-L": {
                "parameters": aasist.parameters,
                "multiply_accumulates": aasist.multiply_accumulates,
                "audio_s": aasist_l.SAMPLES / aasist_l.RATE_HZ,
            },
        },
    }


def table(figures: dict[str, Any]) -> str:
    """Figures as aligned text."""
    lines = ["wasm, one thread        page   onnxruntime-web   page / onnxruntime-web"]
    for n in PAGE_BATCHES:
        row = figures["page"][str(n)]
        page, peer = row["page"], row["onnxruntime_web"]
        lines.append(
            f"  {n} a batch{page / n:15.1f} ms{peer / n:15.1f} ms{page / peer:24.2f}x   a window"
        )
    page = figures["page"][str(PAGE_BATCHES[-1])]["page"] / PAGE_BATCHES[-1]
    head = "".join(f"{f'{n} a batch':>12}" for n in NATIVE_BATCHES)
    lines.append(f"\n{'native, ms a window':28}{head}   page / fastest")
    for cores, engines in figures["native"].items():
        for name, batches in engines.items():
            each = [batches[str(n)] / n for n in NATIVE_BATCHES]
            values = "".join(f"{ms:12.2f}" for ms in each)
            lines.append(f"  {f'{name}, {cores}':26}{values}{page / min(each):15.2f}x")
    lines.append(
        f"\n{'multiply-accumulates':22}{'at a time':>10}{'a second':>12}{'parameters':>12}"
    )
    for name, cost in figures["costs"].items():
        macs = cost["multiply_accumulates"] / 1e6
        each_s = macs / cost["audio_s"]
        lines.append(f"  {name:20}{macs:8.0f} M{each_s:10.0f} M{cost['parameters']:12,}")
    n = NATIVE_BATCHES[-1]
    ms = figures["native"]["all cores"]["TensorFlow"][str(n)] / n
    lines.append(f"windows a second in Python, {n} a batch: {1000 / ms:.0f}")
    return "\n".join(lines)


def main() -> int:
    """Entry point; returns the exit status."""
    return run(measure, table)


if __name__ == "__main__":
    sys.exit(main())
