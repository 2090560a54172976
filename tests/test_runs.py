"""A run folder remembers what it was asked for, and says so when asked for something else."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from training import evaluate, train
from training.corpus import __main__ as corpus
from training.corpus.clip import Clip
from training.params import Params, VerdictParams
from training.runs import (
    TrainConfig,
    load_clips,
    run_params,
    save_clips,
    save_config,
    write_json,
)

CONFIG = TrainConfig(corpus="data/corpus", extra=("more",))


def test_the_configuration_is_written(tmp_path: Path) -> None:
    save_config(tmp_path, CONFIG)
    saved = json.loads((tmp_path / "config.json").read_text())
    assert saved == {**asdict(CONFIG), "extra": ["more"]}


def test_a_run_may_be_resumed_for_longer(tmp_path: Path) -> None:
    save_config(tmp_path, CONFIG)
    save_config(tmp_path, replace(CONFIG, epochs=CONFIG.epochs + 1, patience=3))
    assert json.loads((tmp_path / "config.json").read_text())["patience"] == 3


def test_a_run_is_not_resumed_with_other_settings(tmp_path: Path) -> None:
    save_config(tmp_path, CONFIG)
    with pytest.raises(ValueError, match="other settings for: extra, seed"):
        save_config(tmp_path, replace(CONFIG, seed=9, extra=()))


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "metrics.json"
    write_json(path, {"a": 1})
    with pytest.raises(TypeError):
        write_json(path, {"a": object()})
    assert json.loads(path.read_text()) == {"a": 1}


def test_clips_come_back_by_split(tmp_path: Path) -> None:
    clips = [
        Clip(tmp_path / "a.wav", "real", "people", speaker="ann, of york", sha256="ab12"),
        Clip(tmp_path / "b.wav", "fake", "people", engine="robot", language="en", original="a.wav"),
    ]
    save_clips(tmp_path, clips, {clips[0].path: "train", clips[1].path: "test_unseen"})
    assert load_clips(tmp_path) == {"train": clips[:1], "test_unseen": clips[1:]}


def test_runs_from_before_there_were_sums_are_read(tmp_path: Path) -> None:
    lines = ["split,path,label,source,speaker,engine,language,original", "val,a.wav,real,radio,,,,"]
    (tmp_path / "clips.csv").write_text("\n".join(lines))
    assert load_clips(tmp_path) == {"val": [Clip(Path("a.wav"), "real", "radio")]}


def test_a_folder_without_clips_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="not a training run"):
        load_clips(tmp_path)


def test_a_run_has_the_calibration_that_it_wrote(tmp_path: Path) -> None:
    assert run_params(tmp_path) == Params()
    verdict = VerdictParams(0.7, -0.1, 0.2, 0.8)
    write_json(tmp_path / "verdict.json", asdict(verdict))
    assert run_params(tmp_path) == replace(Params(), verdict=verdict)


def test_parameters_survive_the_way_through_json() -> None:
    p = replace(Params(), verdict=VerdictParams(0.7, -0.1, 0.2, 0.8))
    assert Params.from_spec(json.loads(json.dumps(p.to_spec()))) == p


def test_evaluating_what_is_no_model_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate.main([str(tmp_path)]) == 1
    assert f"{tmp_path} is neither a finished run nor" in capsys.readouterr().err


def test_training_without_a_corpus_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = tmp_path / "run"
    assert train.main(["--corpus", str(tmp_path / "none"), "--run", str(run)]) == 1
    assert str(tmp_path / "none") in capsys.readouterr().err
    assert not list(run.iterdir())  # nothing that the corrected command would stumble over


def test_training_without_its_sounds_says_so_and_a_run_that_was_begun_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clip = Clip(tmp_path / "a.wav", "real", "people")
    save_clips(tmp_path, [clip], {clip.path: "train"})
    asked = ["--corpus", "c", "--sounds", str(tmp_path / "none"), "--run", str(tmp_path)]
    save_config(tmp_path, TrainConfig("c", sounds=str(tmp_path / "none")))
    assert train.main(asked) == 1
    assert "none: no such folder" in capsys.readouterr().err
    assert (tmp_path / "config.json").exists()
    assert load_clips(tmp_path) == {"train": [clip]}


def test_a_branch_that_there_is_not_is_a_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        train.main(["--only", "2", "--run", str(tmp_path / "run")])
    assert "invalid choice: 2" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_more_folders_are_given_either_way() -> None:
    for given in (["--extra", "a", "b"], ["--extra", "a", "--extra", "b"]):
        assert train.parse_arguments(given)[1].extra == ("a", "b")
        assert corpus.parse(given).extra == [Path("a"), Path("b")]


def test_training_with_other_settings_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save_config(tmp_path, CONFIG)
    assert train.main(["--corpus", "elsewhere", "--run", str(tmp_path)]) == 1
    assert "begun with other settings" in capsys.readouterr().err
