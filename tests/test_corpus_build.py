"""Building goes on where it stopped, and one bad file or source does not stop the others."""

from __future__ import annotations

import csv
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpus_fakes import ToySource, context, silent
from training.corpus.build import Report, build, finished, spread
from training.corpus.manifest import COLUMNS, CorpusError, read_manifest
from training.corpus.shard import Shard
from training.corpus.source import Context, Item
from training.corpus.summary import table

Build = Callable[..., list[Report]]


@pytest.fixture
def run(tmp_path: Path) -> Build:
    def run(*sources: ToySource, limit: int | None = None, jobs: int = 1) -> list[Report]:
        shown: list[str] = []
        reports = build(sources, tmp_path / "out", context(tmp_path), jobs, limit, shown.append)
        (tmp_path / "shown").write_text("\n".join(shown))
        return reports

    return run


def test_the_manifest_describes_each_file(tmp_path: Path, run: Build) -> None:
    run(ToySource(tmp_path / "log"), ToySource(tmp_path / "log", name="robot", label="fake"))
    with (tmp_path / "out/manifest.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 10
    for row in rows:
        path = tmp_path / "out" / row["path"]
        assert hashlib.sha256(path.read_bytes()).hexdigest() == row["sha256"]
        assert 1.5 < float(row["duration_s"]) <= 2.0
        assert row["path"].startswith(f"{row['label']}/{row['source']}/")
        assert row["engine"] == ("robot" if row["label"] == "fake" else "")


def test_an_interrupted_build_goes_on_and_makes_nothing_twice(tmp_path: Path, run: Build) -> None:
    log = tmp_path / "log"
    with pytest.raises(KeyboardInterrupt):
        run(ToySource(log, count=8, stop_after=3))
    assert len(finished(tmp_path / "out")) == 3
    (report,) = run(ToySource(log, count=8))
    assert len(report.clips) == 8
    made = Counter(log.read_text().split())
    assert made.pop("003") == 2  # the one that was being made
    assert set(made.values()) == {1}


def test_a_finished_build_makes_nothing_again(tmp_path: Path, run: Build) -> None:
    source = ToySource(tmp_path / "log", short=("001",), skipped=("002",))
    first = run(source)
    before = (tmp_path / "out/manifest.csv").read_bytes()
    assert [len(first[0].clips), first[0].skipped] == [3, 2]
    second = run(source)
    assert [len(second[0].clips), second[0].skipped] == [3, 2]
    assert (tmp_path / "out/manifest.csv").read_bytes() == before
    assert len((tmp_path / "log").read_text().split()) == 5


def test_a_torn_line_and_a_lost_file_are_made_good(tmp_path: Path, run: Build) -> None:
    source = ToySource(tmp_path / "log")
    run(source)
    shard = Shard((tmp_path / "out").absolute(), "toy")
    shard.path.write_text(shard.path.read_text()[:-40])
    (tmp_path / "out/real/toy/001.flac").unlink()
    (report,) = run(source)
    assert len(report.clips) == 5
    assert Counter((tmp_path / "log").read_text().split())["001"] == 2
    assert all(clip.path.is_file() for clip in read_manifest(tmp_path / "out"))


def test_a_bad_file_is_named_and_tried_again_next_time(tmp_path: Path, run: Build) -> None:
    (report,) = run(ToySource(tmp_path / "log", bad=("002",)))
    assert [(o.id, o.failed) for o in report.failed] == [("002", "ValueError: broken file")]
    assert not report.error
    assert "toy: 002 left out: ValueError: broken file" in (tmp_path / "shown").read_text()
    (report,) = run(ToySource(tmp_path / "log"))
    assert len(report.clips) == 5
    assert not report.failed


def test_a_failing_source_names_itself_and_the_others_go_on(tmp_path: Path, run: Build) -> None:
    log = tmp_path / "log"
    broken = ToySource(log, name="broken", plan_error=CorpusError("no such package"))
    useless = ToySource(log, name="useless", bad=tuple(f"{n:03d}" for n in range(5)))
    reports = run(broken, useless, ToySource(log))
    assert [r.error for r in reports] == ["no such package", "none of 5 clips could be made", ""]
    assert len(reports[2].clips) == 5
    assert "broken failed: no such package" in (tmp_path / "shown").read_text()
    assert {clip.source for clip in read_manifest(tmp_path / "out")} == {"toy"}


def test_whatever_a_source_raises_the_others_go_on(tmp_path: Path, run: Build) -> None:
    log = tmp_path / "log"
    reports = run(ToySource(log, name="odd", plan_error=StopIteration("empty")), ToySource(log))
    assert [r.error for r in reports] == ["StopIteration: empty", ""]


def test_two_clips_of_one_name_are_an_error(tmp_path: Path, run: Build) -> None:
    class Twice(ToySource):
        def plan(self, context: Context) -> list[Item]:
            return super().plan(context) * 2

    (report,) = run(Twice(tmp_path / "log"))
    assert report.error == "two clips are called 000"


def test_a_limit_takes_clips_from_the_whole_plan_and_keeps_what_is_there(
    tmp_path: Path, run: Build
) -> None:
    (report,) = run(ToySource(tmp_path / "log", count=9), limit=3)
    assert [clip.path.stem for clip in report.clips] == ["000", "003", "006"]
    (report,) = run(ToySource(tmp_path / "log", count=9))
    assert len(report.clips) == 9
    (report,) = run(ToySource(tmp_path / "log", count=9), limit=3)
    assert len(report.clips) == 9


def test_spread_is_everything_without_a_limit() -> None:
    items = ToySource(Path(), count=4).plan(context(Path()))
    assert spread(items, None) == spread(items, 4) == spread(items, 9) == items


def test_clips_that_the_plan_no_longer_has_go(tmp_path: Path, run: Build) -> None:
    run(ToySource(tmp_path / "log", count=6))
    (report,) = run(ToySource(tmp_path / "log", count=4))
    assert len(report.clips) == 4
    assert len(list((tmp_path / "out/real/toy").iterdir())) == 4


def test_what_the_plan_says_of_a_clip_is_brought_up_to_date(tmp_path: Path, run: Build) -> None:
    class Renamed(ToySource):
        def plan(self, context: Context) -> list[Item]:
            items = super().plan(context)
            return [replace(item, speaker="toy/ann", licence="CC BY") for item in items]

    run(ToySource(tmp_path / "log"))
    rendered = (tmp_path / "log").read_text()
    (report,) = run(Renamed(tmp_path / "log"))
    assert {(clip.speaker, clip.licence) for clip in report.clips} == {("toy/ann", "CC BY")}
    assert {clip.speaker for clip in read_manifest(tmp_path / "out")} == {"toy/ann"}
    assert (tmp_path / "log").read_text() == rendered


def test_several_processes_make_the_same_corpus(tmp_path: Path) -> None:
    manifests = []
    for jobs in (1, 2):
        out = tmp_path / f"out{jobs}"
        source = ToySource(tmp_path / "log", bad=("001",))
        (report,) = build([source], out, context(tmp_path), jobs, show=silent)
        assert len(report.clips) == 4
        assert len(report.failed) == 1
        manifests.append((out / "manifest.csv").read_text())
    assert manifests[0] == manifests[1]


def test_two_builds_do_not_share_a_folder(tmp_path: Path, run: Build) -> None:
    class Nested(ToySource):
        def plan(self, context: Context) -> list[Item]:
            run(ToySource(tmp_path / "log"))
            return super().plan(context)

    (report,) = run(Nested(tmp_path / "log", name="outer"))
    assert "another build is at work" in report.error


KILLED = """
import sys, time
from pathlib import Path
from tests.corpus_fakes import ToySource, context, silent
from training.corpus.build import build

class Slow(ToySource):
    def render(self, item):
        time.sleep(0.05)
        return super().render(item)

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    build([Slow(folder / "log", count=80)], folder / "out", context(folder), 2)
"""


def test_a_killed_build_leaves_whole_files_and_no_processes(tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    env = os.environ | {"PYTHONPATH": str(Path.cwd())}
    process = subprocess.Popen(
        [sys.executable, str(script), str(tmp_path)], env=env, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    root = (tmp_path / "out").absolute()
    deadline = time.monotonic() + 60
    while len(Shard(root, "toy").read()) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    while _group_lives(process.pid) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _group_lives(process.pid)
    done = finished(root)
    assert 5 <= len(done) < 80
    for clip in done:
        assert hashlib.sha256(clip.path.read_bytes()).hexdigest() == clip.sha256
    source = ToySource(tmp_path / "log", count=80)
    (report,) = build([source], root, context(tmp_path), show=silent)
    assert len(report.clips) == 80
    assert len((tmp_path / "log").read_text().split()) <= 90


def _group_lives(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_the_summary_counts_everything(tmp_path: Path, run: Build) -> None:
    log = tmp_path / "log"
    reports = run(
        ToySource(log, short=("000",), bad=("001",)),
        ToySource(log, name="broken", plan_error=OSError("disk on fire")),
    )
    lines = [line.split() for line in table(reports).splitlines()]
    assert lines[1] == ["toy", "3", "0.1", "2", "en", "1", "1"]
    assert lines[2] == ["broken", "0", "0.0", "0", "0", "source"]
    assert lines[3] == ["all", "3", "0.1", "2", "en", "1", "1"]
