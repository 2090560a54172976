"""The commands that a stranger types first."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CLIP = ROOT / "tests" / "clips" / "real-en.flac"


def make(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`make` without a desktop and without what an outer make hands down."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "MAKEFLAGS", "MAKELEVEL", "FILES")
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    command = ["make", "--no-print-directory", "-C", str(ROOT), *arguments]
    return subprocess.run(
        command, env={**kept, **environment}, capture_output=True, text=True, check=False
    )


def test_without_a_desktop_make_run_prints_the_address_of_the_page() -> None:
    done = make("run")
    assert done.returncode == 0
    assert done.stdout.endswith(f"{(ROOT / 'web' / 'index.html').as_uri()}\n")
    assert done.stderr == ""


def test_an_address_with_awkward_characters_can_be_opened(tmp_path: Path) -> None:
    folder = tmp_path / "50% of my #1 folder?"
    (folder / "scripts").mkdir(parents=True)
    script = shutil.copy(ROOT / "scripts" / "open_page.sh", folder / "scripts")
    done = subprocess.run(
        [script], env={"PATH": os.environ["PATH"]}, capture_output=True, text=True, check=True
    )
    assert done.stdout.endswith(f"{(folder / 'web' / 'index.html').as_uri()}\n")


def test_make_run_with_files_prints_a_line_a_file_and_nothing_else(tmp_path: Path) -> None:
    spaced = tmp_path / "my recording.flac"
    shutil.copy(CLIP, spaced)
    done = make("run", f'FILES="{spaced}" {CLIP}')
    assert done.returncode == 0
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [str(spaced), str(CLIP)]
    assert all("probability of a fake" in line for line in lines)


def test_make_alone_lists_every_target() -> None:
    done = make()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^(\w+):.*## ", makefile, re.MULTILINE):
        assert f"make {target}" in done.stdout


def test_continuous_integration_runs_make_test() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert "make test" in script.read_text(encoding="utf-8")
