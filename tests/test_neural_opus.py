"""Opus with a decoder that mends: always the same, in any thread; what is missing is named."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

from training import neural_opus
from training.audio import load
from training.codecs import Codec, transcode
from training.neural_opus import mended
from training.params import Params

SPEECH = load(Path(__file__).parent / "clips" / "real-en.flac", Params())[0][:32_000]
through = partial(mended, SPEECH, 9_000)


def test_what_came_before_does_not_matter() -> None:
    first = through("nolace")
    mended(SPEECH[::-1].copy(), 9_000, "nolace")
    np.testing.assert_array_equal(through("nolace"), first)


def test_threads_and_processes_have_decoders_of_their_own() -> None:
    alone = [through("lace"), through("nolace")]
    with ThreadPoolExecutor(2) as threads:
        both = list(threads.map(through, ["lace", "nolace"]))
    with ProcessPoolExecutor(2, get_context("fork")) as processes:
        forked = list(processes.map(through, ["lace", "nolace"]))
    np.testing.assert_array_equal(both, alone)
    np.testing.assert_array_equal(forked, alone)


def test_the_networks_change_what_is_decoded() -> None:
    plain = transcode(SPEECH, 16_000, Codec("opus", "libopus", "ogg", 16_000, 9_000))
    said = [through("lace"), through("nolace"), plain]
    for a, b in ((0, 1), (0, 2), (1, 2)):
        assert np.abs(said[a] - said[b]).max() > 0.01


def test_a_package_that_is_missing_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "opus-ml.mjs"
    elsewhere.write_bytes(neural_opus.SCRIPT.read_bytes())
    monkeypatch.setattr(neural_opus, "SCRIPT", elsewhere)
    monkeypatch.setattr(neural_opus, "_decoders", neural_opus._Decoders())
    with pytest.raises(OSError, match=r"opus-ml\.mjs .*@wasm-audio-decoders/opus-ml.* `npm ci`"):
        through("lace")


def test_nodejs_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(neural_opus, "_decoders", neural_opus._Decoders())
    with pytest.raises(OSError, match="node"):
        through("lace")
