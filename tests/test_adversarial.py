"""The attack differentiates the shipped model itself, and what it finds turns the real verdict."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
import tensorflow as tf
from numpy.typing import NDArray

from training import adversarial
from training.adversarial import judged_windows, main, median_snr_db, turned
from training.audio import load
from training.differentiable import LogOdds, features, load_log_odds, window_indices
from training.features import features as reference
from training.params import Params
from training.predict import classify
from training.scoring import Predict
from training.shipped import ShippedModel

CLIP = Path(__file__).parent / "clips" / "real-en.flac"
SNR_DB = 30.0


@pytest.fixture(scope="module")
def log_odds(p: Params) -> LogOdds:
    return load_log_odds(p)


@pytest.fixture(scope="module")
def clip(p: Params) -> NDArray[np.float32]:
    """Two and a half seconds of speech: two windows."""
    return load(CLIP, p)[0][:40_000]


def logit(probability: float) -> float:
    return float(np.log(probability) - np.log1p(-probability))


def test_the_features_are_those_of_training(p: Params, clip: NDArray[np.float32]) -> None:
    window = clip[None, : p.window.length]
    got = np.asarray(features(tf.constant(window), p))
    # In single precision the faintest of them are a little off.
    assert np.abs(got - reference(window, p)).max() < 0.01


def test_the_log_odds_are_those_of_predict(
    shipped: ShippedModel, log_odds: LogOdds, clip: NDArray[np.float32], tmp_path: Path
) -> None:
    sf.write(tmp_path / "a.wav", clip, 16_000, subtype="FLOAT")
    expected = classify(tmp_path / "a.wav", shipped)["p_fake"]
    got = float(log_odds(tf.constant(clip), judged_windows(clip, shipped)))
    floor = shipped.params.verdict.floor
    assert got == pytest.approx(logit((expected - floor) / (1 - floor)), abs=1e-2)


def test_the_gradient_is_the_slope(
    shipped: ShippedModel, log_odds: LogOdds, clip: NDArray[np.float32]
) -> None:
    x = tf.constant(clip)
    indices = judged_windows(clip, shipped)
    with tf.GradientTape() as tape:
        tape.watch(x)
        value = log_odds(x, indices)
    gradient = tf.convert_to_tensor(tape.gradient(value, x))
    # Along the gradient itself, by a step that is small but not lost in single precision.
    step = 1e-6 * gradient / tf.norm(gradient) * np.linalg.norm(clip)
    change = float(log_odds(x + step, indices) - log_odds(x - step, indices))
    assert change == pytest.approx(2 * float(tf.reduce_sum(gradient * step)), rel=0.2)


def test_short_clips_are_repeated_as_windows_are(p: Params) -> None:
    x = np.arange(20_000, dtype=np.float32)
    (window,) = x[window_indices(x.size, [0], p.window)]
    np.testing.assert_array_equal(window, np.resize(x, p.window.length))


def test_what_is_found_turns_the_verdict_of_predict_and_is_as_soft_as_asked(
    shipped: ShippedModel, log_odds: LogOdds, clip: NDArray[np.float32], tmp_path: Path
) -> None:
    noisy = turned(clip, judged_windows(clip, shipped), log_odds, SNR_DB)
    assert noisy is not None
    snr_db = 20 * np.log10(np.linalg.norm(clip) / np.linalg.norm(noisy - clip))
    assert snr_db > SNR_DB - 0.1
    p_fake = []
    for name, x in (("clean.wav", clip), ("noisy.wav", noisy)):
        sf.write(tmp_path / name, x, 16_000, subtype="FLOAT")
        p_fake.append(classify(tmp_path / name, shipped)["p_fake"])
    assert (p_fake[0] > 0.5) != (p_fake[1] > 0.5)


def always(said: NDArray[np.float32]) -> Predict:
    """A network that gives these probabilities whatever it hears."""

    def predict(_: NDArray[np.float32]) -> NDArray[np.float32]:
        return said

    return predict


def test_windows_that_hold_no_voice_are_not_attacked(
    shipped: ShippedModel, clip: NDArray[np.float32]
) -> None:
    assert len(judged_windows(clip, shipped)) == 2
    threshold = shipped.params.verdict.voice_above
    for voice, judged in ((threshold + 0.01, [8_000]), (threshold - 0.01, [])):
        said = np.array([[0.5, 0.5, 1.0, 0.0], [0.5, 0.5, 1 - voice, voice]], np.float32)
        other = replace(shipped, predict=always(said))
        assert judged_windows(clip, other)[:, 0].tolist() == judged
    assert judged_windows(np.zeros(64_000, np.float32), shipped).shape == (0, 32_000)


def test_bisection_finds_where_it_stops_turning(monkeypatch: pytest.MonkeyPatch) -> None:
    x = np.ones(10, np.float32)
    indices = np.zeros((1, 1), np.int32)

    def until(limit: float) -> None:
        monkeypatch.setattr(
            adversarial, "turned", lambda x, _i, _l, snr_db: x if snr_db <= limit else None
        )

    until(41.7)
    found = adversarial.highest_snr_db(x, indices, lambda x, _: x)
    assert found is not None
    assert 41.7 - adversarial.PRECISION_DB <= found <= 41.7
    until(-1)
    assert adversarial.highest_snr_db(x, indices, lambda x, _: x) is None


def test_the_median_counts_what_did_not_turn() -> None:
    assert median_snr_db([{"snr_db": 10.0}, {"snr_db": None}, {"snr_db": 30.0}]) == 10.0
    assert median_snr_db([{"snr_db": None}]) is None
    assert median_snr_db([]) is None


def test_it_prints_text_or_json_and_names_what_cannot_be_judged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adversarial, "highest_snr_db", lambda *_: 40.0)
    sf.write(tmp_path / "silence.wav", np.zeros(32_000), 16_000)
    files = [str(CLIP), str(tmp_path / "silence.wav"), str(tmp_path / "none.wav")]
    assert main(files) == 1
    first, silent, missing, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{CLIP}: probability of a fake ")
    assert first.endswith("turns at 40 dB SNR")
    assert silent.startswith(f"{files[1]}: error: No speech")
    assert missing == f"{files[2]}: error: There is no such file."
    assert last == "median of 1 clips: 40 dB SNR"
    assert main([str(CLIP), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["median_snr_db"] == 40.0
