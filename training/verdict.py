"""From the network's probabilities to words, the same as web/src/verdict.js."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from training.messages import REASONS
from training.params import FAKE, REAL, VOICE, VerdictParams
from training.quality import Quality

Label = Literal["real", "fake", "unsure"]
SMALLEST = 1e-30


@dataclass(frozen=True)
class WindowScore:
    """One judged window: where it starts in seconds, and its log-odds, see `calibrate`."""

    start_s: float
    logit: float


@dataclass(frozen=True)
class Verdict:
    """`p_fake` is the calibrated probability of "fake", None if nothing could be judged.

    `reason_codes` are keys of `REASONS`.
    """

    label: Label
    p_fake: float | None
    reason_codes: list[str]


def margin(probabilities: NDArray[np.float32]) -> NDArray[np.float64]:
    """Log-odds of "fake" from the network's outputs [..., 4]; exact also where one nears 1."""
    p = np.maximum(probabilities.astype(np.float64), SMALLEST)
    return np.asarray(np.log(p[..., FAKE]) - np.log(p[..., REAL]))


def holds_voice(probabilities: NDArray[np.float32], p: VerdictParams) -> NDArray[np.bool_]:
    """Whether the network heard a voice in each window, from its outputs [..., 4]."""
    return np.asarray(probabilities[..., VOICE].astype(np.float64) >= p.voice_above)


def sigmoid(logit: float) -> float:
    """1 / (1 + e^-logit) without overflow."""
    return 1.0 / (1.0 + math.exp(-logit)) if logit >= 0 else 1.0 - 1.0 / (1.0 + math.exp(logit))


def calibrate(m: float, p: VerdictParams) -> float:
    """Calibrated log-odds of one window's margin; `to_probability` is what they mean."""
    return p.slope * m + p.intercept


def to_probability(logit: float, p: VerdictParams) -> float:
    """The probability of "fake" that calibrated log-odds mean, from `floor` to 1."""
    return p.floor + (1.0 - p.floor) * sigmoid(logit)


def decide(
    scores: Sequence[WindowScore], why_none: str, remarks: Sequence[str], p: VerdictParams
) -> Verdict:
    """The clip's verdict: the mean log-odds of its judged windows against the decision band.

    Args:
        scores: the judged windows; may be empty.
        why_none: key of `REASONS`, used if there is no judged window.
        remarks: keys of `REASONS` that explain unclear evidence, see `quality.remarks`.
        p: the decision band; between `real_below` and `fake_above` the answer is "unsure".
    """
    if not scores:
        return Verdict("unsure", None, [why_none])
    p_fake = to_probability(sum(s.logit for s in scores) / len(scores), p)
    if p_fake >= p.fake_above:
        return Verdict("fake", p_fake, [])
    if p_fake < p.real_below:
        return Verdict("real", p_fake, [])
    return Verdict("unsure", p_fake, ["undecided", *remarks])


def result(
    file: str | None,
    duration_s: float,
    verdict: Verdict,
    quality: Quality | None,
    scores: Sequence[WindowScore],
    model_sha256: str,
    p: VerdictParams,
) -> dict[str, Any]:
    """The result object that the command line prints and the page resolves to."""
    return {
        "file": file,
        "duration_s": duration_s,
        "verdict": verdict.label,
        "p_fake": verdict.p_fake,
        "reasons": [REASONS[code] for code in verdict.reason_codes],
        "reason_codes": verdict.reason_codes,
        "quality": asdict(quality) if quality else None,
        "windows": [{"start_s": s.start_s, "p_fake": to_probability(s.logit, p)} for s in scores],
        "model": model_sha256,
    }
