"""Those parts of the page's code that need no browser, under Node: see tests/js."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


# Among them are thousands of damaged inputs, for which a busy machine takes its time.
@pytest.mark.timeout(900)
def test_the_scripts_that_need_no_browser_pass_their_tests() -> None:
    run = subprocess.run(["npm", "test"], cwd=ROOT, capture_output=True, text=True, timeout=880)
    assert run.returncode == 0, run.stdout[-4000:]
