"""Clips are weighed by class and engine, and a broken one is named and left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from tests.signals import babble, noise
from training.corpus.clip import Clip, Label
from training.dataset import (
    Sound,
    clip_windows,
    load_sounds,
    sampling_weights,
    to_int16,
)
from training.params import Params

P = Params()


def sound(label: Label, source: str, seed: int, seconds: float = 2.5) -> Sound:
    x = to_int16(babble(16_000, seconds, seed))
    engine = source if label == "fake" else ""
    return Sound(Clip(Path(f"{source}-{seed}.wav"), label, source, engine=engine), x)


def sounds() -> list[Sound]:
    """Sixteen real of one source; one of a small and four of a bigger engine."""
    return [
        *(sound("real", "people", seed) for seed in range(16)),
        sound("fake", "small", 20),
        *(sound("fake", "big", seed) for seed in range(21, 25)),
    ]


def test_both_classes_are_drawn_alike() -> None:
    weights = sampling_weights(s.clip for s in sounds())
    assert weights[:16].sum() == pytest.approx(0.5)
    assert weights[16:].sum() == pytest.approx(0.5)


def test_an_engine_counts_as_the_root_of_its_speakers() -> None:
    weights = sampling_weights(s.clip for s in sounds())
    assert weights[17:].sum() / weights[16] == pytest.approx(2)


def test_many_clips_of_one_speaker_count_as_the_root_of_their_number() -> None:
    actor = [Clip(Path(f"{i}.wav"), "real", "game", "actor") for i in range(16)]
    others = [Clip(Path(f"o{i}.wav"), "real", "game", f"person {i}") for i in range(4)]
    weights = sampling_weights([*actor, *others, Clip(Path("f.wav"), "fake", "robot")])
    assert weights[:16].sum() / weights[16] == pytest.approx(4)
    assert weights[16:20] == pytest.approx(weights[16])


def test_a_corpus_of_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="no fake clip"):
        sampling_weights(s.clip for s in sounds()[:16])


def test_clips_are_loaded_and_broken_ones_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sf.write(tmp_path / "good.wav", babble(44_100, 2.0), 44_100)
    sf.write(tmp_path / "short.wav", babble(16_000, 0.2), 16_000)
    (tmp_path / "text.wav").write_text("no sound")
    clips = [Clip(tmp_path / f"{n}.wav", "real", "here") for n in ("good", "short", "text")]
    loaded = load_sounds(clips, P)
    assert [s.clip for s in loaded] == clips[:1]
    assert loaded[0].samples.dtype == np.int16
    assert loaded[0].samples.size == 32_000
    said = "".join(capsys.readouterr())
    assert "short.wav: shorter than 0.5 s" in said
    assert "text.wav: This is not audio" in said


def test_nothing_to_load_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="none of the clips"):
        load_sounds([Clip(tmp_path / "nothing.wav", "real", "here")], P)


def test_only_windows_with_speech_are_judged() -> None:
    x = np.concatenate([babble(16_000, 3.0), np.zeros(64_000, np.float32)])
    assert clip_windows(x, P).shape == (2, 32_000)
    assert clip_windows(noise(64_000), P).shape == (0, 32_000)
    assert clip_windows(noise(100), P).shape == (0, 32_000)
