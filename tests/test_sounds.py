"""Sounds are fetched once, converted, listed with their licence, and read back by split."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from tests.signals import noise, tone
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.sounds import __main__ as cli
from training.sounds import load_backgrounds, read_sounds
from training.sounds.collection import build_sounds
from training.sounds.packages import PLACES, Place

TRAIN = Place("music", "some-music", "usr/share", "CC0-1.0", without=("voice",))
TEST = Place("animal", "some-zoo", "usr/share", "GPL-2.0", "test")
ROOM = Place("impulse", "rooms==1.0", "rooms", "MIT", wheel=True)


@pytest.fixture
def packages(tmp_path: Path) -> Packages:
    """Three packages: a song beside a voice and a silent file, a dog, a room."""
    deb, wheel = tmp_path / "downloads/deb", tmp_path / "downloads/wheel"
    echo = np.zeros(800, np.float32)
    echo[[100, 300]] = 0.4, -0.1
    for path, x in {
        deb / "some-music/usr/share/a/song.ogg": tone(440, 44_100, 25.0, 0.1),
        deb / "some-music/usr/share/b/Voice.ogg": tone(440, 44_100, 1.0),
        deb / "some-music/usr/share/voices/2.ogg": tone(440, 44_100, 1.0),
        deb / "some-music/usr/share/b/nothing.wav": np.zeros(44_100, np.float32),
        deb / "some-zoo/usr/share/dog.wav": noise(44_100),
        wheel / "rooms==1.0/rooms/hall.wav": echo,
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        sf.write(path, x, 16_000 if "rooms" in str(path) else 44_100)
    (deb / "some-music/usr/share/b/broken.flac").write_text("no sound")
    return Packages(tmp_path / "downloads")


def test_sounds_are_converted_listed_and_read_back(tmp_path: Path, packages: Packages) -> None:
    root = tmp_path / "sounds"
    left_out = build_sounds(root, packages, [TRAIN, TEST, ROOM])
    assert len(left_out) == 2
    assert "nothing.wav: silent" in left_out
    recordings = read_sounds(root)
    assert [(r.kind, r.split, r.source, r.licence) for r in recordings] == [
        ("music", "train", "some-music", "CC0-1.0"),
        ("animal", "test", "some-zoo", "GPL-2.0"),
        ("impulse", "train", "rooms", "MIT"),
    ]
    song, rate_hz = sf.read(recordings[0].path)
    assert (song.size, rate_hz) == (320_000, 16_000)
    assert np.abs(song).max() == pytest.approx(0.95, abs=0.01)


def test_training_hears_the_training_part_with_the_direct_sound_first(
    tmp_path: Path, packages: Packages
) -> None:
    build_sounds(tmp_path / "sounds", packages, [TRAIN, TEST, ROOM])
    backgrounds = load_backgrounds(read_sounds(tmp_path / "sounds"))
    assert len(backgrounds.noises) == 1
    assert backgrounds.varied
    assert not load_backgrounds(read_sounds(tmp_path / "sounds"), "test").varied
    (h,) = backgrounds.impulses
    assert h[0] == 1.0
    assert h[200] == pytest.approx(-0.25, abs=0.02)


def test_what_is_there_is_not_made_again(tmp_path: Path, packages: Packages) -> None:
    root = tmp_path / "sounds"
    build_sounds(root, packages, [TEST])
    before = read_sounds(root)[0].path.stat().st_mtime_ns
    build_sounds(root, packages, [TEST])
    assert read_sounds(root)[0].path.stat().st_mtime_ns == before


def test_a_package_without_its_sounds_is_named(tmp_path: Path, packages: Packages) -> None:
    moved = Place("music", "some-music", "usr/elsewhere", "CC0-1.0")
    with pytest.raises(CorpusError, match="no sounds found in usr/elsewhere of some-music"):
        build_sounds(tmp_path / "sounds", packages, [moved])


def test_none_asked_for_is_no_sounds_and_a_folder_without_list_an_error(tmp_path: Path) -> None:
    assert read_sounds("") == []
    with pytest.raises(CorpusError, match="none: no such folder"):
        read_sounds(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"python -m training\.sounds"):
        read_sounds(tmp_path)


def test_no_package_is_on_both_sides() -> None:
    sides = {split: {p.package for p in PLACES if p.split == split} for split in ("train", "test")}
    assert not sides["train"] & sides["test"]
    assert all(p.licence for p in PLACES)


def test_a_package_that_cannot_be_had_ends_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise CorpusError("`apt-get download` failed: no such package")

    monkeypatch.setattr(cli, "build_sounds", fail)
    assert cli.main(["--out", str(tmp_path / "sounds")]) == 1
    assert "no such package" in capsys.readouterr().err


def test_robots_that_speak_are_no_sound_without_speech(tmp_path: Path) -> None:
    (effects,) = (p for p in PLACES if p.kind == "noise" and p.package == "freedroidrpg-data")
    folder = tmp_path / "deb/freedroidrpg-data" / effects.folder
    beeps = {"First_Contact_Sound_1", "First_Contact_Sound_10", "Start_Attack_Sound_1"}
    speak = {"First_Contact_Sound_2", "First_Contact_Sound_8", "Start_Attack_Sound_2",
             "Shop_ItemSoldSound_0"}  # fmt: skip
    for name in beeps | speak:
        path = folder / "bot_sounds" / f"{name}.ogg"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert {path.stem for path in effects.files(Packages(tmp_path))} == beeps
