"""Tables of the model card about what it should not go by, Markdown, as in `card_tables`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from training.card_tables import NAMES, Rows
from training.markdown import markdown, share

ORIGINS = ("recorded", "generated")


def together(kinds: Mapping[str, Mapping[str, float]]) -> dict[str, dict[str, float]]:
    """The kinds of each of `ORIGINS` that there are as one row; every sound counts alike."""
    found = {}
    for origin in ORIGINS:
        rows = [row for kind, row in kinds.items() if kind.startswith(origin)]
        if clips := sum(row["clips"] for row in rows):
            shares = {
                key: sum(row[key] * row["clips"] for row in rows) / clips
                for key in ("judged", "real", "fake")
            }
            found[origin] = {"clips": clips, **shares}
    return found


def no_speech_table(kinds: Mapping[str, Mapping[str, float]]) -> str:
    """What is said about sound in which nobody speaks; anything but "can't tell" is wrong."""
    rows: list[tuple[str, ...]] = [
        (kind, str(row["clips"]), share(row["judged"]), share(row["real"]), share(row["fake"]))
        for kind, row in kinds.items()
    ]
    for origin, total in together(kinds).items():
        shares = (share(total[key]) for key in ("judged", "real", "fake"))
        rows.append((f"all {origin}", f"{total['clips']:.0f}", *shares))
    head = ("sound", "clips", "heard by the network", "called real", "called fake")
    return markdown(head, rows)


def deletion_table(deletion: Mapping[str, Any]) -> str:
    """What the probability of a decision loses when patches are flattened."""
    rows = [
        (
            share(row["share"]), share(row["most_important"]), share(row["random"]),
            share(row["windows_where_more"]),
        )
        for row in deletion["drop"]
    ]  # fmt: skip
    windows = sum(deletion["windows"].values())
    head = ("patches flattened", "those that the map names", "random ones", "map names worse ones")
    note = (
        f"\n\nThe middle window of {windows} test clips. A map flattens one patch after "
        "another; here those that it calls the most important for the decision are flattened "
        "together, and as many random ones. The last column counts the windows in which the map's "
        "cost the decision more."
    )
    return markdown(head, rows) + note


def _given(cue: str) -> str:
    return cue if cue.startswith("all") else f"only the {cue}"


def shortcut_table(audit: Mapping[str, Rows]) -> str:
    """EER from cues that are no voice; 50 % is what a cue that says nothing gives."""
    sets = [name for name in NAMES if name in audit["simple"][0]]
    words = {"simple": "trees that see", "network": "the network, given"}
    rows = [
        (f"{words[kind]} {_given(row['cue'])}", *(share(row[name]) for name in sets))
        for kind in words
        for row in audit[kind]
    ]
    return markdown(("", *(f"EER, {name}" for name in sets)), rows)
