"""JavaScript of a benchmark as one script, bundled as the page's own is."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUNDLE = """
import { bundle } from "./web/bundle.mjs";
process.stdout.write(await bundle(process.argv[1]));
"""


def bundled(name: str) -> str:
    """`bench/<name>` and what it imports, for a page to run.

    Raises:
        subprocess.CalledProcessError: if it does not build.
    """
    command = ["node", "--input-type=module", "--eval", BUNDLE, f"../bench/{name}"]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout
