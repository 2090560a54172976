"""Conversion checks the model against Keras, and refuses what does not match or cannot be right."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import convert
from tests.weights import spans, weights_of
from training.corpus.clip import Clip
from training.graph_model import (
    SMALLEST_SPREAD,
    probe_features,
    to_graph_model,
    verify,
)
from training.heard import read_heard
from training.model import build_model
from training.params import Params, VerdictParams
from training.runs import TrainConfig, save_clips, save_config, write_json
from training.shipped import load_shipped

P = Params(verdict=VerdictParams(0.7, -0.1, 0.3, 0.7))
SIDES = ("train", "val", "test")
CLIPS = [Clip(Path(f"{name}.wav"), "real", "people", name) for name in ("ann", "bob", "eve")]

Converted = tuple[dict[str, Any], bytes]


def scale_answers(model: keras.Model, factor: float) -> None:
    """Make every branch surer of itself, or less."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.Dense):
            kernel, bias = layer.get_weights()
            layer.set_weights([kernel * factor, bias])


@pytest.fixture(scope="module")
def model() -> keras.Model:
    """A network that looks trained: random statistics, and answers that spread."""
    keras.utils.set_random_seed(3)
    rng = np.random.default_rng(3)
    made = build_model(P)
    for layer in made.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            gamma, beta, mean, variance = layer.get_weights()
            shift = rng.normal(0, 0.1, (2, *beta.shape))
            layer.set_weights([gamma, beta + shift[0], mean + shift[1], variance])
    scale_answers(made, 20)
    return made


@pytest.fixture(scope="module")
def converted(model: keras.Model) -> Converted:
    return to_graph_model(model)


def write_metrics(run: Path, data: bytes) -> None:
    """What an evaluation of these weights leaves."""
    metrics = {
        "model_sha256": hashlib.sha256(data).hexdigest(),
        "verdict": asdict(P.verdict),
        "sets": {"seen": {"eer": [0.123456789, 1e-7, 3]}},
        "grid": [],
    }
    write_json(run / "metrics.json", metrics)


@pytest.fixture
def run(tmp_path: Path, model: keras.Model, converted: Converted) -> Path:
    folder = tmp_path / "run"
    folder.mkdir()
    model.save(folder / "best.keras")
    write_json(folder / "verdict.json", asdict(P.verdict))
    write_metrics(folder, converted[1])
    save_config(folder, TrainConfig(""))
    save_clips(folder, CLIPS, {c.path: side for c, side in zip(CLIPS, SIDES, strict=True)})
    return folder


def test_a_good_conversion_passes_and_says_how_near_it_came(
    model: keras.Model, converted: Converted
) -> None:
    check = verify(model, *converted, probe_features(P))
    assert check["largest_difference"] < 5e-5
    assert check["margin_spread"] > SMALLEST_SPREAD


def test_the_weights_are_one_file_of_16_bits_each(model: keras.Model, converted: Converted) -> None:
    graph, data = converted
    assert [g["paths"] for g in graph["weightsManifest"]] == [["weights.bin"]]
    coded = [w["quantization"]["dtype"] for w in weights_of(graph) if w["dtype"] == "float32"]
    assert {*coded} == {"uint16"}
    assert 1.9 * model.count_params() < len(data) < 2.1 * model.count_params()


def with_one_weight_changed(converted: Converted, which: int) -> bytes:
    """The last number of a convolution's or dense layer's weights, in the manifest's order.

    It moves by half of the layer's range.
    """
    graph, data = converted
    ends = [e for w, _, e in spans(graph) if len(w["shape"]) > 1 and "quantization" in w]
    changed = bytearray(data)
    changed[ends[which] - 1] ^= 0x80
    return bytes(changed)


@pytest.mark.parametrize("which", [0, -1])
def test_one_changed_weight_is_refused(
    model: keras.Model, converted: Converted, which: int
) -> None:
    changed = with_one_weight_changed(converted, which)
    with pytest.raises(ValueError, match="differs from Keras"):
        verify(model, converted[0], changed, probe_features(P))


def test_outputs_in_the_other_order_are_refused(model: keras.Model, converted: Converted) -> None:
    swapped = keras.Model(model.inputs, keras.layers.Lambda(lambda y: y[:, ::-1])(model.outputs[0]))
    with pytest.raises(ValueError, match="differs from Keras"):
        verify(swapped, *converted, probe_features(P))


def test_a_model_that_always_says_the_same_is_refused(model: keras.Model) -> None:
    mute = keras.models.clone_model(model)
    mute.set_weights(model.get_weights())
    scale_answers(mute, 1e-4)
    with pytest.raises(ValueError, match="nearly the same for every input"):
        verify(mute, *to_graph_model(mute), probe_features(P))


def test_the_command_writes_a_folder_that_can_be_loaded(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert convert.main([str(run), "--out", str(out)]) == 0
    shipped = load_shipped(out)
    assert shipped.params == P
    assert shipped.spec["metrics"]["sets"] == {"seen": {"eer": [0.12346, 1e-07, 3]}}
    assert shipped.sha256 == hashlib.sha256((out / "weights.bin").read_bytes()).hexdigest()
    script = (out / "model.js").read_text()
    assert script.startswith("globalThis.DEEPFAKE_AUDIO_MODEL={")
    assert shipped.sha256 in script
    assert read_heard(out) == {"ann": "train", "bob": "val", "eve": "test"}


def test_a_refused_conversion_leaves_the_old_model_alone(
    run: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    converted: Converted,
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "weights.bin").write_bytes(b"the old one")
    damaged = with_one_weight_changed(converted, -1)
    write_metrics(run, damaged)
    monkeypatch.setattr(convert, "to_graph_model", lambda _: (converted[0], damaged))
    assert convert.main([str(run), "--out", str(out)]) == 1
    assert "differs from Keras" in capsys.readouterr().err
    assert [path.name for path in out.iterdir()] == ["weights.bin"]
    assert (out / "weights.bin").read_bytes() == b"the old one"


def test_a_folder_that_is_no_run_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert convert.main([str(tmp_path / "none")]) == 1
    assert f"{tmp_path / 'none'} is not a finished run" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["weights", "calibration"])
def test_figures_of_another_model_are_refused(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    if what == "weights":
        model = keras.saving.load_model(run / "best.keras")
        kernel = next(w for w in model.trainable_weights if w.path.endswith("kernel"))
        kernel.assign(np.flip(kernel.numpy(), 0))
        model.save(run / "best.keras")
    else:
        write_json(run / "verdict.json", asdict(replace(P.verdict, fake_above=0.71)))
    assert convert.main([str(run), "--out", str(tmp_path / "out")]) == 1
    assert "is of other weights or another calibration" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_run_that_was_not_evaluated_is_refused(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (run / "metrics.json").unlink()
    assert convert.main([str(run), "--out", str(tmp_path / "out")]) == 1
    assert "training.evaluate" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_quick_evaluation_is_not_enough(
    run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics = json.loads((run / "metrics.json").read_text())
    del metrics["grid"]
    write_json(run / "metrics.json", metrics)
    assert convert.main([str(run), "--out", str(tmp_path / "out")]) == 1
    assert "without --quick" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
