"""A model tells which voices it was trained on; who trains on from it keeps the others apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from training import preparation
from training.corpus.checks import check_disjoint
from training.corpus.clip import Clip
from training.corpus.splits import UNUSED, assign_splits
from training.heard import NAME, known_to, read_heard, sides_of, to_csv
from training.preparation import prepare_clips
from training.runs import TrainConfig, save_clips, save_config
from training.shipped import MODEL_DIR

APART = {"test_unseen": ["new"]}
SPLITS = ("train", "val", "test")


def voices(names: str, engine: str = "", folder: Path = Path("corpus")) -> list[Clip]:
    """Two clips of each letter's voice, real or by an engine that copies people."""
    label = "fake" if engine else "real"
    return [
        Clip(folder / f"{engine}{name}{n}.wav", "fake" if engine else "real", label, name, engine)
        for name in names
        for n in range(2)
    ]


PEOPLE = "abcdefghijklmnopqrstuvwxyz"
CLIPS = [*voices(PEOPLE), *voices(PEOPLE, "old"), *voices("abc", "new")]


def by_split(clips: list[Clip], splits: dict[Path, str]) -> dict[str, list[Clip]]:
    return {split: [c for c in clips if splits[c.path] == split] for split in set(splits.values())}


def test_the_split_of_a_run_follows_from_the_voices_that_its_model_knows() -> None:
    first, other = (assign_splits(CLIPS, seed, APART) for seed in (1, 2))
    assert first != other
    sides = sides_of(by_split(CLIPS, first))
    kept = assign_splits(CLIPS, 2, APART, sides)
    assert kept == first
    check_disjoint(kept, CLIPS, APART)


def test_new_voices_go_where_their_split_says_and_old_ones_stay() -> None:
    known = CLIPS
    first = assign_splits(known, 1, APART)
    sides = sides_of(by_split(known, first))
    more = [*known, *voices("0123456789"), *voices(PEOPLE, "newer")]
    kept = assign_splits(more, 7, APART, sides)
    assert {c.path: kept[c.path] for c in known} == first
    for clip in voices(PEOPLE, "newer"):
        assert kept[clip.path] == sides[clip.speaker]
    assert {kept[c.path] for c in voices("0123456789")} > {"train"}
    check_disjoint(kept, more, APART)


def test_a_voice_that_was_trained_on_takes_its_whole_group_along() -> None:
    # A recording whose copy counts as another speaker's: two voices in one group.
    a, b = Clip(Path("a.wav"), "real", "people", "a"), Clip(Path("b.wav"), "real", "people", "b")
    copy = Clip(Path("c.wav"), "fake", "e", "b", "e", original="a.wav")
    held = Clip(Path("n.wav"), "fake", "new", "a", "new")
    clips = [a, b, copy, held]
    kept = assign_splits(clips, 0, APART, {"a": "test", "b": "train"})
    assert [kept[c.path] for c in clips] == ["train", "train", "train", UNUSED]


def test_a_split_that_a_folder_gives_stays() -> None:
    given = Clip(Path("a.wav"), "real", "people", "a", split="test")
    assert assign_splits([given], heard={"a": "train"}) == {given.path: "test"}


def test_what_is_written_is_read(tmp_path: Path) -> None:
    sides = {'a "quoted", voice': "train", "ё": "val"}
    (tmp_path / NAME).write_text(to_csv(sides), encoding="utf-8")
    assert read_heard(tmp_path) == sides


def test_what_an_earlier_training_heard_is_not_forgotten(tmp_path: Path) -> None:
    start, run, further = tmp_path / "model", tmp_path / "run", tmp_path / "further"
    for folder in (start, run, further):
        folder.mkdir()
    (start / NAME).write_text(to_csv({"a": "train", "b": "test", "c": "val"}), encoding="utf-8")
    for folder, begun in ((run, start), (further, run)):
        save_config(folder, TrainConfig("", start=str(begun)))
    clips = [*voices("bd")]
    save_clips(run, clips, {c.path: "val" for c in clips})
    clips = [*voices("ad")]
    save_clips(further, clips, {c.path: "test" for c in clips})
    assert known_to(further) == {"a": "train", "b": "val", "c": "val", "d": "val"}
    run.rename(tmp_path / "elsewhere")
    with pytest.raises(FileNotFoundError, match=r"further went on from .*run, which is gone"):
        known_to(further)


