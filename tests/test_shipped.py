"""The shipped artefact is whole, consistent, within its budget, and refused when tampered with."""

from __future__ import annotations

import base64
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from training.params import LABELS, OUTPUTS, Params
from training.shipped import MODEL_DIR, ShippedModel, load_shipped, read_weights
from training.spectrogram import stft_window

MOST_WEIGHT_BYTES = 2_000_000
MOST_MULTIPLY_ACCUMULATES = 200_000_000


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    shutil.copytree(MODEL_DIR, folder)
    return folder


def test_the_shipped_model_says_probabilities(shipped: ShippedModel) -> None:
    x = np.random.default_rng(0).normal(-1, 1, (3, *shipped.params.input_shape, 1))
    y = shipped.predict(x.astype(np.float32))
    assert y.shape == (3, OUTPUTS)
    np.testing.assert_allclose(y.reshape(3, 2, 2).sum(axis=2), 1, atol=1e-5)


def test_the_spec_says_what_the_code_computes(shipped: ShippedModel) -> None:
    spec = shipped.spec
    verdict = shipped.params.verdict
    assert Params.from_spec(spec) == Params(verdict=verdict)
    assert spec["labels"] == list(LABELS)
    p = shipped.params
    for name, n_fft in (("stft_window", p.spectrogram.n_fft), ("fine_window", p.fine.n_fft)):
        table = np.frombuffer(base64.b64decode(spec["tables"][name]), "<f4")
        np.testing.assert_array_equal(table, stft_window(n_fft))
    assert 0 < verdict.real_below <= 0.5 <= verdict.fake_above < 1
    assert verdict.slope > 0
    assert 0 < verdict.voice_above < 0.9


def test_the_network_is_within_its_budget(shipped: ShippedModel) -> None:
    network = shipped.spec["network"]
    assert network["weight_bytes"] == (MODEL_DIR / "weights.bin").stat().st_size
    assert network["weight_bytes"] <= MOST_WEIGHT_BYTES
    assert network["multiply_accumulates"] <= MOST_MULTIPLY_ACCUMULATES


def test_one_changed_bit_of_the_weights_is_refused(copy: Path) -> None:
    data = bytearray((copy / "weights.bin").read_bytes())
    data[1_000] ^= 1
    (copy / "weights.bin").write_bytes(data)
    with pytest.raises(ValueError, match=r"not the file that spec\.json describes"):
        load_shipped(copy)


def test_a_spec_of_another_model_is_refused(copy: Path) -> None:
    spec = json.loads((copy / "spec.json").read_text())
    spec["model_sha256"] = "0" * 64
    (copy / "spec.json").write_text(json.dumps(spec))
    with pytest.raises(ValueError, match=r"not the file that spec\.json describes"):
        load_shipped(copy)


@pytest.mark.parametrize("name", ["model.json", "weights.bin", "spec.json"])
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(FileNotFoundError, match=name):
        load_shipped(copy)


def test_weights_of_16_bits_are_read_as_tensorflow_js_does() -> None:
    coded = {"dtype": "uint16", "min": -0.1, "scale": 1 / 3}
    manifest = [{"weights": [
        {"name": "w", "shape": [1, 2], "dtype": "float32", "quantization": coded},
        {"name": "n", "shape": [], "dtype": "int32"},
    ]}]  # fmt: skip
    data = np.array([7, 65_535], "<u2").tobytes() + np.array(-9, "<i4").tobytes()
    got = read_weights(manifest, data)
    # In double precision and then rounded once, as JavaScript's numbers are.
    np.testing.assert_array_equal(
        got["w"], np.array([[7 / 3 - 0.1, 65_535 * (1 / 3) - 0.1]]).astype("f4")
    )
    assert got["w"].dtype == np.float32
    assert got["n"] == -9


def test_a_manifest_that_does_not_fit_the_weights_is_refused(copy: Path) -> None:
    graph = json.loads((copy / "model.json").read_text())
    graph["weightsManifest"][0]["weights"].pop()
    (copy / "model.json").write_text(json.dumps(graph))
    with pytest.raises(ValueError, match="its manifest"):
        load_shipped(copy)
