"""Each fold holds a whole family out, and what it says is pooled."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training import folds
from training.corpus.clip import Clip
from training.families import FAMILIES
from training.held_out import FOR_VALIDATION, HELD_OUT, held_out
from training.params import VerdictParams
from training.runs import write_json
from training.scores import Scores

TWO = ["classical", "vocoders"]


def test_a_family_is_held_out_whole_and_selection_hears_none_of_it() -> None:
    for family, engines in FAMILIES.items():
        apart = held_out(family)
        assert apart["test_unseen"] == engines
        assert set(apart["val"]) == set(FOR_VALIDATION) - set(engines)
        assert apart["val"]
    assert held_out() == HELD_OUT
    with pytest.raises(ValueError, match="no family 'singing'; there are language-model TTS"):
        held_out("singing")


def scores(engine: str, real: list[float], fake: list[float]) -> Scores:
    clips = [Clip(Path(f"{i}"), "real", "people", speaker=f"{i}") for i in range(len(real))]
    clips += [Clip(Path(f"f{i}"), "fake", engine, engine=engine) for i in range(len(fake))]
    return Scores(clips, np.array(real + fake))


def test_folds_are_trained_one_by_one_and_pooled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def fold(run: Path, family: str, options: list[str]) -> Scores:
        asked.append((run.name, family, tuple(options)))
        run.mkdir(parents=True)
        verdict = VerdictParams(slope=1, real_below=0.4, fake_above=0.6)
        write_json(run / "verdict.json", vars(verdict))
        if family == "classical":
            return scores("Festival", [0.1, 0.2, 0.3, 0.8], [0.9, 0.7])
        return scores("MelGAN", [0.1, 0.1, 0.2, 0.2], [0.15, 0.9])

    monkeypatch.setattr(folds, "fold", fold)
    arguments = [f"--out={tmp_path}", "--families", *TWO, "--", "--epochs=3"]
    assert folds.main(arguments) == 0
    assert asked == [
        ("classical", "classical", ("--epochs=3",)),
        ("vocoders",) * 2 + (("--epochs=3",),),
    ]
    found = json.loads((tmp_path / "folds.json").read_text())
    assert found["folds"]["pooled"]["clips"] == 12
    assert set(found["by_engine"]) == {"Festival", "MelGAN"}
    assert found["folds"]["vocoders"]["eer"] == pytest.approx(0.5)
    assert "| pooled | 12 |" in capsys.readouterr().out


def test_a_fold_that_fails_does_not_take_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fold(run: Path, family: str, options: list[str]) -> Scores:
        del options
        if family == "classical":
            raise ValueError(f"{run}: training failed")
        run.mkdir(parents=True)
        return scores("MelGAN", [0.1, 0.2], [0.8, 0.9])

    monkeypatch.setattr(folds, "fold", fold)
    assert folds.main([f"--out={tmp_path}", "--families", *TWO]) == 1
    assert "classical left out" in capsys.readouterr().err
    assert set(json.loads((tmp_path / "folds.json").read_text())["folds"]) == {"vocoders", "pooled"}
