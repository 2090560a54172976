"""The table at the end of a build."""

from __future__ import annotations

from collections.abc import Sequence

from training.corpus.build import Report

HEADER = ("source", "clips", "minutes", "speakers", "languages", "too short", "failed")


def table(reports: Sequence[Report]) -> str:
    """One line a source and the sum; the languages as tags, or their number if many."""
    rows = [HEADER, *map(_row, reports), _total(reports)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    lines = []
    for row in rows:
        cells = [row[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
        lines.append("  ".join(cells))
    return "\n".join(lines)


def _row(report: Report) -> tuple[str, ...]:
    clips = report.clips
    languages = sorted({clip.language for clip in clips if clip.language})
    return (
        report.name, str(len(clips)), f"{sum(clip.duration_s for clip in clips) / 60:.1f}",
        str(len({clip.speaker for clip in clips})),
        " ".join(languages) if len(languages) < 6 else str(len(languages)),
        str(report.skipped), "source" if report.error else str(len(report.failed)),
    )  # fmt: skip


def _total(reports: Sequence[Report]) -> tuple[str, ...]:
    clips = [clip for report in reports for clip in report.clips]
    failed = sum(len(report.failed) for report in reports)
    skipped = sum(report.skipped for report in reports)
    return _row(Report("all", clips, skipped))[:-1] + (str(failed),)