def test_two_branches_know_whom_either_has_heard(tmp_path: Path) -> None:
    runs = [tmp_path / name for name in ("one", "other", "both")]
    clips = voices("ab")
    for run, start in zip(runs, ("", str(tmp_path), str(runs[0])), strict=True):
        run.mkdir()
        branch_of = str(runs[1]) if run == runs[2] else ""
        save_config(run, TrainConfig("", start=start, branch_of=branch_of))
        save_clips(run, clips, {c.path: "val" for c in clips})
    (tmp_path / NAME).write_text(to_csv({"a": "train", "c": "test"}), encoding="utf-8")
    assert known_to(runs[0]) == {"a": "val", "b": "val"}
    assert known_to(runs[2]) == {"a": "train", "b": "val", "c": "test"}


@pytest.mark.parametrize(
    ("other_side", "message"),
    [("train", "split their clips differently"), ("", "wants a finished run")],
)
def test_a_branch_that_heard_what_judges_the_other_is_refused(
    tmp_path: Path, other_side: str, message: str
) -> None:
    runs = [tmp_path / name for name in ("one", "other", "both")]
    for run, side in zip(runs, ("val", other_side, ""), strict=True):
        run.mkdir()
        save_config(run, TrainConfig(""))
        if side:
            save_clips(run, CLIPS, {c.path: side for c in CLIPS})
    config = TrainConfig("", start=str(runs[0]), branch_of=str(runs[1]))
    with pytest.raises(ValueError, match=message):
        prepare_clips(runs[2], config)
    assert not (runs[2] / "clips.csv").exists()


def test_a_model_that_does_not_tell_is_taken_to_know_nobody(tmp_path: Path) -> None:
    assert read_heard(tmp_path) == {}


@pytest.mark.parametrize("from_its_weights", [True, False])
def test_a_run_from_a_converted_model_keeps_the_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, from_its_weights: bool
) -> None:
    clips = [*voices(PEOPLE), *voices(PEOPLE, "old")]
    sides = {name: SPLITS[i % 3] for i, name in enumerate(PEOPLE)}
    (tmp_path / NAME).write_text(to_csv(sides), encoding="utf-8")
    (tmp_path / "run").mkdir()
    monkeypatch.setattr(preparation, "read_corpus", lambda *_: clips)
    known = str(tmp_path)
    config = TrainConfig("", start=known) if from_its_weights else TrainConfig("", sides=known)
    got = prepare_clips(tmp_path / "run", config)
    assert {c.speaker: split for split, part in got.items() for c in part} == sides


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"unseen": "vocoders"}, "--unseen wants a training from nothing"),
        ({"unseen_sources": "radio"}, "--unseen wants a training from nothing"),
        ({"extra": ("x",)}, "extra"),
    ],
)
def test_a_start_that_does_not_fit_what_is_asked_is_refused(
    tmp_path: Path, asked: dict[str, Any], message: str
) -> None:
    start, run = tmp_path / "start", tmp_path / "run"
    for folder in (start, run):
        folder.mkdir()
    save_config(start, TrainConfig("corpus"))
    save_clips(start, CLIPS, {c.path: "train" for c in CLIPS})
    with pytest.raises(ValueError, match=message):
        prepare_clips(run, TrainConfig("corpus", start=str(start), **asked))
    assert not (run / "clips.csv").exists()


def test_the_shipped_model_tells_whom_it_has_heard() -> None:
    sides = read_heard(MODEL_DIR)
    assert {*SPLITS} <= {*sides.values()} <= {*SPLITS, UNUSED}
    assert len(sides) > 900
