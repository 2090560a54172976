"""No speaker, recording or held-out engine is on two sides."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.corpus_fakes import clip
from training.corpus import CorpusError, assign_splits, check_disjoint
from training.corpus import splits as splits_module
from training.corpus.clip import Clip
from training.corpus.groups import group

UNSEEN = {"test_unseen": ["held"]}


@pytest.fixture(autouse=True)
def _a_quarter_may_move(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits_module, "MOST_MOVED", 0.25)


def people(count: int, clips: int = 4, source: str = "s") -> list[Clip]:
    return [
        clip(f"{source}-{n}-{m}", source=source, speaker=f"{source}/{n}")
        for n in range(count)
        for m in range(clips)
    ]


def copies(originals: Sequence[Clip], engine: str) -> list[Clip]:
    return [
        clip(f"{engine}-{c.path.name}", "fake", c.source, c.speaker, engine, c.path.name)
        for c in originals
    ]


def counts(clips: Sequence[Clip], **more: object) -> Counter[str]:
    splits = assign_splits(clips, **more)  # type: ignore[arg-type]
    check_disjoint(splits, clips, more.get("held_out"))  # type: ignore[arg-type]
    assert set(splits) == {c.path for c in clips}
    return Counter(splits.values())


def test_groups_hold_speakers_and_copies_together() -> None:
    real = people(3, 2)
    strange = [clip("x"), clip("y", "fake", engine="e", original="x"), clip("z")]
    groups = group([*real, *copies(real, "e"), *strange])
    assert sorted(len(g.clips) for g in groups) == [1, 2, 4, 4, 4]


def test_a_speaker_known_by_two_recordings_connects_their_copies() -> None:
    a, b = clip("a", speaker="ann"), clip("b", speaker="ann")
    lost = clip("c", "fake", engine="e", original="a"), clip("d", "fake", engine="f", original="b")
    assert len(group([a, b, *lost])) == 1


def test_shares_are_about_70_15_15() -> None:
    n = counts(people(300))
    assert 0.62 < n["train"] / 1200 < 0.78
    assert 0.10 < n["val"] / 1200 < 0.20
    assert 0.10 < n["test"] / 1200 < 0.20


def test_a_voice_that_many_engines_imitate_is_trained_on() -> None:
    imitated = people(30)
    fakes = [
        clip(f"e{n}-{c.path.name}", "fake", c.source, c.speaker, f"e{n}")
        for c in imitated[::4]
        for n in range(5)
    ]
    splits = assign_splits([*imitated, *fakes, *people(30, source="other")])
    assert {splits[c.path] for c in [*imitated, *fakes]} == {"train"}
    copied = assign_splits([*imitated, *copies(imitated, "c"), *fakes[::5], *fakes[1::5]])
    assert set(copied.values()) == {"train", "val", "test"}


def test_few_big_groups_are_shared_out_too() -> None:
    sizes = [700, 600, 300, *[100] * 14]
    clips = [c for n, size in enumerate(sizes) for c in people(1, size, f"s{n}")]
    n = counts(clips)
    assert n["train"] / len(clips) == pytest.approx(0.70, abs=0.06)
    splits = assign_splits(clips)
    for split in ("val", "test"):
        assert len({c.speaker for c in clips if splits[c.path] == split}) >= 3


def test_each_source_of_three_speakers_is_everywhere() -> None:
    clips = [c for n in range(20) for c in people(3, 5, f"s{n}")]
    splits = assign_splits(clips)
    found = defaultdict(set)
    for c in clips:
        found[c.source].add(splits[c.path])
    assert all(sides == {"train", "val", "test"} for sides in found.values())


def test_splits_do_not_depend_on_order_or_on_other_clips() -> None:
    clips = people(60)
    splits = assign_splits(clips)
    assert assign_splits(clips[::-1]) == splits
    more = assign_splits([*clips, *people(60, source="other"), *people(61)[240:]])
    assert {path: more[path] for path in splits} == splits


def test_the_seed_changes_them() -> None:
    assert assign_splits(people(60), 1) != assign_splits(people(60), 2)


def test_given_splits_are_kept_and_their_group_follows() -> None:
    given = [clip(f"g{n}", speaker=f"p{n}", split="val") for n in range(20)]
    follow = [clip(f"f{n}", speaker=f"p{n}") for n in range(20)]
    assert counts([*given, *follow, *people(20)])["val"] >= 40
    splits = assign_splits([*given, *follow])
    assert set(splits.values()) == {"val"}


def test_held_out_engines_are_not_trained_on() -> None:
    real = people(100)
    held = copies(real[:40], "held")
    clips = [*real, *copies(real, "known"), *held]
    splits = assign_splits(clips, held_out=UNSEEN)
    check_disjoint(splits, clips, UNSEEN)
    assert {splits[c.path] for c in held} == {"test_unseen"}
    heard = {c.speaker for c in held}
    assert {splits[c.path] for c in clips if c.speaker in heard and c.engine != "held"} == {"test"}


def test_a_huge_group_stays_in_training_and_its_held_out_clips_are_unused() -> None:
    lj = people(1, 400, "lj")
    clips = [*lj, *copies(lj[:10], "held"), *people(100), *copies(people(100)[:8], "held")]
    splits = assign_splits(clips, held_out=UNSEEN)
    check_disjoint(splits, clips, UNSEEN)
    assert {splits[c.path] for c in lj} == {"train"}
    assert Counter(splits[c.path] for c in clips if c.engine == "held") == {
        "unused": 10,
        "test_unseen": 8,
    }


def test_engines_can_be_held_out_for_validation() -> None:
    real = people(100)
    held_out = {"test_unseen": ["a"], "val": ["b"]}
    clips = [*real, *copies(real[:40], "a"), *copies(real[20:60], "b")]
    splits = assign_splits(clips, held_out=held_out)
    check_disjoint(splits, clips, held_out)
    assert {splits[c.path] for c in clips if c.engine == "a"} == {"test_unseen"}
    b = Counter(splits[c.path] for c in clips if c.engine == "b")
    assert b == {"unused": 20, "val": 20}  # half of its speakers are heard in the test


def test_beyond_the_limit_nothing_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(splits_module, "MOST_MOVED", 0.0)
    real = people(100)
    clips = [*real, *copies(real, "held")]
    splits = assign_splits(clips, held_out=UNSEEN)
    check_disjoint(splits, clips, UNSEEN)
    assert {c.path: splits[c.path] for c in real} == assign_splits(real)
    assert {splits[c.path] for c in clips if c.engine} == {"test_unseen", "unused"}


def test_an_engine_without_companions_is_wholly_unseen() -> None:
    clips = [*people(30), *(clip(f"t{n}", "fake", "held", f"held/{n}", "held") for n in range(9))]
    assert counts(clips, held_out=UNSEEN)["test_unseen"] == 9


@pytest.mark.parametrize(
    ("held_out", "message"),
    [
        ({"test_unseen": ["typo"]}, "no clip of the held-out engine typo"),
        ({"train": ["e"]}, "not for train"),
        ({"test_unseen": ["e"], "val": ["e"]}, "engine e is held out for test_unseen and for val"),
    ],
)
def test_wrong_held_out_engines(held_out: dict[str, list[str]], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        assign_splits(copies(people(3), "e"), held_out=held_out)


def test_disjoint_splits_pass() -> None:
    clips = [*people(30), *copies(people(30), "e")]
    check_disjoint(assign_splits(clips), clips)


def test_a_speaker_on_two_sides_is_named() -> None:
    a, b = clip("a", speaker="ann"), clip("b", speaker="ann")
    with pytest.raises(CorpusError, match="speaker ann in test and train"):
        check_disjoint({a.path: "train", b.path: "test_unseen"}, [a, b])


def test_a_copy_apart_from_its_original_is_named() -> None:
    a, b = clip("a"), clip("b", "fake", engine="e", original="a")
    with pytest.raises(CorpusError, match="recording /clips/a in test and train"):
        check_disjoint({a.path: "train", b.path: "test"}, [a, b])


def test_a_held_out_engine_heard_elsewhere_is_named() -> None:
    a, b = clip("a", "fake", engine="e"), clip("b", "fake", engine="e")
    with pytest.raises(CorpusError, match="engine e of test_unseen in val"):
        check_disjoint({a.path: "test_unseen", b.path: "val"}, [a, b])
    with pytest.raises(CorpusError, match="engine e of val in train"):
        check_disjoint({a.path: "val", b.path: "train"}, [a, b], {"val": ["e"]})


def test_a_clip_without_a_split_is_named() -> None:
    with pytest.raises(CorpusError, match="without a split: /clips/a"):
        check_disjoint({}, [clip("a")])


def test_unused_clips_may_be_anyones() -> None:
    a, b = clip("a", speaker="ann"), clip("b", "fake", speaker="ann", engine="e", original="a")
    check_disjoint({a.path: "train", b.path: "unused"}, [a, b])


def test_one_recording_under_two_names_is_on_one_side() -> None:
    """One collection names the reader, another has only a number for the clip."""
    named, numbered = clip("a", speaker="reader/61"), clip("b", speaker="page/unknown")
    other = clip("c", speaker="page/unknown")
    twins = [
        replace(named, sha256="ab"),
        replace(numbered, sha256="ab"),
        replace(other, sha256="cd"),
    ]
    heard = {"reader/61": "train", "page/unknown": "test"}
    splits = assign_splits(twins, heard=heard)
    assert set(splits.values()) == {"train"}
    check_disjoint(splits, twins)
    with pytest.raises(CorpusError, match="content of /clips/a in test and train"):
        check_disjoint({**splits, numbered.path: "test", other.path: "test"}, twins)


def test_what_a_folder_has_in_training_and_again_in_its_test_tests_nothing() -> None:
    given = [
        clip(name, split=split) for name, split in (("a", "test"), ("b", "train"), ("c", "test"))
    ]
    clips = [replace(c, sha256="cd" if c.path.name == "c" else "ab") for c in given]
    splits = assign_splits(clips)
    assert [splits[c.path] for c in clips] == ["unused", "train", "test"]
    check_disjoint(splits, clips)


def test_many_faults_are_counted() -> None:
    clips = people(9, 2)
    splits = {c.path: ("train", "test")[n % 2] for n, c in enumerate(clips)}
    with pytest.raises(CorpusError, match="and 4 more"):
        check_disjoint(splits, clips)
