"""The page's pure modules, called in Node without a browser."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

SRC = Path(__file__).resolve().parent.parent / "web" / "src"
CALL = """
const [, url, name, args] = process.argv;
const module = await import(url);
console.log(JSON.stringify(await module[name](...JSON.parse(args))));
"""


def run_node(script: str, *arguments: str) -> Any:
    """What the module prints as JSON."""
    command = ["node", "--input-type=module", "--eval", script, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def call(module: str, name: str, *arguments: Any) -> Any:
    """`name(...arguments)` of web/src/<module>."""
    return run_node(CALL, (SRC / module).as_uri(), name, json.dumps(arguments))
