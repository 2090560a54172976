"""How voices are told that nothing was heard of: `python -m training.folds --out runs/folds`.

Trains once for each of `FOLDS`, without its families of engines and without its sources of real
voices, and scores what these hold: there, neither engine nor speaker nor source was trained on.
Sources that the corpus lacks are passed over. Everything after `--` goes to training.train, the
same for every fold; a fold that is finished is not trained again. Writes folds.json: the figures
of each family and each fold and of all pooled, beside those of the clips whose engines and
sources the same networks know, but not their speakers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from training import train
from training.corpus import read_corpus
from training.corpus.clip import Clip
from training.families import FAMILIES, family
from training.figures import false_alarms, missed, voices_alike
from training.held_out import FOLDS, Fold
from training.judged import clips_of_run, load_model
from training.markdown import markdown, share
from training.params import VerdictParams
from training.runs import load_clips, write_json
from training.scores import Scores, score_clips

SETS = ("seen", "unseen")
AT_BAND = ("decided", "decided_accuracy", "called_fake", "called_real")
HEAD = ("", "fakes", "real", "EER", "95 %", "decided", "right", "real called fake",
        "fakes called real", "ECE")  # fmt: skip


@dataclass(frozen=True)
class Heard:
    """What a fold's network said, and the band that its own validation clips gave it."""

    sets: Mapping[str, Scores]
    verdict: VerdictParams


def clips_apart(run: Path) -> dict[str, list[Clip]]:
    """Test clips of known engines and sources, and those of neither: `seen` and `unseen`.

    Raises:
        ValueError: if one of them has no clip of one class.
    """
    by_split = load_clips(run)
    known = {clip.source for split in ("train", "val") for clip in by_split.get(split, [])}
    sets = clips_of_run(run)
    apart = {
        "seen": [clip for clip in sets["seen"] if clip.source in known],
        "unseen": [clip for clip in sets.get("unseen", []) if clip.source not in known],
    }
    for name, clips in apart.items():
        if len({clip.label for clip in clips}) < 2:
            raise ValueError(f"{run}: among the {name} clips, one class has none")
    return apart


def hear(run: Path, fold: Fold, options: Sequence[str]) -> Heard:
    """Train without what the fold leaves out and score what the training kept apart.

    Raises:
        ValueError: if the training failed, or the corpus has nothing to keep apart.
    """
    config = train.parse_arguments(options)[1]
    clips = read_corpus(Path(config.corpus), [Path(folder) for folder in config.extra])
    sources = {clip.source for clip in clips}.intersection(fold.sources)
    left_out = [
        f"--unseen={','.join(fold.families)}",
        f"--unseen-sources={','.join(s for s in fold.sources if s in sources)}",
    ]
    if train.main([*options, f"--run={run}", *left_out]):
        raise ValueError(f"{run}: training failed")
    predict, p, _ = load_model(run)
    scored = {name: score_clips(apart, predict, p) for name, apart in clips_apart(run).items()}
    keras.backend.clear_session()
    return Heard(scored, p.verdict)


def row(scores: Scores, v: VerdictParams) -> dict[str, Any]:
    """Figures at a fold's own band, every voice counted, and how many clips they come from."""
    fakes = int(scores.is_fake.sum())
    return {"fake": fakes, "real": len(scores.clips) - fakes, **voices_alike(scores, v)}


def pooled(rows: Iterable[Mapping[str, Any]], scores: Iterable[Scores]) -> dict[str, Any]:
    """Figures over all folds: each has a band of its own, so what that decides is their mean."""
    first, *others = scores
    together = row(sum(others, first), VerdictParams())
    means = np.mean([[r[name] for name in AT_BAND] for r in rows], axis=0)
    return together | dict(zip(AT_BAND, means.tolist(), strict=True))


def summary(heard: Mapping[str, Heard]) -> dict[str, Any]:
    """All that folds.json holds, from the scores of each fold."""
    by_fold = {
        number: {name: row(h.sets[name], h.verdict) for name in SETS} for number, h in heard.items()
    }
    found: dict[str, Any] = {
        name: pooled(
            (rows[name] for rows in by_fold.values()), (h.sets[name] for h in heard.values())
        )
        for name in SETS
    }
    by_family: dict[str, Any] = {}
    by_engine: dict[str, Any] = {}
    by_source: dict[str, Any] = {}
    for number, h in heard.items():
        unseen = h.sets["unseen"]
        for name in sorted({family(c.engine) for c in unseen.clips if c.engine}):
            its = [not c.engine or family(c.engine) == name for c in unseen.clips]
            by_family[name] = row(unseen.where(its), h.verdict)
        by_engine |= missed(unseen, lambda c: c.engine, h.verdict)
        by_source[number] = false_alarms(unseen, lambda c: c.source, h.verdict)
    listed = {name: by_family[name] for name in FAMILIES if name in by_family}
    return found | {
        "by_family": listed, "by_fold": by_fold, "by_engine": by_engine, "by_source": by_source,
    }  # fmt: skip


def line(name: str, r: Mapping[str, Any]) -> tuple[str, ...]:
    """A row of the table that is printed."""
    within = "–" if r["eer_interval"] is None else " to ".join(map(share, r["eer_interval"]))
    rates = (share(r[key]) for key in (*AT_BAND, "ece"))
    return name, str(r["fake"]), str(r["real"]), share(r["eer"]), within, *rates


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0; 1 when a fold failed, the others having gone on."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    cut = given.index("--") if "--" in given else len(given)
    parser = argparse.ArgumentParser(prog="python -m training.folds", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/folds"), help="folder to write")
    parser.add_argument("--folds", nargs="+", default=list(FOLDS), choices=FOLDS)
    options = parser.parse_args(given[:cut])
    heard, failed = {}, False
    for number in options.folds:
        try:
            heard[number] = hear(options.out / number, FOLDS[number], given[cut + 1 :])
        except (ValueError, OSError) as error:
            print(f"folds: fold {number} left out: {error}", file=sys.stderr)
            failed = True
    if not heard:
        return 1
    found = summary(heard)
    write_json(options.out / "folds.json", found)
    sets = [line(f"all, {name}", found[name]) for name in SETS]
    print(markdown(HEAD, [*(line(*item) for item in found["by_family"].items()), *sets]))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
