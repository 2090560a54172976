"""The manifest says the same after writing and reading, and names what is wrong with it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus_fakes import clip, speech
from training.corpus import read_corpus
from training.corpus.clip import Clip
from training.corpus.manifest import COLUMNS, CorpusError, read_manifest, write_manifest


def corpus(root: Path) -> list[Clip]:
    real = replace(
        clip("x", source="s", speaker="s/1"), path=speech(root / "real/s/a.flac"),
        language="cs", licence='CC BY, "as is"', duration_s=2.0, sha256="ab" * 32,
    )  # fmt: skip
    copy = replace(
        real, path=speech(root / "fake/e/b.flac"), label="fake", engine="e",
        original=str(real.path),
    )  # fmt: skip
    brought = replace(
        real, path=speech(root / "fake/e/c.flac"), label="fake", engine="e", original="/else/c.wav"
    )
    return [copy, brought, real]


def test_what_is_written_is_read(tmp_path: Path) -> None:
    clips = corpus(tmp_path)
    write_manifest(reversed(clips), tmp_path)
    assert read_manifest(tmp_path) == clips
    assert read_corpus(tmp_path) == clips


def test_paths_are_relative_inside_and_absolute_outside(tmp_path: Path) -> None:
    lines = write_manifest(corpus(tmp_path), tmp_path).read_text().splitlines()
    assert lines[0] == ",".join(COLUMNS)
    assert lines[1].startswith("fake/e/b.flac,fake,s,s/1,e,cs,real/s/a.flac,")
    assert ",/else/c.wav," in lines[2]


def test_a_moved_corpus_is_still_whole(tmp_path: Path) -> None:
    write_manifest(corpus(tmp_path / "here"), tmp_path / "here")
    (tmp_path / "here").rename(tmp_path / "there")
    copy, _, real = read_manifest(tmp_path / "there")
    assert real.path.is_file()
    assert copy.original == str(real.path)


def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = write_manifest(corpus(tmp_path), tmp_path)
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert len(read_manifest(tmp_path)) == 3


def test_no_manifest_tells_how_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"no manifest\.csv; build it with"):
        read_manifest(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("label,", "class,", "no column label"),
        ("a.flac,real", "a.flac,human", "row 4: real/s/a.flac: label is 'human'"),
        ("2.000", "two", "row 2: fake/e/b.flac: duration_s is 'two'"),
        ("fake/e/c.flac", "fake/e/d.flac", "row 3: no file fake/e/d.flac"),
    ],
)
def test_faults_are_named(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = write_manifest(corpus(tmp_path), tmp_path)
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CorpusError, match=message):
        read_manifest(tmp_path)
