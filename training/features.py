"""What the network is given of one window: two spectrograms, the same as web/src/features.js.

One has overtones apart, 32 ms a frame, the other has single pulses apart, 8 ms a frame. A machine
that gets one right may get the other wrong: a spectrogram without phases does not tell how the
overtones meet in time, but a finer one does.

Both lie in one array [rows, bins]: first the spectrogram, a frame a row, then the fine one, as many
frames a row as fit, each frame's bins side by side; what does not fill a row is left out.
"""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from training.params import Params
from training.spectrogram import spectrogram

Values = NDArray[np.float32]
Kind = TypeVar("Kind", bound=np.generic)


def features(x: Values, p: Params, dtype: type[np.floating] = np.float64) -> Values:
    """Windows float32 [..., n_samples] → float32 [..., rows, bins] with `p.input_shape`.

    Args:
        dtype: precision inside, see `spectrogram`.
    """
    coarse = spectrogram(x, p.spectrogram, dtype)
    fine = spectrogram(x, p.fine, dtype)
    left_over = fine.shape[-2] % (coarse.shape[-1] // fine.shape[-1])
    return together(coarse, fine[..., : fine.shape[-2] - left_over, :])


def parts(x: NDArray[Kind], p: Params) -> tuple[NDArray[Kind], NDArray[Kind]]:
    """Of `features` [..., rows, bins] the spectrogram and the fine one, [..., frames, bins]."""
    fine = x[..., p.n_frames :, :]
    return x[..., : p.n_frames, :], fine.reshape(*fine.shape[:-2], -1, p.fine.n_bins)


def together(coarse: NDArray[Kind], fine: NDArray[Kind]) -> NDArray[Kind]:
    """What `parts` takes apart."""
    return np.concatenate([coarse, fine.reshape(*fine.shape[:-2], -1, coarse.shape[-1])], axis=-2)
