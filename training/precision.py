"""Which numbers a training multiplies in: what this machine is fastest at.

Processors that have instructions for bfloat16 train faster in it; where it is emulated, a step
takes several times as long as in float32.
"""

from __future__ import annotations

import time
from functools import cache
from typing import Literal

import keras
import numpy as np

Policy = Literal["float32", "mixed_bfloat16"]

IMAGES = (4, 48, 48, 32)
KERNEL = (3, 3, 32, 32)
TIMES = 3


@cache
def fastest_policy() -> Policy:
    """The faster of both in a convolution and back, as the network has them, best of three each."""
    return "mixed_bfloat16" if _seconds("bfloat16") < _seconds("float32") else "float32"


def _seconds(dtype: str) -> float:
    x, kernel = (keras.ops.ones(shape, dtype) for shape in (IMAGES, KERNEL))
    taken = []
    for _ in range(1 + TIMES):  # the first one also sets things up
        start = time.perf_counter()
        there = keras.ops.conv(x, kernel, padding="same")
        back = keras.ops.conv_transpose(there, kernel, padding="same")
        np.asarray(keras.ops.cast(back, "float32"))
        taken.append(time.perf_counter() - start)
    return min(taken[1:])
