"""The deletion test: it tells a map that is true from one that is not, and can be repeated."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.tiny_run import tiny_clips
from training import deletion as deletion_module
from training.deletion import SHARES, deletion, main
from training.occlusion import BANDS, TIMES, occlusion, patches_of
from training.params import Params, VerdictParams
from training.scoring import Predict
from training.shipped import MODEL_DIR

Samples = NDArray[np.float32]
PARAMS = Params(verdict=VerdictParams())


def looks_at(patches: list[int], level: float) -> Predict:
    """A network that says "fake" as far as these patches are louder than `level`."""
    inside = np.isin(patches_of(PARAMS), patches)

    def predict(x: Samples) -> Samples:
        logit = x[:, inside, 0].mean(axis=1) - level
        fake = 1 / (1 + np.exp(-logit))
        return np.stack([1 - fake, fake], axis=1)

    return predict


@pytest.fixture
def x() -> Samples:
    """Spectrograms that are loud in the first 5 % of their patches."""
    x = np.random.default_rng(0).normal(-3, 0.5, PARAMS.input_shape)
    loud = patches_of(PARAMS) < TIMES * BANDS * SHARES[0]
    return np.where(loud, 3, x).astype(np.float32)


def test_flattening_what_matters_takes_the_decision_away(x: Samples) -> None:
    predict = looks_at(list(range(round(TIMES * BANDS * SHARES[0]))), 0.0)
    drop = deletion(x, predict, PARAMS, np.random.default_rng(0))
    assert drop.most_important[0] > 0.4
    assert (drop.most_important > drop.random + 0.1).all()


def test_a_map_that_is_wrong_is_found_out(x: Samples, monkeypatch: pytest.MonkeyPatch) -> None:
    predict = looks_at(list(range(round(TIMES * BANDS * SHARES[0]))), 0.0)

    def upside_down(*arguments: object) -> tuple[float, NDArray[np.float64]]:
        logit, changes = occlusion(*arguments)  # type: ignore[arg-type]
        return logit, -changes

    monkeypatch.setattr(deletion_module, "occlusion", upside_down)
    drop = deletion(x, predict, PARAMS, np.random.default_rng(0))
    assert (drop.most_important <= drop.random).all()


def test_a_decision_for_real_is_tested_as_well(x: Samples) -> None:
    predict = looks_at(list(range(round(TIMES * BANDS * SHARES[0]))), 0.0)
    drop = deletion(
        x, lambda batch: np.ascontiguousarray(predict(batch)[:, ::-1]), PARAMS,
        np.random.default_rng(0),
    )  # fmt: skip
    assert drop.most_important[0] > 0.4


def test_the_command_writes_the_same_figures_every_time(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    tiny_clips(tmp_path / "clips")
    texts = []
    for name in ("a.json", "b.json"):
        arguments = [str(MODEL_DIR), f"--data={tmp_path / 'clips'}", f"--out={tmp_path / name}"]
        assert main([*arguments, "--limit=1"]) == 0
        texts.append((tmp_path / name).read_text())
    assert texts[0] == texts[1]
    measured = json.loads(texts[0])
    assert [row["share"] for row in measured["drop"]] == list(SHARES)
    assert set(measured["windows"]) == {"real", "fake"}


def test_a_folder_without_clips_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = [str(MODEL_DIR), f"--data={tmp_path}", f"--out={tmp_path / 'out.json'}"]
    assert main(arguments) == 1
    assert capsys.readouterr().err.startswith("deletion: ")
    assert not (tmp_path / "out.json").exists()
