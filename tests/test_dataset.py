"""Batches are balanced, reproducible for each epoch, and never blind to a broken clip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from tests.signals import babble, noise
from training.augment import AugmentParams
from training.corpus.clip import Clip, Label
from training.dataset import Batches, Sound, clip_windows, load_sounds, sampling_weights, to_int16
from training.params import FAKE, REAL, Params

P = Params()


def sound(label: Label, source: str, seed: int, seconds: float = 2.5) -> Sound:
    x = to_int16(babble(16_000, seconds, seed))
    engine = source if label == "fake" else ""
    return Sound(Clip(Path(f"{source}-{seed}.wav"), label, source, engine=engine), x, None)


def sounds() -> list[Sound]:
    """Sixteen real of one source; one of a small and four of a bigger engine."""
    return [
        *(sound("real", "people", seed) for seed in range(16)),
        sound("fake", "small", 20),
        *(sound("fake", "big", seed) for seed in range(21, 25)),
    ]


def batches(seed: int = 1, epoch: int = 0, size: int = 8) -> Batches:
    made = Batches(sounds(), P, AugmentParams(), size, 3, seed)
    made.epoch = epoch
    return made


def test_both_classes_are_drawn_alike() -> None:
    weights = sampling_weights(s.clip for s in sounds())
    assert weights[:16].sum() == pytest.approx(0.5)
    assert weights[16:].sum() == pytest.approx(0.5)


def test_an_engine_counts_as_the_root_of_its_clips() -> None:
    weights = sampling_weights(s.clip for s in sounds())
    assert weights[17:].sum() / weights[16] == pytest.approx(2)


def test_a_corpus_of_one_class_is_refused() -> None:
    with pytest.raises(ValueError, match="no fake clip"):
        sampling_weights(s.clip for s in sounds()[:16])


def test_a_batch_has_the_shape_that_the_network_takes() -> None:
    x, y = batches()[0]
    assert x.shape == (8, *P.input_shape, 1)
    assert x.dtype == np.float32
    assert set(y) <= {REAL, FAKE}
    assert np.isfinite(x).all()


def test_about_half_of_a_long_draw_is_fake() -> None:
    drawn = np.searchsorted(batches().cumulative, np.random.default_rng(0).random(4_000))
    assert np.mean(drawn >= 16) == pytest.approx(0.5, abs=0.03)


def test_the_same_epoch_draws_the_same_and_the_next_another() -> None:
    x, y = batches(epoch=3, size=4)[1]
    again, y_again = batches(epoch=3, size=4)[1]
    np.testing.assert_array_equal(x, again)
    np.testing.assert_array_equal(y, y_again)
    assert not np.array_equal(x, batches(epoch=4, size=4)[1][0])
    assert not np.array_equal(x, batches(epoch=3, size=4)[2][0])
    assert not np.array_equal(x, batches(seed=2, epoch=3, size=4)[1][0])


def test_clips_are_loaded_and_broken_ones_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sf.write(tmp_path / "good.wav", babble(44_100, 2.0), 44_100)
    sf.write(tmp_path / "short.wav", babble(16_000, 0.2), 16_000)
    (tmp_path / "text.wav").write_text("no sound")
    clips = [Clip(tmp_path / f"{n}.wav", "real", "here") for n in ("good", "short", "text")]
    loaded = load_sounds(clips, P, with_codec=True)
    assert [s.clip for s in loaded] == clips[:1]
    assert loaded[0].samples.dtype == np.int16
    assert loaded[0].samples.size == 32_000
    assert loaded[0].coded is not None
    assert loaded[0].coded.shape == loaded[0].samples.shape
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
