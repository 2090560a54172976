"""Rates and tables as Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def share(value: float | None) -> str:
    """A rate in per cent; a dash for none."""
    return "–" if value is None or value != value else f"{value:.1%}"


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the first column is text, the others numbers."""
    lines = ["| " + " | ".join(head) + " |", "|---|" + "--:|" * (len(head) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
