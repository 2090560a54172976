"""Models are compared on spoilt validation clips, never on test clips."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from tests.tiny_run import start, tiny_clips
from training import channels
from training.corpus.clip import Clip
from training.dataset import Sound, load_sounds
from training.params import Params, VerdictParams
from training.runs import TrainConfig, load_clips, save_config

WHOLE = "none, as it is"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("channels")
    start(folder / "run", tiny_clips(folder))
    save_config(folder / "run", TrainConfig(corpus=""))
    return folder / "run"


def knows_the_hum(x: np.ndarray) -> np.ndarray:
    """Fake is what has the more above 4 kHz, where the fakes' hum has its side bands."""
    odds = np.exp(x[:, :, x.shape[2] // 2 :].mean(axis=(1, 2, 3)))
    p = odds / (1 + odds)
    return np.stack([1 - p, p, 0 * p, 1 + 0 * p], axis=1).astype(np.float32)


def accuses_all(x: np.ndarray) -> np.ndarray:
    return np.tile(np.array([0.2, 0.8, 0, 1], np.float32), (len(x), 1))


def says_nothing(x: np.ndarray) -> np.ndarray:
    return np.tile(np.array([0.5, 0.5, 0, 1], np.float32), (len(x), 1))


def test_each_channel_has_the_figures_of_each_model(
    run: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    judges = {"good": knows_the_hum, "harsh": accuses_all, "poor": says_nothing}
    p = Params(verdict=VerdictParams(fake_above=0.7))
    monkeypatch.setattr(channels, "load_model", lambda m: (judges[m.name], p, ""))
    assert channels.main([str(run), *judges]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith(
        "| validation | AUC, good | AUC, harsh | AUC, poor | real called fake,"
    )
    assert len(said) == 2 + len(channels.CHANNELS)
    assert f"| {WHOLE} | 1.000 | 0.500 | 0.500 | 0.0% | 100.0% | 0.0% |" in said


def test_no_test_clip_is_heard(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Clip] = []

    def load(clips: Sequence[Clip], p: Params) -> list[Sound]:
        heard.extend(clips)
        return load_sounds(clips, p)

    monkeypatch.setattr(channels, "load_sounds", load)
    monkeypatch.setattr(channels, "load_model", lambda _: (says_nothing, Params(), ""))
    monkeypatch.setattr(channels, "CHANNELS", ["as it is"])
    assert list(channels.channels(run, [Path("poor")])) == [WHOLE]
    assert {c.path for c in heard} == {c.path for c in load_clips(run)["val"]}


def test_a_folder_without_a_run_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert channels.main([str(tmp_path), str(tmp_path)]) == 1
    assert f"{tmp_path} is not a training run" in capsys.readouterr().err
