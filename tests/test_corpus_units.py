"""Voices joined from pieces: Festival's, and real clips cut into units."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.corpus_fakes import clip, context, fortunes, program, speech
from tests.signals import tone
from training.corpus import festival
from training.corpus.copy_units import HOP, CopyUnits, faded, moved, pitch_marks, psola
from training.corpus.festival import VOICES, Festival
from training.corpus.pitch import pitch_track
from training.corpus.source import Item, Skip
from training.corpus.speakers import global_speaker
from training.corpus.text import PACKAGES

SAID = 'Nothing is "impossible" for a \\machine, said the fox; žluťoučký, perché, мысль.'


@pytest.fixture
def rooted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Festival's unpacked root, whose program notes its script and copies a recording."""
    for packages in PACKAGES.values():
        for package in packages:
            fortunes(tmp_path, package, [f"{SAID} Number {'i' * n}." for n in range(1, 30)])
    said = speech(tmp_path / "said.wav", rate_hz=22_050)
    wave = """$(sed -n "s/^(utt.save.wave said \\"\\(.*\\)\\" 'riff)$/\\1/p" "$4")"""
    notes = f'echo "$1 $2 $3" > {tmp_path}/arguments; cp "$4" {tmp_path}/script'
    root = tmp_path / "downloads/programs/festival"
    program(root / "usr/bin", "festival", f'{notes}; cp {said} "{wave}"')
    monkeypatch.setattr(festival, "PER_VOICE", 2)
    festival.program.cache_clear()
    return tmp_path


def item_of(items: list[Item], voice: str) -> Item:
    return next(item for item in items if item.args["voice"] == voice)


def test_festival_speaks_with_all_voices(rooted: Path) -> None:
    items = Festival().plan(context(rooted))
    assert len(items) == 2 * len(VOICES) == len({item.id for item in items})
    assert Festival().render(items[0]).size == pytest.approx(32_000, abs=10)
    data = rooted / "downloads/programs/festival/usr/share/festival"
    assert (rooted / "arguments").read_text() == f"--datadir {data} --batch\n"


def test_no_two_voices_of_a_language_say_the_same(rooted: Path) -> None:
    items = Festival().plan(context(rooted))
    for language in {item.language for item in items}:
        said = [item.args["text"] for item in items if item.language == language]
        assert len(set(said)) == len(said) >= 2


@pytest.mark.parametrize(
    ("voice", "encoding", "heard"),
    [
        ("kal_diphone", "latin-1", "said the fox; luouk"),
        ("lp_diphone", "latin-1", "perché"),
        ("czech_dita", "iso-8859-2", "žluťoučký"),
        ("msu_ru_nsh_clunits", "utf-8", "мысль"),
    ],
)
def test_a_voice_gets_the_letters_that_it_knows(
    rooted: Path, voice: str, encoding: str, heard: str
) -> None:
    item = item_of(Festival().plan(context(rooted)), voice)
    Festival().render(replace(item, args={**item.args, "text": SAID}))
    script = (rooted / "script").read_bytes().decode(encoding)
    assert f"(voice_{voice})" in script
    assert heard in script


def test_quotes_in_a_sentence_do_not_end_it(rooted: Path) -> None:
    item = item_of(Festival().plan(context(rooted)), "kal_diphone")
    Festival().render(replace(item, args={**item.args, "text": SAID}))
    line = next(s for s in (rooted / "script").read_text("latin-1").split("\n") if "Text" in s)
    assert line.count('"') == 2
    assert "\\" not in line


def test_a_czech_voice_is_told_where_its_sounds_are(rooted: Path) -> None:
    Festival().render(item_of(Festival().plan(context(rooted)), "czech_krb"))
    known = (rooted / "script").read_text("latin-1")
    place = f"{rooted}/downloads/programs/festival/usr/share/festival/voices/czech"
    assert f'(defvar czech-krb-unisyn-index "{place}/czech_krb/group/krb.group")' in known


def test_a_sentence_that_festival_cannot_say_is_skipped(rooted: Path) -> None:
    program(rooted / "downloads/programs/festival/usr/bin", "festival", "exit 0")
    with pytest.raises(Skip, match="kal_diphone cannot say"):
        Festival().render(Festival().plan(context(rooted))[0])


@pytest.mark.parametrize("voice", sorted(VOICES))
def test_a_voice_is_one_speaker_with_itself_in_other_collections(voice: str) -> None:
    assert VOICES[voice].speaker == global_speaker(voice, "Festival", "synesthesiam/opentts")


