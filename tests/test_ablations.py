"""Variants are trained once each, on the same clips, and judged on validation clips only."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.tiny_run import start, tiny_clips
from training import ablations
from training.augment import augment
from training.corpus.clip import Clip
from training.dataset import Sound, load_sounds
from training.params import Params
from training.runs import TrainConfig, load_clips, save_clips, save_config
from training.variants import CLEAN

TWO = ["as shipped", "linear alone, half as wide"]


def test_each_variant_is_trained_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sounds").mkdir()
    run = tmp_path / "run"
    start(run, tiny_clips(tmp_path / "sounds"))
    save_config(run, TrainConfig(corpus="unused", steps=2, batch_size=4, only=1, times=2))
    heard = []

    def judged(_: object, sounds: list[Sound], __: Params) -> dict[str, float]:
        heard.append([s.clip.path.name for s in sounds])
        return {"auc": 0.9 - len(heard) / 10, "eer_seen": 0.2, "eer_unseen": 0.3}

    monkeypatch.setattr(ablations, "judged", judged)
    arguments = [f"--run={run}", "--epochs=1", "--variants"]
    assert ablations.main([*arguments, TWO[0]]) == 0
    assert ablations.main([*arguments, *TWO]) == 0
    assert len(heard) == 2
    assert heard[0] == heard[1] == [c.path.name for c in load_clips(run)["val"]]
    assert list(json.loads((run / "ablations-1.json").read_text())) == TWO
    assert ablations.main([f"--run={run}", "--epochs=2", "--variants", TWO[1]]) == 0
    assert list(json.loads((run / "ablations-2.json").read_text())) == TWO[1:]
    assert len(heard) == 3
    capsys.readouterr()
    monkeypatch.setattr(ablations, "load_sounds", None)
    assert ablations.main([*arguments, *TWO]) == 0
    assert "| linear alone, half as wide | 32 | 0.700 | 20.0% | 30.0% |" in capsys.readouterr().out


def test_a_folder_that_is_no_run_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ablations.main([f"--run={tmp_path}"]) == 1
    assert str(tmp_path) in capsys.readouterr().err


class Model:
    """Says that a window is the more likely fake the more energy lies high."""

    def predict_on_batch(self, x: np.ndarray) -> np.ndarray:
        high = x[:, :, 128:].mean(axis=(1, 2, 3))
        p = 1 / (1 + np.exp(-high))
        return np.stack([1 - p, p, 0 * p, 1 + 0 * p], axis=1)


def test_seen_and_unseen_engines_are_judged_apart(tmp_path: Path) -> None:
    sounds = load_sounds([clip for _, clip in tiny_clips(tmp_path)], Params())
    renamed = [
        Sound(Clip(s.clip.path, "fake", "MaskGCT", engine="MaskGCT"), s.samples)
        if s.clip.engine == "new-robot" else s
        for s in sounds
    ]  # fmt: skip
    got = ablations.judged(Model(), renamed, Params())
    assert set(got) == {"auc", "eer_seen", "eer_unseen"}
    assert all(0 <= value <= 1 for value in got.values())


def test_a_run_without_validation_clips_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_config(tmp_path, TrainConfig(corpus=""))
    clip = Clip(tmp_path / "a.wav", "real", "people")
    save_clips(tmp_path, [clip], {clip.path: "train"})
    assert ablations.main([f"--run={tmp_path}"]) == 1
    assert f"{tmp_path} has no val clips" in capsys.readouterr().err


def test_nothing_but_codecs_is_nothing_but_codecs() -> None:
    x = np.random.default_rng(0).normal(0, 0.1, 4_000).astype(np.float32)
    for seed in range(40):
        y = augment(x, 16_000, np.random.default_rng(seed), CLEAN)
        assert np.corrcoef(x, y)[0, 1] > 1 - 1e-6, seed
