"""docs/reliability.md names tests that exist, and every test of a fault."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/.]+)::([^`]+)`", TEXT)
COMPLETE = ("test_fuzz.py", "test_faults.py", "test_disk_faults.py", "test_changing_files.py")


def test_every_line_of_the_tables_names_a_test() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("| ")]
    heads = [i for i, row in enumerate(rows) if row.endswith("| test |")]
    assert len(heads) == 2
    untold = [row for i, row in enumerate(rows) if i not in heads and "::" not in row]
    assert untold == []


@pytest.mark.parametrize(("path", "name"), NAMED, ids=[name for _, name in NAMED])
def test_each_named_test_exists(path: str, name: str) -> None:
    source = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".py"):
        assert f"\ndef {name}(" in source
    else:
        assert f'"{name}' in source or f"`{name}" in source


@pytest.mark.parametrize("file", COMPLETE)
def test_each_test_of_a_fault_is_named(file: str) -> None:
    there = re.findall(r"^def (test_\w+)", (ROOT / "tests" / file).read_text("utf-8"), re.MULTILINE)
    assert there
    assert set(there) <= {name for path, name in NAMED if path == f"tests/{file}"}


def test_the_page_does_not_use_webgl() -> None:
    sources = [path.read_text("utf-8") for path in (ROOT / "web" / "src").rglob("*.js")]
    assert sources
    assert not [source for source in sources if re.search(r"webgl", source, re.IGNORECASE)]
