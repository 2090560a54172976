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

ACCENT, GREY = "#2456c7", "#9aa3ad"


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


def plot_roc(curves: Mapping[str, tuple[NDArray, NDArray]], path: Path) -> None:
    """ROC curves; `curves` maps a name to (is_fake, scores)."""
    figure, axis = plt.subplots(figsize=(5, 5))
    for (name, (is_fake, scores)), colour in zip(
        curves.items(), (ACCENT, "#c7452f", GREY), strict=False
    ):
        false_alarm, hit, _ = roc_curve(is_fake, scores)
        axis.plot(false_alarm, hit, color=colour, label=name)
    axis.plot([0, 1], [1, 0], color=GREY, linewidth=0.8, linestyle=":")
    axis.set(xlabel="real voices called fake", ylabel="fakes found", xlim=(0, 1), ylim=(0, 1.01))
    axis.legend(frameon=False, loc="lower right")
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
