"""Batches are pairs in one channel, reproducible for each epoch, and fair to no-speech."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.signals import babble
from training import batches as batches_module
from training.augment import AugmentParams
from training.batches import Batches, BatchParams
from training.codecs import Codec
from training.corpus.clip import Clip, Label
from training.dataset import Sound, to_int16
from training.params import NO_VOICE, VOICE, Params

P = Params()
SPEECH_ONLY = BatchParams(size=8, no_speech=0)


def sound(label: Label, source: str, seed: int, original: str = "") -> Sound:
    x = to_int16(babble(16_000, 2.5, seed))
    engine = source if label == "fake" else ""
    path = Path(f"{source}-{seed}.wav")
    return Sound(Clip(path, label, source, engine=engine, original=original), x)


def sounds() -> list[Sound]:
    """Sixteen real clips; four of an engine that copies the first, one of another engine."""
    return [
        *(sound("real", "people", seed) for seed in range(16)),
        *(sound("fake", "copier", seed, original="people-0.wav") for seed in range(21, 25)),
        sound("fake", "other", 30),
    ]


def batches(seed: int = 1, epoch: int = 0, b: BatchParams = SPEECH_ONLY) -> Batches:
    made = Batches(sounds(), P, 3, seed, b)
    made.epoch = epoch
    return made


def test_a_batch_has_the_shape_that_the_network_takes() -> None:
    x, y = batches()[0]
    assert x.shape == (8, *P.input_shape, 1)
    assert x.dtype == np.float32
    assert np.isfinite(x).all()
    np.testing.assert_array_equal(y, [[1, 0, 0, 1], [0, 1, 0, 1]] * 4)


def test_the_same_epoch_draws_the_same_and_the_next_another() -> None:
    x, y = batches(epoch=3)[1]
    again, y_again = batches(epoch=3)[1]
    np.testing.assert_array_equal(x, again)
    np.testing.assert_array_equal(y, y_again)
    assert not np.array_equal(x, batches(epoch=4)[1][0])
    assert not np.array_equal(x, batches(epoch=3)[2][0])
    assert not np.array_equal(x, batches(seed=2, epoch=3)[1][0])


def test_copies_meet_their_original_as_often_as_asked() -> None:
    made = batches(b=BatchParams(size=8, with_original=0.5))
    rng = np.random.default_rng(0)
    pairs = [made.pair(rng) for _ in range(3_000)]
    copies = [real for real, fake in pairs if fake.clip.engine == "copier"]
    assert len(copies) / len(pairs) == pytest.approx(2 / 3, abs=0.05)
    met = np.mean([real.clip.path.name == "people-0.wav" for real in copies])
    assert met == pytest.approx(0.5 + 0.5 / 16, abs=0.05)


def test_both_of_a_pair_go_through_the_same_channel() -> None:
    """With one sound under both labels, nothing is left that could tell the two apart."""
    x = to_int16(babble(16_000, 2.5, 1))
    same = [
        Sound(Clip(Path("a.wav"), "real", "people"), x),
        Sound(Clip(Path("b.wav"), "fake", "robot", engine="robot"), x),
    ]
    loud = AugmentParams(mask=0, noise=1, reverb=1, colour=1, band_limit=1)
    drawn, _ = Batches(same, P, 1, 1, BatchParams(size=8, no_speech=0, coded=1), loud)[0]
    np.testing.assert_array_equal(drawn[::2], drawn[1::2])
    assert not np.array_equal(drawn[0], drawn[2])


def test_without_that_each_gets_its_own() -> None:
    x = to_int16(babble(16_000, 2.5, 1))
    same = [
        Sound(Clip(Path("a.wav"), "real", "people"), x),
        Sound(Clip(Path("b.wav"), "fake", "robot", engine="robot"), x),
    ]
    apart = BatchParams(size=8, no_speech=0, one_channel=False)
    drawn, _ = Batches(same, P, 1, 1, apart)[0]
    assert not any(np.array_equal(a, b) for a, b in zip(drawn[::2], drawn[1::2], strict=True))


def test_two_of_a_class_share_a_window_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = batches(b=BatchParams(size=64, no_speech=0, joined=0.5))
    pairs: list[str] = []
    ordinary = made._window

    def watched(sound: Sound, other: Sound | None, codec: Codec | None, seed: int) -> np.ndarray:
        pairs.append("alone" if other is None else sound.clip.label + other.clip.label)
        return ordinary(sound, other, codec, seed)

    monkeypatch.setattr(made, "_window", watched)
    for i in range(3):
        made[i]
    assert set(pairs) == {"alone", "realreal", "fakefake"}
    assert pairs.count("alone") / len(pairs) == pytest.approx(0.5, abs=0.15)


def test_windows_come_through_codecs_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those without a voice as well, or a codec would tell the two apart."""
    made = batches(b=BatchParams(size=64, no_speech=0.25, coded=0.5))
    codecs: dict[bool, list[Codec | None]] = {False: [], True: []}
    ordinary = made._window

    def watched(
        sound: Sound | None, other: Sound | None, codec: Codec | None, seed: int
    ) -> np.ndarray:
        codecs[sound is None].append(codec)
        return ordinary(sound, other, codec, seed)

    monkeypatch.setattr(made, "_window", watched)
    for i in range(3):
        made[i]
    for of_kind in codecs.values():
        assert of_kind[::2] == of_kind[1::2], "both of a pair have the same"
        assert np.mean([c is not None for c in of_kind]) == pytest.approx(0.5, abs=0.2)
        assert len(set(of_kind)) > 5


