"""Folders that people bring are read where they lie, in each of their layouts."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
import soundfile as sf

from tests.corpus_fakes import speech
from training.corpus import CorpusError, read_folder
from training.corpus.manifest import COLUMNS, read_manifest, write_manifest

CLIPS = Path(__file__).parent / "clips/formats"


def test_real_and_fake(tmp_path: Path) -> None:
    speech(tmp_path / "mine/real/a.wav", 2.5)
    speech(tmp_path / "mine/real/ann/b.flac", rate_hz=8_000)
    speech(tmp_path / "mine/fake/c.ogg", rate_hz=48_000)
    speech(tmp_path / "mine/fake/robot9/d.mp3", rate_hz=44_100)
    (tmp_path / "mine/real/notes.txt").write_text("not audio")
    a, b, c, d = sorted(read_folder(tmp_path / "mine"), key=lambda clip: clip.path.name)
    assert a.path == tmp_path / "mine/real/a.wav"
    assert (a.label, a.source, a.speaker, a.engine) == ("real", "mine", "", "")
    assert a.duration_s == pytest.approx(2.5)
    assert b.speaker == "mine/ann"
    assert (c.label, c.engine) == ("fake", "mine")
    assert (d.engine, d.source) == ("robot9", "robot9")
    assert all(clip.split == "" and clip.path.is_absolute() for clip in (a, b, c, d))


@pytest.mark.parametrize(
    ("folder", "split"),
    [
        ("train", "train"),
        ("training", "train"),
        ("val", "val"),
        ("validation", "val"),
        ("Testing", "test"),
        ("test", "test"),
    ],
)
def test_given_splits_are_kept(tmp_path: Path, folder: str, split: str) -> None:
    speech(tmp_path / folder / "real/a.wav", seed=1)
    speech(tmp_path / folder / "fake/b.wav", seed=2)
    assert {(c.label, c.split) for c in read_folder(tmp_path)} == {("real", split), ("fake", split)}


@pytest.mark.parametrize("path", sorted(CLIPS.glob("*.*")), ids=lambda path: path.name)
def test_any_format_has_a_duration(tmp_path: Path, path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / path.name).write_bytes(path.read_bytes())
    (clip,) = read_folder(tmp_path)
    assert 0.5 < clip.duration_s < 60


HEADER = "path,label,source,speaker,language,original_rate,origin,licence,note\n"


def manifest(folder: Path, *rows: str, header: str = HEADER) -> Path:
    for n, row in enumerate(rows):
        speech(folder / row.split(",")[0], seed=n)
    (folder / "manifest.csv").write_text(header + "".join(f"{row}\n" for row in rows))
    return folder


def test_a_manifest_of_demo_pages(tmp_path: Path) -> None:
    folder = manifest(
        tmp_path,
        "real/a.flac,real,demo-GT,vctk-p254,en,48000,x/demo,CC BY 4.0,page",
        "fake/b.flac,fake,Kokoro,4-af_sky,en,24000,y/page,,",
        "fake/c.flac,fake,VITS,,,22050,x/demo,,",
    )
    a, b, c = read_folder(folder)
    assert (a.source, a.speaker, a.engine) == ("demo-GT", "vctk/p254", "")
    assert (a.language, a.licence, a.origin) == ("en", "CC BY 4.0", "x/demo")
    assert (b.source, b.speaker, b.engine) == ("kokoro", "kokoro/af_sky", "kokoro")
    assert (c.source, c.speaker, c.engine) == ("VITS", "x/demo/unknown", "VITS")
    assert all(clip.duration_s == 2.0 for clip in (a, b, c))


def test_a_manifest_with_two_columns_is_enough(tmp_path: Path) -> None:
    folder = manifest(tmp_path / "two", "a.wav,real", "b.wav,fake", header="\ufeffpath,label\n")
    a, b = read_folder(folder)
    assert (a.source, a.speaker) == ("two", "two/unknown")
    assert (b.engine, b.label) == ("two", "fake")


def test_a_manifest_may_give_splits_engines_and_originals(tmp_path: Path) -> None:
    header = "path,label,source,engine,speaker,original,split\n"
    rows = ("a.wav,real,radio,,ann,,test", "b.wav,fake,radio,melgan,ann,a.wav,test")
    a, b = read_folder(manifest(tmp_path, *rows, header=header))
    assert a.speaker == b.speaker == "radio/ann"
    assert (b.source, b.engine, b.original, b.split) == ("radio", "melgan", str(a.path), "test")


def test_a_manifest_may_have_all_the_columns_of_a_corpus_and_more(tmp_path: Path) -> None:
    more = (*COLUMNS, "origin", "split")
    row = ",".join(
        {"path": "a.wav", "label": "real", "speaker": "p225_001", "split": "test"}.get(c, "")
        for c in more
    )
    (a,) = read_folder(manifest(tmp_path, row, header=",".join(more) + "\n"))
    assert (a.split, a.speaker, a.duration_s) == ("test", "vctk/p225", 2.0)


def test_the_same_file_twice_is_known_by_its_content(tmp_path: Path) -> None:
    first = speech(tmp_path / "real/a.wav")
    (tmp_path / "real/b.wav").write_bytes(first.read_bytes())
    speech(tmp_path / "real/c.wav", seed=1)
    a, b, c = sorted(read_folder(tmp_path), key=lambda clip: clip.path)
    assert a.sha256 == b.sha256 == hashlib.sha256(first.read_bytes()).hexdigest() != c.sha256


def test_a_folder_has_one_spelling(tmp_path: Path) -> None:
    (a,) = read_folder(manifest(tmp_path / "here", "a.wav,real", header="path,label\n"))
    around = tmp_path / "here" / ".." / "here"
    assert read_folder(around) == [a]
    corpus = tmp_path / "corpus"
    copy = replace(
        a, path=speech(corpus / "fake/a.wav"), label="fake", original=str(around / "a.wav")
    )
    write_manifest([copy], corpus)
    assert read_manifest(corpus)[0].original == str(a.path)


def test_a_corpus_is_a_folder_too(tmp_path: Path) -> None:
    clips = read_folder(manifest(tmp_path, "a.wav,real", header="path,label\n"))
    write_manifest(clips, tmp_path)
    assert read_folder(tmp_path) == clips


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        ("path,label\n", "a.wav,human", "row 2: label is 'human', should be 'real' or 'fake'"),
        ("path,label,split\n", "a.wav,real,dev", "row 2: split is 'dev'"),
        ("path,class\n", "a.wav,real", "no column label"),
    ],
)
def test_faults_in_a_manifest_are_named(
    tmp_path: Path, header: str, row: str, message: str
) -> None:
    with pytest.raises(CorpusError, match=message) as raised:
        read_folder(manifest(tmp_path, row, header=header))
    assert str(tmp_path / "manifest.csv") in str(raised.value)


@pytest.mark.parametrize(("name", "said"), [("gone.wav", "gone.wav"), ("", "(path is empty)")])
def test_a_missing_file_is_named(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "manifest.csv").write_text(f"path,label\n{name},real\n")
    with pytest.raises(CorpusError, match=re.escape(f"row 2: no file {said}")):
        read_folder(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere: no such folder"):
        read_folder(tmp_path / "nowhere")


def test_an_empty_folder_tells_what_it_should_hold(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no audio found; it should hold"):
        read_folder(tmp_path)


def test_damaged_files_are_named(tmp_path: Path) -> None:
    speech(tmp_path / "real/good.wav")
    for n in range(7):
        (tmp_path / f"real/bad{n}.m4a").write_bytes(b"rubbish")
    sf.write(tmp_path / "real/empty.wav", [], 16_000)
    with pytest.raises(CorpusError, match=r"not readable as audio: .*bad0.*bad4\.m4a and 3 more"):
        read_folder(tmp_path)


def test_a_recording_that_was_streamed_has_a_duration(tmp_path: Path) -> None:
    path = tmp_path / "real/a.wav"
    speech(path, 2.0, rate_hz=16_000)
    data = bytearray(path.read_bytes())
    at = data.index(b"data")
    data[at + 4 : at + 8] = bytes(4)  # the length that a stream doesn't know yet
    path.write_bytes(data)
    (clip,) = read_folder(tmp_path)
    assert clip.duration_s == pytest.approx(2.0, abs=0.01)


@pytest.mark.parametrize("columns", ["path,label,speaker", ",".join(COLUMNS)])
def test_a_manifest_in_another_encoding_is_named(tmp_path: Path, columns: str) -> None:
    speech(tmp_path / "a.wav")
    row = ["a.wav", "real", "Jürgen", *([""] * (columns.count(",") - 2))]
    path = tmp_path / "manifest.csv"
    path.write_bytes(f"{columns}\n{','.join(row)}\n".encode("cp1252"))
    with pytest.raises(CorpusError, match=r"manifest\.csv: not UTF-8; save it as “CSV UTF-8”"):
        read_folder(tmp_path)
