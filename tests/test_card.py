"""The model card states the figures of the model that is shipped, and no others."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from training import card, report
from training.card_audits import no_speech_table
from training.card_tables import channel_table, group_table, with_interval
from training.markdown import markdown, share
from training.shipped import MODEL_DIR

SPEC = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))


def test_the_card_is_up_to_date() -> None:
    assert card.main(["--check"]) == 0


def change(path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    other = copy.deepcopy(SPEC)
    *way, last = path
    place: Any = other
    for key in way:
        place = place[key]
    place[last] = value
    return other


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("model_sha256",), "0" * 64),
        (("verdict", "real_below"), 0.01),
        (("verdict", "voice_above"), 0.77),
        (("verdict", "floor"), 0.37),
        (("speech", "min_voiced_share"), 0.37),
        (("metrics", "sets", "seen", "not_judged"), 0.0123),
        (("metrics", "sets", "unseen", "eer"), 0.987),
        (("metrics", "sets", "seen", "intervals", "accuracy"), [0.1, 0.2]),
        (("metrics", "sets", "unseen", "ece"), 0.987),
        (("metrics", "grid", 3, "seen", "eer"), 0.987),
        (("metrics", "no_speech", "generated tone", "fake"), 0.987),
        (("metrics", "shortcuts", "simple", 0, "seen"), 0.987),
        (("metrics", "data", 0, "speakers"), 98_765),
        (("metrics", "command"), "python -m other"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_another_models_figures_would_be_noticed(path: tuple[Any, ...], value: Any) -> None:
    assert card.card(change(path, value)) != card.card(SPEC)


def test_the_card_the_artefact_and_the_evaluation_name_one_model() -> None:
    text = card.CARD.read_text(encoding="utf-8")
    assert SPEC["model_sha256"] == SPEC["metrics"]["model_sha256"]
    assert text.count(SPEC["model_sha256"]) == 2


def test_the_worst_group_comes_first() -> None:
    groups = {
        "good": {"clips": 1_200, "missed": 0.1, "called_real": 0.0},
        "bad": {"clips": 9, "missed": 0.5, "called_real": 0.25},
    }
    table = group_table(groups, "missed", "called_real").splitlines()
    assert table[2:] == ["| bad | 9 | 50.0% | 25.0% |", "| good | 1,200 | 10.0% | 0.0% |"]


def test_shares_and_intervals_are_readable() -> None:
    row = {"recall": 0.9, "eer": 0.055, "intervals": {"eer": None, "miss_rate": (0.05, 0.2)}}
    assert with_interval(row, "eer") == "5.5%"
    assert with_interval(row, "miss_rate") == "10.0% (5.0%–20.0%)"
    assert share(None) == share(float("nan")) == "–"
    assert markdown(("a", "b"), [("x", "1")]) == "| a | b |\n|---|--:|\n| x | 1 |"


def test_sound_without_speech_is_summed_by_clips_and_what_was_made_up_apart() -> None:
    kinds = {
        "generated tone": {"clips": 60, "judged": 0.0, "real": 0.0, "fake": 0.0},
        "recorded animal": {"clips": 30, "judged": 1.0, "real": 0.1, "fake": 0.0},
        "recorded music": {"clips": 10, "judged": 0.5, "real": 0.5, "fake": 0.2},
    }
    assert no_speech_table(kinds).splitlines()[-2:] == [
        "| all recorded | 40 | 87.5% | 20.0% | 5.0% |",
        "| all generated | 60 | 0.0% | 0.0% | 0.0% |",
    ]


def test_a_handful_of_clips_gives_no_figures() -> None:
    figures = {"eer": 0.1, "decided": 0.8, "decided_accuracy": 0.9}
    many, few = {"clips": 60, "real": 30, **figures}, {"clips": 300, "real": 29, **figures}
    table = channel_table([{"group": "length", "name": "8 s", "seen": many, "unseen": few}])
    row = "| length | 8 s | 30 / 30 | 10.0% | 80.0% | 90.0% | 29 / 271 | – | – | – |"
    assert row in table.splitlines()


def without_unseen_or_recorded() -> dict[str, Any]:
    """A spec of a training whose corpus had no engine to hold out, and no recorded sounds."""
    other = copy.deepcopy(SPEC)
    metrics = other["metrics"]
    del metrics["sets"]["unseen"]
    for row in [
        *metrics["grid"],
        *metrics["shortcuts"]["simple"],
        *metrics["shortcuts"]["network"],
    ]:
        row.pop("unseen", None)
    kinds = metrics["no_speech"]
    metrics["no_speech"] = {k: row for k, row in kinds.items() if k.startswith("generated")}
    return other


def test_what_was_not_measured_is_left_out() -> None:
    spec = without_unseen_or_recorded()
    text = card.card(spec)
    assert "never trained on" not in text
    assert "## Unseen engines" not in text
    assert "all recorded" not in text
    assert "| all generated |" in text
    block = report.figures_block(spec)
    assert "never trained on" not in block
    assert "of the fakes of seen engines below it" in block
    assert "recordings without speech" not in block
    assert "Of 240 generated noises" in block


@pytest.mark.parametrize("content", ["", None])
def test_a_model_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    if content is not None:
        (tmp_path / "spec.json").write_text(content)
    assert card.main([f"--model={tmp_path}"]) == 1
    assert f"the model in {tmp_path} can't be used" in capsys.readouterr().err
