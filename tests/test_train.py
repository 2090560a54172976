"""A tiny training runs from clips to metrics, and goes on after a kill as if nothing had been."""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import keras
import numpy as np
import pytest

from tests.tiny_run import LabelledClips, arguments_of, start, tiny_clips
from training import callbacks, evaluate, model, train
from training.calibrate_run import band_weights, calibration_weights
from training.compare import compare
from training.corpus.clip import Clip
from training.dataset import load_sounds, sampling_weights
from training.fitting import compiled, is_fitted
from training.graph_model import probe_features, to_graph_model
from training.judged import load_model
from training.model import members
from training.params import LABELS, Params
from training.preparation import prepare_clips
from training.runs import TrainConfig, save_clips, save_config
from training.shipped import graph_function
from training.shortcuts import LEFT


@pytest.fixture(scope="module", autouse=True)
def without_dropout() -> Iterator[None]:
    """Dropout is the one thing that a resumed run draws anew."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model, "Design", partial(model.Design, dropout=0.0))
        yield


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> LabelledClips:
    return tiny_clips(tmp_path_factory.mktemp("sounds"))


def history(run: Path) -> list[dict[str, float]]:
    with (run / "history.csv").open(newline="") as file:
        return [{k: float(v) for k, v in row.items()} for row in csv.DictReader(file)]


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory, clips: LabelledClips) -> Path:
    run = tmp_path_factory.mktemp("runs") / "whole"
    assert train.main(start(run, clips)) == 0
    return run


def test_training_writes_a_whole_run_folder(finished: Path) -> None:
    for name in ("config.json", "best.keras", "history.csv", "history.png", "verdict.json"):
        assert (finished / name).stat().st_size > 0, name
    assert [row["epoch"] for row in history(finished)] == [0, 1]


def test_without_an_epoch_the_weights_stay_and_the_rest_is_fitted(
    finished: Path, tmp_path: Path, clips: LabelledClips
) -> None:
    run = tmp_path / "run"
    arguments = [*arguments_of(run, clips), f"--start={finished}", "--epochs=0"]
    assert train.main(arguments) == 0
    assert (run / "verdict.json").exists()
    assert not (run / "history.csv").exists()
    old, new = (keras.saving.load_model(folder / "best.keras") for folder in (finished, run))
    x = np.random.default_rng(0).normal(-1, 1, (4, *Params().input_shape, 1))
    labels = [model.predict_on_batch(x)[:, : len(LABELS)] for model in (old, new)]
    np.testing.assert_array_equal(*labels)


@pytest.mark.parametrize("epochs", [2, 5])
def test_the_rate_rises_for_an_epoch_and_ends_near_zero(epochs: int) -> None:
    config = TrainConfig("", epochs=epochs, steps=10, learning_rate=1e-3)
    optimizer = compiled(model.build_model(Params()), config).optimizer

    def rate(step: int) -> float:
        optimizer.iterations.assign(step)
        return float(optimizer.learning_rate)

    assert rate(0) < 1e-4
    assert rate(10) == pytest.approx(1e-3)
    assert 1e-5 <= rate(epochs * 10 - 1) < 5e-5


def test_evaluation_reports_seen_and_unseen_engines(finished: Path) -> None:
    assert evaluate.main([str(finished)]) == 0
    metrics = json.loads((finished / "metrics.json").read_text())
    assert set(metrics["sets"]) == {"seen", "unseen"}
    assert set(metrics["sets"]["seen"]["by_engine"]) == {"robot"}
    assert set(metrics["sets"]["unseen"]["by_engine"]) == {"new-robot"}
    for figures in metrics["sets"].values():
        assert {"eer", "accuracy", "precision", "recall", "f1", "roc_auc"} <= set(figures)
    assert {row["group"] for row in metrics["grid"]} >= {"codec", "noise", "room", "band", "length"}
    first = metrics["grid"][0]
    assert first["seen"]["clips"] == 3
    assert set(metrics["no_speech"]) >= {"generated tone", "generated chord"}
    assert [row["cue"] for row in metrics["shortcuts"]["network"]] == list(LEFT)
    robot = next(row for row in metrics["data"] if row["name"] == "robot")
    assert robot["clips"] == {"train": 4, "val": 2, "test": 1}
    for name in ("scores.csv", "roc.png", "sources.png", "engines_seen.png", "reliability.png"):
        assert (finished / name).stat().st_size > 0, name


def test_what_is_judged_is_what_the_converter_makes_of_it(finished: Path) -> None:
    network = keras.saving.load_model(finished / "best.keras")
    graph, data = to_graph_model(network)
    predict, _, sha256 = load_model(finished)
    assert sha256 == hashlib.sha256(data).hexdigest()
    x = probe_features(Params())
    np.testing.assert_array_equal(predict(x), graph_function(graph, data)(x))
    assert (predict(x) != network.predict_on_batch(x)).any()


def test_a_run_is_neither_better_nor_worse_than_its_copy(finished: Path, tmp_path: Path) -> None:
    copy = shutil.copytree(finished, tmp_path / "copy")
    for runs in compare([finished, copy]).values():
        assert runs[str(finished)] == runs[str(copy)]
        assert runs[str(finished)]["real"] > 0


def test_a_killed_run_goes_on_where_it_was(
    tmp_path: Path,
    clips: LabelledClips,
    finished: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    run = tmp_path / "killed"
    arguments = start(run, clips)

    def die_in_epoch_1(self: callbacks.FollowEpoch, epoch: int, _logs: object = None) -> None:
        self.batches.epoch = epoch
        if epoch == 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(callbacks.FollowEpoch, "on_epoch_begin", die_in_epoch_1)
        with pytest.raises(KeyboardInterrupt):
            train.main(arguments)
    assert [row["epoch"] for row in history(run)] == [0]
    assert not (run / "verdict.json").exists()

    assert train.main(arguments) == 0
    whole, resumed = history(finished), history(run)
    assert [row["epoch"] for row in resumed] == [0, 1]
    for expected, got in zip(whole, resumed, strict=True):
        assert got["val_loss"] == pytest.approx(expected["val_loss"], rel=1e-3)


def test_half_of_the_calibrating_fakes_are_of_engines_that_were_not_trained_on(
    clips: LabelledClips,
) -> None:
    sounds = load_sounds([clip for _, clip in clips], Params())
    engines = np.array([s.clip.engine for s in sounds])
    weights = calibration_weights(sounds, {"new-robot"})
    assert weights[engines == "new-robot"].sum() == pytest.approx(0.25)
    assert weights[engines == "robot"].sum() == pytest.approx(0.25)
    assert weights[engines == ""].sum() == pytest.approx(0.5)
    as_trained = sampling_weights(s.clip for s in sounds)
    np.testing.assert_array_equal(calibration_weights(sounds, {"another"}), as_trained)
    assert not np.allclose(weights, as_trained)

    told = band_weights(sounds, {"new-robot"})
    assert (told[engines == "new-robot"] == 0).all()
    for real_or_fake in ("", "robot"):
        assert told[engines == real_or_fake].sum() == pytest.approx(0.5)
    np.testing.assert_array_equal(band_weights(sounds, {"another"}), as_trained)


def test_a_finished_run_is_not_even_loaded_again(
    finished: Path, clips: LabelledClips, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (finished / "best.keras").read_bytes()
    monkeypatch.setattr(train, "load_sounds", None)
    assert train.main(arguments_of(finished, clips)) == 0
    assert len(history(finished)) == 2
    assert (finished / "best.keras").read_bytes() == before


def test_a_run_that_was_killed_while_it_was_calibrated_is_calibrated(
    tmp_path: Path, finished: Path, clips: LabelledClips
) -> None:
    run = shutil.copytree(finished, tmp_path / "run")
    (run / "verdict.json").unlink()
    assert train.main(arguments_of(run, clips)) == 0
    assert (run / "verdict.json").exists()
    assert len(history(run)) == 2


def test_a_run_has_all_its_epochs_or_no_patience_any_more(tmp_path: Path) -> None:
    (tmp_path / "history.csv").write_text("epoch,val_auc\n0,0.9\n1,0.8\n2,0.7\n")
    assert is_fitted(tmp_path, TrainConfig("", epochs=3, patience=9))
    assert not is_fitted(tmp_path, TrainConfig("", epochs=4, patience=3))
    assert is_fitted(tmp_path, TrainConfig("", epochs=4, patience=2))
    assert is_fitted(tmp_path / "none", TrainConfig("", epochs=0))
    assert not is_fitted(tmp_path / "none", TrainConfig("", epochs=1))


def test_a_run_that_starts_from_another_has_its_weights_and_its_split(
    tmp_path: Path, finished: Path, clips: LabelledClips
) -> None:
    run = tmp_path / "further"
    arguments = [*arguments_of(run, clips), f"--start={finished}", "--learning-rate=1e-9"]
    assert train.main(arguments) == 0
    before, after = (keras.saving.load_model(folder / "best.keras") for folder in (finished, run))
    for old, new in zip(before.trainable_weights, after.trainable_weights, strict=True):
        # What is said about voices is fitted anew.
        kept = slice(len(LABELS)) if "dense" in old.path else slice(None)
        np.testing.assert_allclose(old.numpy()[..., kept], new.numpy()[..., kept], atol=1e-6)
    assert (run / "clips.csv").read_bytes() == (finished / "clips.csv").read_bytes()


def test_a_run_can_begin_with_a_branch_of_another(
    tmp_path: Path, finished: Path, clips: LabelledClips
) -> None:
    other, run = tmp_path / "other", tmp_path / "run"
    shutil.copytree(finished, other)
    moved = keras.saving.load_model(other / "best.keras")
    moved.set_weights([w + 0.5 for w in moved.get_weights()])
    moved.save(other / "best.keras")
    asked = [f"--start={finished}", "--only=1", f"--branch-of={other}", "--epochs=0"]
    assert train.main([*arguments_of(run, clips), *asked]) == 0
    x = probe_features(Params())[:8]
    first, second, both = (
        members(keras.saving.load_model(folder / "best.keras")).predict_on_batch(x)
        for folder in (finished, other, run)
    )
    labels = slice(len(LABELS))  # what is said about voices is fitted anew
    np.testing.assert_allclose(both[:, 0, labels], first[:, 0, labels], rtol=1e-5)
    np.testing.assert_allclose(both[:, 1, labels], second[:, 1, labels], rtol=1e-5)
    assert (first[:, 1] != second[:, 1]).any()


def test_one_branch_can_be_trained_alone(
    tmp_path: Path, finished: Path, clips: LabelledClips
) -> None:
    run = tmp_path / "fine"
    assert train.main([*arguments_of(run, clips), f"--start={finished}", "--only=1"]) == 0
    started, ended = finished / "best.keras", run / "average.keras"
    x = probe_features(Params())[:8]
    logits = [
        members(keras.saving.load_model(path)).predict_on_batch(x)[..., : len(LABELS)]
        for path in (started, ended)
    ]
    np.testing.assert_allclose(logits[0][:, 0], logits[1][:, 0], atol=1e-5)
    assert np.abs(logits[0][:, 1] - logits[1][:, 1]).max() > 1e-3


def test_a_run_that_starts_from_another_also_trains_on_voices_that_many_imitate(
    tmp_path: Path,
) -> None:
    imitated = [Clip(tmp_path / "r.wav", "real", "people", "ann")]
    imitated += [
        Clip(tmp_path / f"f{n}.wav", "fake", "page", "ann", engine=f"e{n}") for n in range(5)
    ]
    others = [Clip(tmp_path / f"o{n}.wav", "real", "people", f"p{n}") for n in range(3)]
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    clips = [*imitated, *others]
    save_clips(first, clips, {c.path: "test" for c in clips})
    save_config(first, TrainConfig(corpus=""))
    got = prepare_clips(second, TrainConfig(corpus="", start=str(first)))
    assert {c.path for c in got["train"]} == {c.path for c in imitated}
    assert {c.path for c in got["test"]} == {c.path for c in others}


def test_evaluation_of_a_folder_hears_its_test_part_only(
    tmp_path: Path, finished: Path, clips: LabelledClips
) -> None:
    for i, (split, clip) in enumerate(clips):
        side = "testing" if split == "test" else "training"
        folder = tmp_path / "mine" / side / clip.label
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{i}.wav").write_bytes(clip.path.read_bytes())
    out = tmp_path / "results"
    assert evaluate.main([str(finished), f"--data={tmp_path / 'mine'}", f"--out={out}"]) == 0
    metrics = json.loads((out / "metrics.json").read_text())
    assert metrics["sets"]["data"]["clips"] == 2
