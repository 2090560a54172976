"""Every condition of the grid does what its name says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.signals import babble, gain_db, noise, tone
from training.backgrounds import Backgrounds
from training.conditions import conditions
from training.corpus.clip import Clip
from training.dataset import to_int16
from training.robustness import evenly

SPEECH = babble(16_000, 9.0)
ALL = {(c.group, c.name): c.change for c in conditions(Backgrounds())}


def through(group: str, name: str, x: np.ndarray) -> np.ndarray:
    return ALL[group, name](x, np.random.default_rng(0))


@pytest.mark.parametrize(
    "condition", conditions(Backgrounds()), ids=lambda c: f"{c.group}-{c.name}"
)
def test_speech_survives(condition) -> None:  # type: ignore[no-untyped-def]
    y = condition.change(SPEECH, np.random.default_rng(0))
    assert y.dtype == np.float32
    assert np.isfinite(y).all()
    assert y.std() > 0.2 * SPEECH.std()
    assert y.size == SPEECH.size or condition.group == "length"


def test_nothing_is_left_alone_but_what_is_called_so() -> None:
    np.testing.assert_array_equal(through("none", "as it is", SPEECH), SPEECH)
    for (group, name), change in ALL.items():
        if group != "none":
            assert not np.array_equal(change(SPEECH, np.random.default_rng(0)), SPEECH), name


@pytest.mark.parametrize("snr_db", [30, 10, 0])
def test_noise_is_as_loud_as_stated(snr_db: int) -> None:
    added = through("noise", f"{snr_db} dB SNR", SPEECH) - SPEECH
    assert 20 * np.log10(SPEECH.std() / added.std()) == pytest.approx(snr_db, abs=0.1)


def test_recorded_noise_is_used_where_there_is_some() -> None:
    around = Backgrounds([to_int16(tone(3_000, 16_000, 10.0))])
    change = {c.name: c.change for c in conditions(around)}["0 dB SNR"]
    peaks = [gain_db(change(SPEECH, np.random.default_rng(s)), 3_000, 16_000) for s in range(12)]
    assert sum(peak > -25 for peak in peaks) in range(2, 11)


def test_bands_end_where_they_say() -> None:
    x = noise(64_000)
    assert gain_db(through("band", "up to 4000 Hz", x), 5_000, 16_000) < -90
    both = tone(200, 16_000, 4.0) / 2 + tone(1_000, 16_000, 4.0) / 2
    heard = through("band", "telephone", both.astype(np.float32))
    assert gain_db(heard, 1_000, 16_000) > gain_db(heard, 200, 16_000) + 40


def test_a_room_adds_a_tail() -> None:
    x = np.zeros(16_000, np.float32)
    x[100] = 1
    y = through("room", "0.5 s", x)
    assert y[100] == pytest.approx(1, abs=1e-3)
    energy = np.cumsum(y[::-1] ** 2)[::-1]
    assert energy[101] == pytest.approx(1, rel=0.05)
    assert energy[100 + 4_000] / energy[101] == pytest.approx(10**-3, rel=0.5)


def test_clipping_hits_the_share_of_samples() -> None:
    y = through("clipping", "10% of samples", SPEECH)
    assert np.mean(np.abs(y) >= np.abs(y).max() * 0.999) == pytest.approx(0.1, abs=0.01)


def test_clips_are_cut_in_the_middle_and_shorter_ones_left_out() -> None:
    np.testing.assert_array_equal(through("length", "3 s", SPEECH), SPEECH[48_000:96_000])
    assert through("length", "8 s", SPEECH[:32_000]).size == 0


def test_clips_are_taken_from_engines_and_sources_in_turn() -> None:
    clips = [
        Clip(Path(f"{engine}-{i}.wav"), "fake", engine, engine=engine)
        for engine, count in (("big", 90), ("small", 3), ("middle", 20))
        for i in range(count)
    ]
    chosen = [c.engine for c in evenly(clips, 20)]
    assert [chosen.count(e) for e in ("big", "small", "middle")] == [9, 3, 8]
    assert evenly(clips[::-1], 20) == evenly(clips, 20)
