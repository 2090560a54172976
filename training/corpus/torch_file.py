"""Checkpoints of PyTorch before 1.6, read without PyTorch: a few pickles, then raw numbers."""

from __future__ import annotations

import pickle
from collections import OrderedDict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from training.corpus.manifest import CorpusError

MAGIC = 0x1950A86A20F9469CFC6C
TYPES: dict[str, np.dtype[Any]] = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}

Storage = tuple[str, np.dtype[Any]]


class _Tensor(tuple[Any, ...]):
    """Where a tensor's numbers will be found: (storage, offset, shape, strides)."""


def _rebuild(storage: Storage, offset: int, shape: Any, strides: Any, *_: object) -> _Tensor:
    return _Tensor((storage, offset, tuple(shape), tuple(strides)))


class _Unpickler(pickle.Unpickler):
    """Knows tensors and dictionaries, and refuses whatever else a pickle could call."""

    def find_class(self, module: str, name: str) -> Any:
        if module == "torch" and name in TYPES:
            return name
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _rebuild
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        raise CorpusError(f"checkpoint holds a {module}.{name}")

    def persistent_load(self, pid: Any) -> Storage:
        _, kind, key, *_ = pid
        return str(key), TYPES[kind]


def read_torch(path: Path) -> dict[str, Any]:
    """The dictionary of a checkpoint, its tensors as arrays.

    Raises:
        CorpusError: the file is of another kind, or holds more than tensors.
    """
    with path.open("rb") as file:
        try:
            if _Unpickler(file).load() != MAGIC:
                raise CorpusError(f"{path.name} is no checkpoint of PyTorch before 1.6")
            _, _, found, keys = (_Unpickler(file).load() for _ in range(4))
        except (pickle.UnpicklingError, EOFError) as error:
            raise CorpusError(f"{path.name} is damaged: {error}") from error
        dtypes = {storage[0]: storage[1] for storage, *_ in _tensors(found)}
        numbers = {str(key): _numbers(file, dtypes[str(key)]) for key in keys}
    filled = _fill(found, numbers)
    return dict(filled)


def _numbers(file: BinaryIO, dtype: np.dtype[Any]) -> NDArray[Any]:
    count = int.from_bytes(file.read(8), "little")
    return np.frombuffer(file.read(count * dtype.itemsize), dtype)


def _tensors(value: Any) -> list[_Tensor]:
    if isinstance(value, _Tensor):
        return [value]
    if isinstance(value, dict):
        return [tensor for part in value.values() for tensor in _tensors(part)]
    return []


def _fill(value: Any, numbers: dict[str, NDArray[Any]]) -> Any:
    if isinstance(value, _Tensor):
        (key, dtype), offset, shape, strides = value
        steps = [step * dtype.itemsize for step in strides]
        part = numbers[key][offset:]
        return np.lib.stride_tricks.as_strided(part, shape, steps, writeable=False).copy()
    if isinstance(value, dict):
        return {key: _fill(part, numbers) for key, part in value.items()}
    return value
