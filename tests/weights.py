"""Where each array of a graph-model lies in its weights.bin."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any


def weights_of(graph: dict[str, Any]) -> list[dict[str, Any]]:
    """The manifest's entries."""
    return [w for group in graph["weightsManifest"] for w in group["weights"]]


def spans(graph: dict[str, Any]) -> Iterator[tuple[dict[str, Any], int, int]]:
    """Each entry with its first byte and the one after its last."""
    end = 0
    for entry in weights_of(graph):
        size = 2 if "quantization" in entry else 4
        start, end = end, end + size * math.prod(entry["shape"])
        yield entry, start, end
