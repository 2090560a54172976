"""Epochs are chosen on clips as they are and, counting as much, on spoilt ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.signals import babble
from training import validation
from training.backgrounds import Backgrounds
from training.corpus.clip import Clip
from training.dataset import Sound, clip_windows, to_float, to_int16
from training.features import features
from training.params import FAKE, REAL, Params
from training.validation import spoilt_voices, validation_windows

P = Params()


def sounds() -> list[Sound]:
    """Six real ones, two fakes and a clip without speech."""
    people = [Clip(Path(f"r{i}.wav"), "real", "people", f"p{i}") for i in range(6)]
    robots = [Clip(Path(f"f{i}.wav"), "fake", "robot", engine="robot") for i in range(2)]
    speech = [
        Sound(clip, to_int16(babble(16_000, 2.0 + i / 4, i)))
        for i, clip in enumerate([*people, *robots])
    ]
    silent = Clip(Path("silent.wav"), "real", "people", "p9")
    return [*speech, Sound(silent, np.zeros(40_000, np.int16))]


def test_every_clip_with_speech_is_heard_as_it_is_and_some_once_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(validation, "SPOILT_PER_CLASS", 2)
    given = sounds()
    x, labels, _ = validation_windows(given, P, Backgrounds())
    assert x.shape == (8 + 4, *P.input_shape, 1)
    np.testing.assert_array_equal(labels, [REAL] * 6 + [FAKE] * 2 + [REAL] * 2 + [FAKE] * 2)
    for got, sound in zip(x, given[:8], strict=False):
        windows = clip_windows(to_float(sound.samples), P)
        middle = windows[len(windows) // 2]
        np.testing.assert_array_equal(got[..., 0], features(middle[None], P)[0])
    spoilt, clean = x[8:], x[:8]
    assert np.isfinite(spoilt).all()
    assert min(np.abs(a - b).mean() for a in spoilt for b in clean) > 0.05


def test_both_parts_and_both_classes_count_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "SPOILT_PER_CLASS", 2)
    _, labels, weights = validation_windows(sounds(), P, Backgrounds())
    assert weights.mean() == pytest.approx(1)
    assert weights[:8].sum() == pytest.approx(weights[8:].sum())
    for part in (slice(0, 8), slice(8, None)):
        of_fakes = weights[part][labels[part] == FAKE].sum()
        assert of_fakes == pytest.approx(weights[part].sum() / 2)


def test_it_is_always_the_same() -> None:
    first, again = (validation_windows(sounds(), P, Backgrounds()) for _ in range(2))
    for a, b in zip(first, again, strict=True):
        np.testing.assert_array_equal(a, b)


def test_codecs_are_among_what_spoils(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    ordinary = validation.coded

    def watched(x, n, rate_hz, codec, rng):  # type: ignore[no-untyped-def]
        heard.append(codec.name)
        return ordinary(x, n, rate_hz, codec, rng)

    monkeypatch.setattr(validation, "coded", watched)
    validation_windows(sounds(), P, Backgrounds())
    assert 0 < len(heard) < 8


def test_real_clips_are_spoilt_whole_and_fakes_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(validation, "SPOILT_PER_CLASS", 4)
    given = {s.clip: s for s in sounds()}
    spoilt, again = (spoilt_voices(list(given.values()), P, Backgrounds()) for _ in range(2))
    assert len(spoilt) == 4
    for one, same in zip(spoilt, again, strict=True):
        before = given[one.clip].samples
        assert one.clip.label == "real"
        assert one.samples.dtype == np.int16
        assert one.samples.shape == before.shape
        np.testing.assert_array_equal(one.samples, same.samples)
        assert (one.samples != before).any() or not before.any()
