"""The shipped model can be trained on: answers as before, statistics of what it now hears."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import pytest

from tests.tiny_run import start, tiny_clips
from training import graph_model, train
from training.batches import Batches
from training.dataset import load_sounds
from training.model import build_model, members
from training.params import LABELS, Params
from training.restart import Values, starting_model, take_branch
from training.shipped import MODEL_DIR, load_shipped

P = Params()


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> list[Values]:
    clips = tiny_clips(tmp_path_factory.mktemp("clips"))
    sounds = load_sounds([clip for _, clip in clips], P)
    batches = Batches(sounds, P, steps=2, seed=0)
    return [batches[i][0] for i in range(len(batches))]


def test_it_answers_as_the_shipped_model_does(sample: list[Values]) -> None:
    model = starting_model(MODEL_DIR, sample, P)
    for x in sample:
        expected = load_shipped().predict(x)
        assert np.ptp(expected[:, 1]) > 0.05
        np.testing.assert_allclose(model.predict_on_batch(x), expected, atol=1e-4)


def test_its_statistics_are_those_of_the_sample(sample: list[Values]) -> None:
    # In training each batch is normalised by its own: were others kept, it would start elsewhere.
    model = starting_model(MODEL_DIR, sample[:1], P)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dropout):
            layer.rate = 0.0
    apart = members(model)
    inference = apart([sample[0]], training=False)
    np.testing.assert_allclose(apart([sample[0]], training=True), inference, atol=0.02)


def test_another_design_is_refused(tmp_path: Path, sample: list[Values]) -> None:
    for name in ("model.json", "weights.bin"):
        text = (MODEL_DIR / name).read_bytes().replace(b"conv2d_7_1", b"conv2d_77_1")
        (tmp_path / name).write_bytes(text)
    with pytest.raises(ValueError, match="another design"):
        starting_model(tmp_path, sample, P)


def test_a_folder_without_a_model_is_named(tmp_path: Path, sample: list[Values]) -> None:
    with pytest.raises(FileNotFoundError, match=str(tmp_path)):
        starting_model(tmp_path, sample, P)


def test_which_branch_to_take_has_to_be_said() -> None:
    model = build_model(P)
    with pytest.raises(ValueError, match="--only"):
        take_branch(model, model, None)


def test_training_goes_on_from_a_converted_model(tmp_path: Path) -> None:
    clips = tiny_clips(tmp_path)
    run = tmp_path / "run"
    arguments = [*start(run, clips), f"--start={MODEL_DIR}", "--learning-rate=1e-9"]
    assert train.main(arguments) == 0
    got = keras.saving.load_model(run / "best.keras")
    x = graph_model.probe_features(P)
    labels = slice(len(LABELS))  # what is said about voices is fitted anew
    before, after = load_shipped().predict(x), got.predict_on_batch(x)
    np.testing.assert_allclose(after[:, labels], before[:, labels], atol=0.01)


def test_training_from_a_folder_without_a_model_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clips = tiny_clips(tmp_path)
    assert train.main([*start(tmp_path / "run", clips), f"--start={tmp_path}"]) == 1
    assert str(tmp_path) in capsys.readouterr().err
