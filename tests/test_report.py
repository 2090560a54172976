"""The README states the figures of the model that is shipped, and no others."""

from __future__ import annotations

import copy
import json

import pytest

from training import report
from training.shipped import MODEL_DIR


def test_the_readme_is_up_to_date() -> None:
    assert report.main(["--check"]) == 0


def test_another_models_figures_would_be_noticed() -> None:
    spec = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    text = report.README.read_text(encoding="utf-8")
    assert report.with_figures(text, spec) == text
    for set_name in ("seen", "unseen"):
        other = copy.deepcopy(spec)
        other["metrics"]["sets"][set_name]["eer"] += 0.01
        assert report.with_figures(text, other) != text


def test_a_readme_without_the_markers_is_refused() -> None:
    spec = json.loads((MODEL_DIR / "spec.json").read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="lacks the lines"):
        report.with_figures("# Something else\n", spec)


def test_a_few_channels_are_shown() -> None:
    grid = [
        {"group": "codec", "name": name, "seen": {"eer": 0.05}, "unseen": {"eer": 0.1}}
        for name in ("opus-16k", "g722")
    ]
    assert report.channels(grid).splitlines()[2:] == ["| codec: opus-16k | 5.0% | 10.0% |"]
