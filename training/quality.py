"""What may have blurred a recording: noise, a narrow band, clipping; as in web/src/quality.js.

Measured on the judged windows; it never changes a probability, but it explains a "can't tell".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.params import Params
from training.speech import frame_levels, percentile

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Quality:
    """Of one window, or the mean of several.

    Attributes:
        snr_db: how far the loud 20-ms frames lie above the quiet ones; pauses hold the noise.
        bandwidth_hz: the highest frequency at which anything is heard.
        clipped_share: share of the samples at the largest value, 0 to 1.
    """

    snr_db: float
    bandwidth_hz: float
    clipped_share: float


def window_quality(window: Samples, spectrogram: Samples, p: Params) -> Quality:
    """Of one 2-s window, float32 [n], and its spectrogram, float32 [frames, bins]."""
    q = p.quality
    levels = frame_levels(window, p.speech.frame_length)
    snr_db = percentile(levels, q.loud) - percentile(levels, q.quiet)
    heard = np.sort(spectrogram, axis=0)[int(q.loud * (spectrogram.shape[0] - 1))]
    top = int(np.flatnonzero(heard > heard.max() - np.float32(q.audible_range)).max())
    bin_hz = p.sample_rate_hz / p.spectrogram.n_fft
    loudness = np.abs(window)
    limit = float(loudness.max()) * q.at_limit
    return Quality(
        min(snr_db, q.largest_snr_db),
        (p.spectrogram.first_bin + top) * bin_hz,
        int((loudness >= limit).sum()) / window.size,
    )


def mean_quality(qualities: Sequence[Quality]) -> Quality | None:
    """The mean of each measure; None for no window."""
    if not qualities:
        return None
    n = len(qualities)
    return Quality(
        sum(q.snr_db for q in qualities) / n,
        sum(q.bandwidth_hz for q in qualities) / n,
        sum(q.clipped_share for q in qualities) / n,
    )


def remarks(quality: Quality | None, logits: Sequence[float], p: Params) -> list[str]:
    """Keys of `messages.REASONS` that may explain why the evidence is unclear."""
    if quality is None:
        return []
    q = p.quality
    fake = sum(logit > 0 for logit in logits) / len(logits)
    found = {
        "noisy": quality.snr_db < q.noisy_below_db,
        "narrow_band": quality.bandwidth_hz < q.narrow_below_hz,
        "clipped": quality.clipped_share > q.clipped_over,
        "windows_disagree": q.disagree_from <= fake <= 1 - q.disagree_from,
    }
    return [key for key, is_so in found.items() if is_so]
