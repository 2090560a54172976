"""Windows in which the network hears no voice are not judged, and where that begins is measured."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.signals import babble
from training.calibrate_run import HIGHEST_THRESHOLD, MISSED, voice_threshold
from training.corpus.clip import Clip
from training.dataset import Sound, to_int16
from training.params import OUTPUTS, Params, VerdictParams
from training.scoring import Predict, clip_margins, outputs

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
        Sound(Clip(Path(f"{i}.wav"), "real", "home"), to_int16(babble(16_000, s, i)), None)
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
    threshold = voice_threshold(many, says(voices), P)
    assert np.mean(voices < threshold) == pytest.approx(MISSED, abs=1e-9)


def test_the_threshold_is_no_higher_than_one_half_and_off_where_too_little_is_known() -> None:
    many = sounds(2.0) * 400
    assert voice_threshold(many, says([0.99] * 400), P) == HIGHEST_THRESHOLD
    assert voice_threshold(many[:100], says([0.3] * 100), P) == 0
