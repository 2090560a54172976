"""Windows without a voice are not judged: how the network learns to say so, and from where on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np
import pytest
from numpy.typing import NDArray

from tests.signals import babble
from training.batches import Batches, BatchParams
from training.calibrate_run import MISSED, voice_threshold
from training.corpus.clip import Clip
from training.dataset import Sound, to_int16
from training.model import build_model
from training.params import OUTPUTS, VOICE, Params, VerdictParams
from training.scoring import Predict, clip_margins, outputs
from training.voice import fit_voice

P = Params()


def says(voices: Iterable[float], fakes: Iterable[float] | None = None) -> Predict:
    """A network that gives one window after another these probabilities."""
    left: Iterator[float] = iter(voices)
    right: Iterator[float] | None = None if fakes is None else iter(fakes)

    def predict(x: NDArray[np.float32]) -> NDArray[np.float32]:
        rows = []
        for _ in x:
            voice, fake = next(left), 0.5 if right is None else next(right)
            rows.append((1 - fake, fake, 1 - voice, voice))
        return np.array(rows, np.float32)

    return predict


def sounds(*seconds: float) -> list[Sound]:
    return [
        Sound(Clip(Path(f"{i}.wav"), "real", "home"), to_int16(babble(16_000, s, i)))
        for i, s in enumerate(seconds)
    ]


def with_threshold(voice_above: float) -> Params:
    return replace(P, verdict=VerdictParams(voice_above=voice_above))


def test_only_windows_with_a_voice_count() -> None:
    """Clips of two windows, one and two: the first loses its second, the last loses both."""
    clips = sounds(3.0, 2.0, 3.0)
    predict = says([0.9, 0.1, 0.4, 0.3, 0.2], fakes=[0.8, 0.01, 0.2, 0.9, 0.9])
    judged, margins = clip_margins(clips, predict, with_threshold(0.35), progress=False)
    assert judged == clips[:2]
    np.testing.assert_allclose(margins, [np.log(4), -np.log(4)], atol=1e-5)


def test_a_clip_that_is_mostly_something_else_is_not_judged() -> None:
    """A clip of five windows of which one holds a voice, and one of four."""
    clips = sounds(6.0, 5.0)
    predict = says([0.9, 0.1, 0.1, 0.1, 0.1, 0.9, 0.1, 0.1, 0.1])
    judged, _ = clip_margins(clips, predict, with_threshold(0.5), progress=False)
    assert judged == clips[1:]


def test_without_a_threshold_all_windows_count() -> None:
    judged, _ = clip_margins(sounds(2.0, 2.0), says([0.0, 1e-6]), P, progress=False)
    assert len(judged) == 2


def test_where_nobody_speaks_at_all_is_an_error() -> None:
    with pytest.raises(ValueError, match="none of the clips holds speech"):
        clip_margins(sounds(2.0, 2.0), says([0.1, 0.1]), with_threshold(0.5), progress=False)


def test_outputs_name_the_sound_that_each_window_is_of() -> None:
    owners, said = outputs(sounds(3.0, 0.2, 2.0), says([0.7, 0.6, 0.5]), P, progress=False)
    assert owners.tolist() == [0, 0, 2]
    assert said.shape == (3, OUTPUTS)
    np.testing.assert_allclose(said[:, 3], [0.7, 0.6, 0.5])
    assert outputs([], says([]), P, progress=False)[1].shape == (0, OUTPUTS)


def test_nearly_all_speech_passes_the_threshold() -> None:
    many = sounds(2.0) * 400
    voices = np.random.default_rng(0).permutation(np.linspace(0.1, 0.9, 400))
    threshold = voice_threshold(outputs(many, says(voices), P)[1])
    assert np.mean(voices < threshold) == pytest.approx(MISSED, abs=1e-9)


@pytest.mark.parametrize("voice", [0.3, 0.99, 0.99997, 1.0])
def test_speech_that_all_sounds_alike_passes_the_threshold(voice: float) -> None:
    said = outputs(sounds(2.0) * 400, says([voice] * 400), P)[1]
    assert said[:, VOICE].min() >= voice_threshold(said) > voice - 1e-3


def test_the_threshold_is_off_where_too_little_is_known() -> None:
    assert voice_threshold(outputs(sounds(2.0) * 99, says([0.3] * 99), P)[1]) == 0


def test_voices_are_told_from_other_sounds_and_the_first_answer_stays() -> None:
    """Even by features that nobody trained."""
    keras.utils.set_random_seed(1)
    model = build_model(P)
    clips = sounds(*[2.5] * 6)
    fakes = [replace(s, clip=replace(s.clip, label="fake", engine="e")) for s in clips[:3]]
    batches = Batches([*clips[3:], *fakes], P, 4, 0, BatchParams(size=16, no_speech=0.5))
    made = [batches[i] for i in range(4)]
    x, targets = (np.concatenate(part) for part in zip(*made, strict=True))
    before = model.predict_on_batch(x)
    right = fit_voice(model, batches)
    after = model.predict_on_batch(x)
    np.testing.assert_array_equal(after[:, :2], before[:, :2])
    np.testing.assert_allclose(after[:, 2:].sum(axis=1), 1, atol=1e-6)
    said = after[:, VOICE] > 0.5
    assert np.mean(said == (targets[:, VOICE] == 1)) == pytest.approx(right, abs=0.02)
    assert right > 0.8
