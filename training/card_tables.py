"""Tables of the model card, Markdown, each from its part of the metrics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from training.markdown import markdown, share

NAMES = {"seen": "engines that were trained on", "unseen": "engines that were never trained on"}
Rows = Sequence[Mapping[str, Any]]
FEWEST = 30


def with_interval(row: Mapping[str, Any], name: str) -> str:
    """A rate and its 95 % interval."""
    value = 1 - row["recall"] if name == "miss_rate" else row[name]
    return _between(value, row["intervals"][name])


def headline_table(sets: Mapping[str, Any]) -> str:
    """Pooled figures with intervals, and what the page says at its own thresholds."""
    rows = {
        "EER": "eer", "accuracy at one half": "accuracy",
        "real voices above one half": "false_alarm_rate", "fakes below one half": "miss_rate",
        "decided": "decided", "of these right": "decided_accuracy",
    }  # fmt: skip
    body = [
        (text, *(with_interval(row, key) for row in sets.values())) for text, key in rows.items()
    ]
    body.append(("ROC AUC", *(f"{row['roc_auc']:.3f}" for row in sets.values())))
    for name in ("precision", "recall", "f1"):
        body.append((f"{name} at one half", *(share(row[name]) for row in sets.values())))
    for label in ("real", "fake"):
        for said in ("real", "unsure", "fake"):
            text = f"{label} called {'“can’t tell”' if said == 'unsure' else said}"
            body.append((text, *(share(row["verdicts"][label][said]) for row in sets.values())))
    body.append(("left out: no voice found", *(share(row["not_judged"]) for row in sets.values())))
    clips = ("clips, real / fake", *(_counts(row) for row in sets.values()))
    note = (
        "\n\nIn brackets 95 % intervals: real speakers, and engines, drawn anew 500 times. Both "
        "sets have the same real clips; no speaker in them was trained on."
    )
    return markdown(("", *(NAMES[name] for name in sets)), [clips, *body]) + note


def voices_table(sets: Mapping[str, Any]) -> str:
    """Figures in which voices count, not clips."""
    rows = {
        "real voices above one half": "false_alarm_rate", "fakes below one half": "miss_rate",
        "decided": "decided", "of these right": "decided_accuracy",
        "real called fake": "called_fake", "fake called real": "called_real", "ECE": "ece",
    }  # fmt: skip
    columns = [row["voices_alike"] for row in sets.values()]
    body = [("EER", *(_between(column["eer"], column["eer_interval"]) for column in columns))]
    body += [(text, *(share(column[key]) for column in columns)) for text, key in rows.items()]
    for text, key in {"EER": "eer", "of the decided right": "decided_accuracy"}.items():
        rest = (row["without_codecs"] for row in sets.values())
        cells = (share(column[key]) if column else "–" for column in rest)
        body.append((f"{text}, without neural codecs", *cells))
    note = (
        "\n\nA speaker of n clips counts as the square root of n, a source or engine as the square "
        "root of what its speakers count; real and fake count alike. Neural codecs are real speech "
        "that a network coded, which not everybody calls fake."
    )
    return markdown(("", *(NAMES[name] for name in sets)), body) + note


def _between(value: float, interval: Sequence[float] | None) -> str:
    return share(value) + (f" ({interval[0]:.1%}–{interval[1]:.1%})" if interval else "")


def _counts(row: Mapping[str, Any]) -> str:
    real, fake = (sum(row["confusion"][label].values()) for label in ("real", "fake"))
    return f"{real:,} / {fake:,}"


def family_table(unseen: Mapping[str, Any]) -> str:
    """EER of each family of unseen engines."""
    rows = [
        (name, str(row["clips"]), share(row["eer"]), share(row["missed"]))
        for name, row in unseen["by_family"].items()
    ]
    return markdown(("family", "clips", "EER", "below one half"), rows)


def group_table(groups: Mapping[str, Mapping[str, float]], error: str, called: str) -> str:
    """Errors of each group, worst first."""
    ordered = sorted(groups.items(), key=lambda item: (-item[1][error], item[0]))
    words = {"missed": "below one half", "false_alarms": "above one half"}
    head = ("", "clips", words[error], called.replace("_", " "))
    return markdown(
        head, [(n, f"{r['clips']:,}", share(r[error]), share(r[called])) for n, r in ordered]
    )


def _cells(row: Mapping[str, Any]) -> list[str]:
    """Clips and figures of a condition, as far as there are clips enough for these."""
    fakes = row["clips"] - row["real"]
    keys = ("eer", "decided", "decided_accuracy")
    enough = min(row["real"], fakes) >= FEWEST
    return [f"{row['real']} / {fakes}", *(share(row[key]) if enough else "–" for key in keys)]


def channel_table(grid: Rows) -> str:
    """The robustness grid."""
    sets = [name for name in NAMES if name in grid[0]]
    head = ["channel", ""]
    for name in sets:
        head += [
            "clips, real / fake",
            f"EER, {name}",
            f"decided, {name}",
            f"right of these, {name}",
        ]
    rows = [
        [row["group"], row["name"], *(cell for name in sets for cell in _cells(row[name]))]
        for row in grid
    ]
    note = (
        "\n\nOne condition at a time, on at most 300 clips a class, drawn from engines and sources "
        "in turn, every clip counting alike; seen and unseen engines as above. The rows of lengths "
        f"have the clips that are so long; with less than {FEWEST} of a class there are no figures."
    )
    return markdown(head, rows) + note


def data_table(data: Rows) -> str:
    """Every source and engine: clips by split, speakers, languages, licence, origin."""
    rows = []
    for row in data:
        splits = " / ".join(str(row["clips"].get(s, 0)) for s in ("train", "val", "test"))
        unseen = row["clips"].get("test_unseen", 0)
        rows.append((
            row["name"], row["family"] or "real", splits, str(unseen or ""), str(row["speakers"]),
            ", ".join(row["languages"]) or "–",
            ", ".join([*row["licences"], *row["origins"]]) or "not stated",
        ))  # fmt: skip
    head = (
        "source or engine", "kind", "train / val / test", "unseen", "speakers", "languages",
        "licence, origin",
    )  # fmt: skip
    return markdown(head, rows)
