"""Weights of an ONNX file, found and changed in place without the onnx package.

The format is protocol buffers (https://onnx.ai/onnx/repo-docs/IR.html): only the fields that lead
to the weights are read, everything else stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from training.corpus.manifest import CorpusError

GRAPH, INITIALIZER = 7, 5
DIMS, DATA_TYPE, RAW_DATA = 1, 2, 9
FLOAT = 1
VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True)
class Tensor:
    """Little-endian float32 numbers of `shape` in bytes `start` to `end`."""

    shape: tuple[int, ...]
    start: int
    end: int


def _varint(data: bytes | bytearray, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7


def _fields(data: bytes | bytearray, at: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Of one message: field number, and where its bytes lie; for a varint, (value, value)."""
    while at < end:
        key, at = _varint(data, at)
        kind = key & 7
        if kind == VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value, value
            continue
        if kind == BYTES:
            size, at = _varint(data, at)
        elif kind in (FIXED32, FIXED64):
            size = 4 if kind == FIXED32 else 8
        else:
            raise CorpusError("this is not an ONNX file")
        yield key >> 3, at, at + size
        at += size


def float_tensors(data: bytes | bytearray) -> list[Tensor]:
    """The float32 initialisers of an ONNX file; raises CorpusError if it holds none."""
    try:
        found = [
            _tensor(data, *place)
            for graph, *inside in _fields(data, 0, len(data)) if graph == GRAPH
            for number, *place in _fields(data, *inside) if number == INITIALIZER
        ]  # fmt: skip
    except IndexError:
        raise CorpusError("this ONNX file ends too early") from None
    tensors = [tensor for tensor in found if tensor]
    if not tensors:
        raise CorpusError("this ONNX file holds no weights")
    return tensors


def _tensor(data: bytes | bytearray, start: int, end: int) -> Tensor | None:
    shape: list[int] = []
    raw, kind = (0, 0), 0
    for number, first, last in _fields(data, start, end):
        if number == DIMS:
            shape += [first] if first == last else _packed(data, first, last)
        elif number == DATA_TYPE:
            kind = first
        elif number == RAW_DATA:
            raw = (first, last)
    whole = raw[1] - raw[0] == 4 * int(np.prod(shape)) > 0
    return Tensor(tuple(shape), *raw) if kind == FLOAT and whole else None


def _packed(data: bytes | bytearray, at: int, end: int) -> list[int]:
    values = []
    while at < end:
        value, at = _varint(data, at)
        values.append(value)
    return values


def varied(data: bytes, spread: float, seed: int) -> bytes:
    """The same network with each weight of a convolution multiplied by 1 + N(0, `spread`)."""
    changed = bytearray(data)
    rng = np.random.default_rng(seed)
    for tensor in float_tensors(data):
        if len(tensor.shape) > 2:
            numbers = np.frombuffer(data, "<f4", int(np.prod(tensor.shape)), tensor.start)
            factors = 1 + spread * rng.standard_normal(numbers.size)
            changed[tensor.start : tensor.end] = (numbers * factors).astype("<f4").tobytes()
    return bytes(changed)
