"""The page's strings, as Node reads them from web/src/strings."""

from __future__ import annotations

from typing import Any

from tests.node import SRC, run_node

READ = """
const said = (v) =>
  typeof v === "function" ? v(...Array.from({ length: v.length }, (_, i) => `{${i}}`))
  : typeof v === "object" ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, said(x)]))
  : v;
const { default: strings } = await import(process.argv[1]);
console.log(JSON.stringify(said(strings)));
"""


def read_strings(language: str) -> dict[str, Any]:
    """All strings of a language; `{0}`, `{1}` stand for what varies."""
    module = (SRC / "strings" / f"{language}.js").as_uri()
    strings: dict[str, Any] = run_node(READ, module)
    return strings


def flat(strings: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """{"input.drop": "…"}"""
    found: dict[str, str] = {}
    for key, value in strings.items():
        path = f"{prefix}{key}"
        found |= flat(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return found
