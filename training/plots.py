"""Plots of training and evaluation, PNG files in the run folder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import roc_curve

from training.calibration_metrics import reliability, risk_coverage

ACCENT, GREY = "#2456c7", "#9aa3ad"
CURVES = (ACCENT, "#c7452f", GREY)
Curves = Mapping[str, tuple[NDArray, NDArray]]
"""The name of each set with (is_fake, p_fake)."""


def _save(figure: plt.Figure, path: Path) -> None:
    figure.tight_layout()
    figure.savefig(path, dpi=120)
    plt.close(figure)


def plot_history(history: Mapping[str, Sequence[float]], path: Path) -> None:
    """Loss and accuracy over the epochs, training and validation."""
    figure, axes = plt.subplots(1, 2, figsize=(10, 4))
    for axis, name in zip(axes, ("loss", "accuracy"), strict=True):
        axis.plot(history[name], color=GREY, label="training (augmented)")
        axis.plot(history[f"val_{name}"], color=ACCENT, label="validation")
        axis.set(xlabel="epoch", ylabel=name)
        axis.legend(frameon=False)
        axis.grid(alpha=0.3)
    _save(figure, path)


def plot_roc(curves: Curves, path: Path) -> None:
    """ROC curves."""
    figure, axis = plt.subplots(figsize=(5, 5))
    for (name, (is_fake, scores)), colour in zip(curves.items(), CURVES, strict=False):
        false_alarm, hit, _ = roc_curve(is_fake, scores)
        axis.plot(false_alarm, hit, color=colour, label=name)
    axis.plot([0, 1], [1, 0], color=GREY, linewidth=0.8, linestyle=":")
    axis.set(xlabel="real voices called fake", ylabel="fakes found", xlim=(0, 1), ylim=(0, 1.01))
    axis.legend(frameon=False, loc="lower right")
    axis.grid(alpha=0.3)
    _save(figure, path)


def plot_reliability(curves: Curves, path: Path) -> None:
    """What the probabilities say against what is true; the size of a dot is its share of clips."""
    figure, axis = plt.subplots(figsize=(5, 5))
    axis.plot([0, 1], [0, 1], color=GREY, linewidth=0.8, linestyle=":")
    for (name, (is_fake, p_fake)), colour in zip(curves.items(), CURVES, strict=False):
        rows = reliability(is_fake, p_fake)
        said, true = [r["said"] for r in rows], [r["true"] for r in rows]
        axis.plot(said, true, color=colour, label=name)
        axis.scatter(said, true, s=[600 * r["weight"] for r in rows], color=colour, alpha=0.5)
    axis.set(xlabel="probability of a fake, as said", ylabel="share of fakes", xlim=(0, 1))
    axis.set_ylim(0, 1)
    axis.legend(frameon=False, loc="upper left")
    axis.grid(alpha=0.3)
    _save(figure, path)


def plot_risk_coverage(curves: Curves, path: Path) -> None:
    """Share of wrong answers among those given, against the share of clips answered."""
    figure, axis = plt.subplots(figsize=(6, 4))
    for (name, (is_fake, p_fake)), colour in zip(curves.items(), CURVES, strict=False):
        coverage, risk = risk_coverage(is_fake, p_fake)
        axis.plot(100 * coverage, 100 * risk, color=colour, label=name)
    axis.set(xlabel="clips decided, %", ylabel="of these wrong, %", xlim=(0, 100))
    axis.set_ylim(bottom=0)
    axis.legend(frameon=False, loc="upper left")
    axis.grid(alpha=0.3)
    _save(figure, path)


def plot_groups(rows: Sequence[tuple[str, int, float]], title: str, path: Path) -> None:
    """Horizontal bars: (name, clips, error rate) per source or engine, worst on top."""
    rows = sorted(rows, key=lambda row: row[2])
    figure, axis = plt.subplots(figsize=(7, 1 + 0.26 * len(rows)))
    y = np.arange(len(rows))
    axis.barh(y, [100 * row[2] for row in rows], color=ACCENT)
    axis.set_yticks(y, [f"{name} ({clips})" for name, clips, _ in rows], fontsize=8)
    axis.set(xlim=(0, 100), xlabel="wrong at p = 0.5, %", title=title)
    axis.grid(axis="x", alpha=0.3)
    _save(figure, path)