def buzz(hertz: float, seconds: float = 2.0) -> np.ndarray:
    partials = [tone(hertz * k, 16_000, seconds, 0.3 / k) for k in range(1, int(7_000 / hertz))]
    return np.sum(partials, axis=0).astype(np.float64)


def words() -> np.ndarray:
    """Four seconds of three alternating vowels, none of them sung twice alike."""
    rng = np.random.default_rng(0)
    parts = [buzz(float(rng.uniform(120, 180)), 0.25) * rng.uniform(0.5, 1) for _ in range(16)]
    return np.concatenate(parts)


@pytest.mark.parametrize("ms", [60, 120, 200])
def test_units_come_from_elsewhere(ms: int) -> None:
    x = words()
    origin = moved(x, ms, np.random.default_rng(1))
    stay = origin == np.arange(len(origin)) * HOP
    assert len(origin) == -(-x.size // HOP)
    assert origin.min() >= 0
    assert origin.max() < x.size
    assert not stay.any()
    joins = np.flatnonzero(np.diff(origin) != HOP)
    assert 0.6 * ms / 5 < len(origin) / (len(joins) + 1) < 1.4 * ms / 5


def test_a_unit_is_replaced_by_what_sounds_alike() -> None:
    x = np.concatenate([buzz(150, 0.4), buzz(400, 0.4)] * 3)
    rng = np.random.default_rng(0)
    x += rng.normal(0, 1e-3, x.size)
    origin = moved(x, 100, rng)
    sung = np.arange(len(origin)) * HOP // 6_400 % 2
    assert np.mean(sung == origin // 6_400 % 2) > 0.85


@pytest.mark.parametrize(("melody", "hertz"), [("flat", 150), ("high", 195), ("low", 120)])
def test_psola_gives_another_melody(melody: str, hertz: float) -> None:
    x = buzz(150)
    f0, _ = pitch_track(x, HOP)
    y = psola(x, f0, np.arange(0, x.size, HOP), melody)
    now, _ = pitch_track(y, HOP)
    assert y.size == x.size
    assert np.median(now[now > 0]) == pytest.approx(hertz, rel=0.04)
    assert now[40] > now[-40] * 1.1


def test_psola_that_changes_nothing_is_the_recording_but_for_less_than_a_period() -> None:
    x = buzz(160)
    f0, _ = pitch_track(x, HOP)
    y = psola(x, f0, np.arange(0, x.size, HOP), "own")
    lags = range(-100, 101)
    alike = [np.corrcoef(x[1_600:-1_600], y[1_600 + n : -1_600 + n])[0, 1] for n in lags]
    assert max(alike) > 0.98


def test_pitch_marks_are_a_period_apart() -> None:
    x = buzz(160)
    f0, _ = pitch_track(x, HOP)
    apart = np.diff(pitch_marks(x, f0))[20:-20]
    assert set(apart.tolist()) <= {99, 100, 101}


def test_faded_units_have_no_clicks() -> None:
    x = tone(100, 16_000, 2.0, 0.5).astype(np.float64)
    origin = np.concatenate([np.arange(40), np.arange(200, 240), np.arange(80, 120)]) * HOP
    y = faded(x, origin)
    np.testing.assert_allclose(y[: 39 * HOP], x[: 39 * HOP], atol=1e-9)
    assert np.abs(np.diff(y)).max() < 2 * np.abs(np.diff(x)).max()


@pytest.mark.parametrize("setting", CopyUnits().settings)
def test_units_keep_length_and_level(tmp_path: Path, setting: str) -> None:
    real = replace(clip("x", source="mine"), path=speech(tmp_path / "real/x.wav", 3.0))
    (item,) = CopyUnits().plan(context(tmp_path, real=[real]))
    x = CopyUnits().render(replace(item, args={**item.args, "setting": setting}))
    assert x.dtype == np.float32
    assert x.size == 48_000
    assert np.isfinite(x).all()
    assert 0.01 < x.std() < 0.3


@pytest.mark.parametrize("setting", ["000flat", "100own", "120keep"])
def test_silence_can_be_joined_too(setting: str) -> None:
    item = Item("x", "s", "", "", "", args={"setting": setting})
    assert not CopyUnits().copy(np.zeros(32_000, np.float32), item).any()
