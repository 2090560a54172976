"""The figures of scored clips: all together, by family, engine, source and language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.calibration_metrics import cllr, expected_calibration_error, min_dcf, reliability
from training.corpus.clip import Clip
from training.dataset import sampling_weights
from training.families import CODECS, family
from training.intervals import interval
from training.metrics import classification, equal_error_rate
from training.operating_points import rates
from training.params import VerdictParams
from training.scores import Scores

Row = dict[str, float]


def verdicts(scores: Scores, v: VerdictParams) -> dict[str, dict[str, float]]:
    """For each class that has clips: the shares that the shipped page calls real, unsure, fake."""
    rows = {}
    for label in ("real", "fake"):
        p = scores.only(label).p_fake
        if p.size:
            fake, real = float((p >= v.fake_above).mean()), float((p < v.real_below).mean())
            rows[label] = {"real": real, "unsure": 1 - real - fake, "fake": fake}
    return rows


def _groups(scores: Scores, name: Callable[[Clip], str]) -> dict[str, Scores]:
    names = [name(clip) for clip in scores.clips]
    return {n: scores.where([m == n for m in names]) for n in sorted(set(names) - {""})}


def missed(scores: Scores, name: Callable[[Clip], str], v: VerdictParams) -> dict[str, Row]:
    """For each group of fakes: clips, share missed at p = 0.5 and called real, EER.

    The EER is against all real clips.
    """
    real, rows = scores.only("real"), {}
    for group, part in _groups(scores.only("fake"), name).items():
        both = real + part
        rows[group] = {
            "clips": len(part.clips),
            "missed": float((part.p_fake < 0.5).mean()),
            "called_real": verdicts(part, v)["fake"]["real"],
            "eer": equal_error_rate(both.is_fake, both.p_fake),
        }
    return rows


def false_alarms(scores: Scores, name: Callable[[Clip], str], v: VerdictParams) -> dict[str, Row]:
    """For each group of real clips: clips, share above p = 0.5, and share called fake."""
    return {
        group: {
            "clips": len(part.clips),
            "false_alarms": float((part.p_fake >= 0.5).mean()),
            "called_fake": verdicts(part, v)["real"]["fake"],
        }
        for group, part in _groups(scores.only("real"), name).items()
    }


def mean_error(by_engine: dict[str, Row], by_source: dict[str, Row]) -> Row:
    """Errors at p = 0.5 with every engine and every source counting alike, small or big."""
    return {
        "missed": float(np.mean([row["missed"] for row in by_engine.values()])),
        "false_alarms": float(np.mean([row["false_alarms"] for row in by_source.values()])),
    }


def clusters(scores: Scores) -> tuple[list[str], list[str]]:
    """What is drawn anew for an interval: the speakers of real clips, the engines of fakes."""
    real = ["" if c.engine else c.speaker or str(c.path) for c in scores.clips]
    return real, [c.engine for c in scores.clips]


def voices_alike(scores: Scores, v: VerdictParams) -> dict[str, Any]:
    """The figures with speakers, sources and engines weighed as `sampling_weights` does.

    One speaker of hundreds of clips counts little more than one of ten, so that these say more
    about a voice that nobody has heard than figures in which every clip counts alike.
    """
    weights = sampling_weights(scores.clips)
    is_fake, p = scores.is_fake, scores.p_fake
    right = (p >= 0.5) == is_fake
    decided = (p >= v.fake_above) | (p < v.real_below)
    at_band = rates(scores, v.real_below, v.fake_above)

    def among(flags: NDArray[np.bool_], which: NDArray[np.bool_]) -> float | None:
        total = weights[which].sum()
        return float(weights[which & flags].sum() / total) if total else None

    return {
        "eer": equal_error_rate(is_fake, p, weights),
        "eer_interval": interval(
            lambda i: equal_error_rate(is_fake[i], p[i], weights[i]), clusters(scores)
        ),
        "false_alarm_rate": among(~right, ~is_fake),
        "miss_rate": among(~right, is_fake),
        "decided": at_band["decided"],
        "decided_accuracy": among(right, decided),
        "called_fake": at_band["false_alarm_rate"],
        "called_real": at_band["miss_rate"],
        "ece": expected_calibration_error(is_fake, p, weights),
    }


def without_codecs(scores: Scores, v: VerdictParams) -> dict[str, Any]:
    """`voices_alike` of all but neural codecs, which not everybody calls fake; {} of them alone."""
    rest = scores.where([family(c.engine) != CODECS for c in scores.clips])
    return voices_alike(rest, v) if rest.is_fake.any() else {}


def intervals(scores: Scores, v: VerdictParams) -> dict[str, tuple[float, float] | None]:
    """95 % intervals: real clips are drawn anew by speaker, fakes by engine."""
    is_fake, p = scores.is_fake, scores.p_fake
    right = (p >= 0.5) == is_fake
    decided = (p >= v.fake_above) | (p < v.real_below)
    real, fake = clusters(scores)

    def mean(values: np.ndarray) -> float:
        return float(values.mean()) if values.size else float("nan")

    return {
        "eer": interval(lambda i: equal_error_rate(is_fake[i], p[i]), (real, fake)),
        "accuracy": interval(lambda i: mean(right[i]), (real, fake)),
        "decided": interval(lambda i: mean(decided[i]), (real, fake)),
        "decided_accuracy": interval(lambda i: mean(right[i][decided[i]]), (real, fake)),
        "false_alarm_rate": interval(lambda i: mean(p[i] >= 0.5), (real,)),
        "miss_rate": interval(lambda i: mean(p[i] < 0.5), (fake,)),
    }


def figures(scores: Scores, v: VerdictParams) -> dict[str, Any]:
    """Everything that is published about one set of clips, as far as it has the classes for it."""
    is_fake, p = scores.is_fake, scores.p_fake
    by_engine = missed(scores, lambda c: c.engine, v)
    by_source = false_alarms(scores, lambda c: c.source, v)
    rows: dict[str, Any] = {
        **classification(is_fake, p, v.real_below, v.fake_above),
        "verdicts": verdicts(scores, v),
        "by_engine": by_engine,
        "by_family": missed(scores, lambda c: family(c.engine), v),
        "by_source": by_source,
        "by_language": false_alarms(scores, lambda c: c.language or "not stated", v),
    }
    if by_engine and by_source:
        rows |= {
            "min_dcf": min_dcf(is_fake, p),
            "cllr": cllr(is_fake, p),
            "ece": expected_calibration_error(is_fake, p),
            "reliability": reliability(is_fake, p),
            "mean_error": mean_error(by_engine, by_source),
            "voices_alike": voices_alike(scores, v),
            "without_codecs": without_codecs(scores, v),
            "intervals": intervals(scores, v),
        }
    return rows
