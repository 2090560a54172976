"""Building the corpus source by source; what is finished is never made twice."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tqdm import tqdm

from training.corpus.clip import Clip
from training.corpus.manifest import CorpusError, write_manifest
from training.corpus.shard import FOLDER, Outcome, Shard
from training.corpus.source import Context, Item, Source
from training.corpus.workers import make_all


@dataclass
class Report:
    """How building one source went: what there is now, and what went wrong in this run."""

    name: str
    clips: list[Clip] = field(default_factory=list)
    skipped: int = 0
    failed: list[Outcome] = field(default_factory=list)
    error: str = ""


def build(
    sources: Sequence[Source], root: Path, context: Context, jobs: int = 1,
    limit: int | None = None, show: Callable[[str], None] = tqdm.write,
) -> list[Report]:  # fmt: skip
    """Build sources into the corpus folder `root` and write its manifest.

    Args:
        limit: at most so many new clips a source, spread evenly over its plan.
        show: takes the lines that name a failure as it happens.

    Raises:
        CorpusError: another build works in the same folder.
    """
    root = root.absolute()
    reports = []
    with _alone(root):
        for source in sources:
            real = [clip for clip in finished(root) if clip.label == "real"]
            report = _build_one(source, root, replace(context, real_clips=real), jobs, limit)
            for outcome in report.failed:
                show(f"{source.name}: {outcome.id} left out: {outcome.failed}")
            if report.error:
                show(f"{source.name} failed: {report.error}")
            write_manifest(finished(root), root)
            reports.append(report)
    return reports


def finished(root: Path) -> list[Clip]:
    """All clips in the corpus folder, of every source ever built there."""
    names = sorted(path.stem for path in (root / FOLDER).glob("*.jsonl"))
    outcomes = (outcome for name in names for outcome in Shard(root, name).read().values())
    return [outcome.clip for outcome in outcomes if outcome.clip]


def _build_one(
    source: Source, root: Path, context: Context, jobs: int, limit: int | None
) -> Report:
    report = Report(source.name)
    shard = Shard(root, source.name)
    try:
        plan = source.plan(context)
        done = _keep_planned(shard, plan)
        todo = [item for item in spread(plan, limit) if item.id not in done]
        outcomes = make_all(source, todo, root, jobs)
        bar = tqdm(outcomes, source.name, total=len(todo), unit="clip", disable=not todo)
        for outcome in bar:
            shard.append(outcome)
            report.failed += [outcome] if outcome.failed else []
        if len(report.failed) == len(todo) > 0:
            report.error = f"none of {len(todo)} clips could be made"
    except BrokenProcessPool:
        report.error = "a worker process died"
    except CorpusError as error:
        report.error = str(error)
    except Exception as error:  # whatever fails in one source, the others go on
        report.error = f"{type(error).__name__}: {error}"
    left = shard.read().values()
    report.clips = [outcome.clip for outcome in left if outcome.clip]
    report.skipped = sum(bool(outcome.skipped) for outcome in left)
    return report


def spread(items: Sequence[Item], limit: int | None) -> Sequence[Item]:
    """All items, or `limit` of them at even distances."""
    if limit is None or limit >= len(items):
        return items
    return [items[n * len(items) // limit] for n in range(limit)]


def _keep_planned(shard: Shard, plan: Iterable[Item]) -> dict[str, Outcome]:
    """Finished items, less those that the plan no longer has, whose files go, too.

    What the plan says of a clip, its speaker above all, counts for a finished one as well. Copies
    of a brought folder's clips stay when that folder is not given this time.
    """
    done = shard.read()
    planned: dict[str, Item] = {}
    for item in plan:
        if item.id in planned:
            raise CorpusError(f"two clips are called {item.id}")
        planned[item.id] = item
    kept = {}
    for name, outcome in done.items():
        clip = outcome.clip
        brought = clip and clip.original and not Path(clip.original).is_relative_to(shard.root)
        if name in planned or brought:
            kept[name] = _as_planned(outcome, planned.get(name))
        elif clip:
            clip.path.unlink(missing_ok=True)
    shard.replace(kept.values())
    return kept


def _as_planned(outcome: Outcome, item: Item | None) -> Outcome:
    if not outcome.clip or not item:
        return outcome
    clip = replace(
        outcome.clip, source=item.source, speaker=item.speaker, language=item.language,
        original=item.original, licence=item.licence,
    )  # fmt: skip
    return replace(outcome, clip=clip)


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    root.mkdir(parents=True, exist_ok=True)
    with (root / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CorpusError(f"{root}: another build is at work here") from None
        yield
