"""Each fold holds whole families and sources out, and what it says is pooled."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest

from training import folds, preparation, train
from training.corpus.clip import Clip, Label
from training.families import FAMILIES
from training.folds import Heard, clips_apart, hear
from training.held_out import FOLDS, FOR_VALIDATION, HELD_OUT, Fold, held_out
from training.params import Params, VerdictParams
from training.preparation import prepare_clips, without_sources
from training.runs import TrainConfig, save_clips
from training.scores import Scores

BAND = VerdictParams(slope=1, real_below=0.4, fake_above=0.6)


def test_a_family_is_held_out_whole_and_selection_hears_none_of_it() -> None:
    for family, engines in FAMILIES.items():
        apart = held_out(family)
        assert apart["test_unseen"] == engines
        assert set(apart["val"]) == set(FOR_VALIDATION) - set(engines)
        assert apart["val"]
    assert held_out() == HELD_OUT
    with pytest.raises(ValueError, match="no family 'singing'; there are language-model TTS"):
        held_out("vocoders,singing")


def test_two_families_are_held_out_together() -> None:
    both = held_out("vocoders,classical")
    assert both["test_unseen"] == (*FAMILIES["vocoders"], *FAMILIES["classical"])
    assert not set(both["val"]) & {*FAMILIES["vocoders"], *FAMILIES["classical"]}


def test_every_family_is_left_out_once_and_no_source_twice() -> None:
    left_out = [name for fold in FOLDS.values() for name in fold.families]
    assert sorted(left_out) == sorted(FAMILIES)
    sources = [name for fold in FOLDS.values() for name in fold.sources]
    assert len(sources) == len(set(sources))


def clip(name: str, source: str, speaker: str = "", engine: str = "", original: str = "") -> Clip:
    label: Label = "fake" if engine else "real"
    return Clip(Path(name), label, source, speaker or name, engine, original=original)


def test_who_speaks_in_a_source_that_is_left_out_is_nowhere_in_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = [clip(f"{source}{i}", source) for source in ("radio", "books") for i in range(40)]
    clips += [clip(f"copy{i}", "books", f"books{i}", "copy-lpc", f"books{i}") for i in range(40)]
    clips += [clip(f"tts{i}", "TTS", f"books{i}", "VITS") for i in range(40)]
    monkeypatch.setattr(preparation, "read_corpus", lambda *_: clips)
    splits = prepare_clips(tmp_path, TrainConfig("", unseen_sources="books"))
    elsewhere = [c for split in ("train", "val") for c in splits[split]]
    assert {c.source for c in elsewhere} == {"radio"}
    assert len([c for c in splits["test"] if c.speaker.startswith("books")]) == 120


def test_a_source_that_cannot_be_left_out_is_named() -> None:
    clips = [clip("a", "radio"), replace(clip("b", "books"), split="train")]
    assert without_sources(clips, "") == clips
    assert without_sources(clips, "radio") == [replace(clips[0], split="test"), clips[1]]
    with pytest.raises(ValueError, match="no clip is of the source 'letters'"):
        without_sources(clips, "radio,letters")
    with pytest.raises(ValueError, match="b is of a source for the test, but its folder"):
        without_sources(clips, "books")


OURS = {
    "train": [clip("r1", "radio"), clip("f1", "radio", engine="copy-lpc")],
    "val": [clip("r2", "letters"), clip("f2", "MaryTTS", engine="MaryTTS")],
    "test": [clip("r3", "radio"), clip("r4", "letters"), clip("r5", "books"),
             clip("f3", "radio", engine="copy-lpc"), clip("f4", "books", engine="copy-lpc")],
    "test_unseen": [clip("f5", "radio", engine="copy-sines"),
                    clip("f6", "books", engine="copy-sines"), clip("f7", "VITS", engine="VITS")],
}  # fmt: skip


def saved(run: Path, by_split: dict[str, list[Clip]]) -> Path:
    run.mkdir(exist_ok=True)
    clips = [c for part in by_split.values() for c in part]
    save_clips(run, clips, {c.path: split for split, part in by_split.items() for c in part})
    return run


def test_unseen_is_what_neither_training_nor_selection_had_a_source_of(tmp_path: Path) -> None:
    apart = clips_apart(saved(tmp_path, OURS))
    names = {name: sorted(c.path.name for c in clips) for name, clips in apart.items()}
    assert names == {"seen": ["f3", "r3", "r4"], "unseen": ["f6", "f7", "r5"]}
    with pytest.raises(ValueError, match="among the unseen clips, one class has none"):
        clips_apart(saved(tmp_path, {**OURS, "test_unseen": []}))


def test_a_fold_asks_for_a_training_without_what_it_leaves_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clips = [c for part in OURS.values() for c in part]
    asked: list[list[str]] = []
    status = 0

    def training(arguments: list[str]) -> int:
        asked.append(arguments)
        saved(tmp_path, OURS)
        return status

    monkeypatch.setattr(folds, "read_corpus", lambda *_: clips)
    monkeypatch.setattr(train, "main", training)
    monkeypatch.setattr(keras.backend, "clear_session", lambda: None)
    p = replace(Params(), verdict=BAND)
    monkeypatch.setattr(folds, "load_model", lambda _: (None, p, ""))
    monkeypatch.setattr(folds, "score_clips", lambda c, *_: Scores(c, np.linspace(0, 1, len(c))))
    fold = Fold(("vocoders", "classical"), ("books", "of another corpus"))
    heard = hear(tmp_path, fold, ["--epochs=3"])
    assert asked == [
        ["--epochs=3", f"--run={tmp_path}", "--unseen=vocoders,classical", "--unseen-sources=books"]
    ]
    assert heard.verdict == BAND
    assert {name: len(scores.clips) for name, scores in heard.sets.items()} == {
        "seen": 3, "unseen": 3,
    }  # fmt: skip
    status = 1
    with pytest.raises(ValueError, match="training failed"):
        hear(tmp_path, fold, [])


def scores(engine: str, real: list[float], fake: list[float]) -> Scores:
    clips = [clip(f"{engine}-person-{i}", f"people of {engine}") for i in range(len(real))]
    clips += [clip(f"{engine}-{i}", engine, engine, engine) for i in range(len(fake))]
    return Scores(clips, np.array(real + fake))


HEARD = {
    "1": Heard(
        {"unseen": scores("festival", [0.1, 0.2, 0.3, 0.8], [0.9, 0.7]),
         "seen": scores("HiFi-GAN", [0.1, 0.2], [0.8, 0.9])},
        BAND,
    ),
    "3": Heard(
        {"unseen": scores("MelGAN", [0.1, 0.1, 0.2, 0.45], [0.15, 0.9]),
         "seen": scores("flite", [0.1, 0.2], [0.8, 0.15])},
        BAND,
    ),
}  # fmt: skip


def test_folds_are_trained_one_by_one_and_pooled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def fold(run: Path, fold: Fold, options: list[str]) -> Heard:
        asked.append((run, fold, options))
        return HEARD[run.name]

    monkeypatch.setattr(folds, "hear", fold)
    arguments = [f"--out={tmp_path}", "--folds", "1", "3", "--", "--epochs=3"]
    assert folds.main(arguments) == 0
    assert asked == [(tmp_path / n, FOLDS[n], ["--epochs=3"]) for n in ("1", "3")]
    found = json.loads((tmp_path / "folds.json").read_text())
    assert (found["unseen"]["fake"], found["unseen"]["real"]) == (4, 8)
    assert list(found["by_family"]) == ["vocoders", "classical"]
    assert found["by_family"]["vocoders"]["fake"] == 2
    assert found["by_family"]["vocoders"]["eer"] == pytest.approx(0.5)
    assert found["by_family"]["classical"]["eer"] == pytest.approx(0.25)
    assert found["by_fold"]["1"]["seen"]["eer"] == 0
    assert found["by_fold"]["3"]["unseen"]["decided"] == pytest.approx(0.875)
    assert found["unseen"]["decided"] == pytest.approx((1 + 0.875) / 2)
    assert set(found["by_engine"]) == {"festival", "MelGAN"}
    assert found["by_source"]["3"]["people of MelGAN"]["clips"] == 4
    printed = capsys.readouterr().out
    assert "| all, unseen | 4 | 8 |" in printed
    assert "| vocoders | 2 | 4 | 50.0% |" in printed


def test_a_fold_that_fails_does_not_take_the_others_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fold(run: Path, *_: object) -> Heard:
        if run.name == "1":
            raise ValueError(f"{run}: training failed")
        return HEARD["3"]

    monkeypatch.setattr(folds, "hear", fold)
    assert folds.main([f"--out={tmp_path}", "--folds", "1", "3"]) == 1
    assert "fold 1 left out" in capsys.readouterr().err
    assert set(json.loads((tmp_path / "folds.json").read_text())["by_fold"]) == {"3"}
    assert folds.main([f"--out={tmp_path}", "--folds", "1"]) == 1
