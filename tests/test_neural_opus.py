"""Opus with a decoder that mends: always the same, in any thread; what is missing is named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from training import ablations, neural_opus, train
from training.audio import load
from training.backgrounds import Backgrounds
from training.codecs import MENDING, Codec, transcode
from training.conditions import conditions
from training.neural_opus import why_not
from training.params import Params

SPEECH = load(Path(__file__).parent / "clips" / "real-en.flac", Params())[0][:32_000]


def through(mode: str, x: NDArray[np.float32] = SPEECH) -> NDArray[np.float32]:
    return transcode(x, 16_000, Codec(mode, "libopus", "ogg", 16_000, 9_000, mode))


def test_what_came_before_does_not_matter() -> None:
    first = through("nolace")
    through("nolace", SPEECH[::-1].copy())
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


@pytest.fixture
def without_node(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(neural_opus, "_decoders", neural_opus._Decoders())
    why_not.cache_clear()
    yield
    why_not.cache_clear()


@pytest.mark.usefixtures("without_node")
@pytest.mark.parametrize("main", [train.main, ablations.main])
def test_a_missing_nodejs_is_named_before_a_training_begins(
    main: Callable[[list[str]], int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([f"--run={tmp_path / 'run'}"]) == 1
    assert "'node'" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


@pytest.mark.usefixtures("without_node")
def test_the_grid_goes_on_without_nodejs_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    names = {condition.name for condition in conditions(Backgrounds())}
    assert names.isdisjoint(codec.name for codec in MENDING)
    assert "opus-16k" in names
    assert "without opus-9k-lace, opus-9k-nolace, opus-14k-nolace" in capsys.readouterr().out


def test_the_grid_has_decoders_that_mend() -> None:
    names = {condition.name for condition in conditions(Backgrounds())}
    assert names.issuperset(codec.name for codec in MENDING)
