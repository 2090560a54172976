"""What is generated and committed is what its sources give today."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import convert
from training.heard import read_heard
from training.shipped import MODEL_DIR

ROOT = Path(__file__).resolve().parent.parent


def test_the_bundle_is_not_older_than_its_sources() -> None:
    check = subprocess.run(
        ["node", "web/build.mjs", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert check.returncode == 0, check.stderr


def test_an_older_bundle_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "web", tmp_path / "web", ignore=shutil.ignore_patterns("model"))
    for name in ("package.json", "node_modules", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    with (tmp_path / "web" / "src" / "app.js").open("a") as source:
        source.write("globalThis.somethingNew = 1;\n")
    check = subprocess.run(
        ["node", "--preserve-symlinks", "web/build.mjs", "--check"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert check.returncode == 1
    assert "npm run build" in check.stderr


def test_the_script_holds_the_very_model_of_its_siblings(tmp_path: Path) -> None:
    graph = json.loads((MODEL_DIR / "model.json").read_text(encoding="utf-8"))
    spec = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    data = (MODEL_DIR / "weights.bin").read_bytes()
    convert.write_artefact(tmp_path / "model", graph, data, spec, read_heard(MODEL_DIR))
    for path in sorted(MODEL_DIR.iterdir()):
        written = tmp_path / "model" / path.name
        assert written.read_bytes() == path.read_bytes(), f"{path.name} is stale"


def test_the_page_loads_nothing_but_its_siblings() -> None:
    page = (ROOT / "web" / "index.html").read_text(encoding="utf-8")
    addresses = re.findall(r'(?:src|href|action|poster|data)\s*=\s*"([^"]*)"', page)
    assert "app.js" in addresses
    assert "model/model.js" in addresses
    for address in addresses:
        if address.startswith(("data:", "#")):
            continue
        assert "://" not in address or not address.startswith("http"), address


def test_a_new_model_leaves_nothing_stale_behind() -> None:
    said = subprocess.run(
        ["make", "--dry-run", "model", "RUN=runs/new"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    steps = ("convert.py runs/new", "npm run --silent build", "training.card", "training.report")
    places = [said.find(step) for step in steps]
    assert -1 not in places
    assert places == sorted(places)