def test_the_codec_comes_last(monkeypatch: pytest.MonkeyPatch) -> None:
    """A phone encodes what its microphone hears, room and noise included."""
    order: list[str] = []
    for name in ("augment", "coded"):
        ordinary = getattr(batches_module, name)

        def watched(*given: object, name: str = name, ordinary: Any = ordinary) -> np.ndarray:
            order.append(name)
            return ordinary(*given)

        monkeypatch.setattr(batches_module, name, watched)
    batches(b=BatchParams(size=8, coded=1))[0]
    assert order == ["augment", "coded"] * 8


def test_what_nobody_speaks_is_called_neither() -> None:
    made = batches(b=BatchParams(size=64, no_speech=0.25))
    targets = np.concatenate([made[i][1] for i in range(3)])
    np.testing.assert_array_equal(targets[:, :2].sum(axis=1), 1)
    np.testing.assert_array_equal(targets[:, NO_VOICE], targets[:, 0] == 0.5)
    np.testing.assert_array_equal(targets[:, VOICE], targets[:, 0] != 0.5)
    assert np.mean(targets[:, 0] == 0.5) == pytest.approx(0.25, abs=0.1)


@pytest.mark.parametrize("workers", [1, 2])
def test_windows_are_used_as_often_as_asked_with_other_masks(
    monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    made = batches(b=BatchParams(size=4, no_speech=0, times=3))
    numbers: list[int] = []
    ordinary = made._made

    def watched(number: int) -> batches_module.Batch:
        numbers.append(number)
        return ordinary(number)

    monkeypatch.setattr(made, "_made", watched)
    with ThreadPoolExecutor(workers) as pool:
        drawn = list(pool.map(made.__getitem__, range(12)))
    assert sorted(numbers) == [0, 1, 2, 3]
    for i in (0, 1, 6, 7):
        same = [x for x, _ in drawn[i : i + 5 : 2]]
        alike = [np.mean(x == same[0]) for x in same]
        assert min(alike) > 0.5
        assert max(alike[1:]) < 1
    assert np.mean(drawn[0][0] == drawn[1][0]) < 0.5


def test_windows_that_cannot_be_made_fail_wherever_they_are_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = batches(b=BatchParams(size=4, no_speech=0, times=2))

    def broken(_: int) -> batches_module.Batch:
        raise OSError("no codec")

    monkeypatch.setattr(made, "_made", broken)
    for index in (0, 2):
        with pytest.raises(OSError, match="no codec"):
            made[index]
