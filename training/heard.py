"""Which voices a model was trained on: heard.csv beside its weights.

Whoever trains on from a converted model keeps apart what it was not trained on, on the same corpus
or a larger one, so that what is measured afterwards is still of voices never heard.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

from training.corpus.clip import Clip
from training.corpus.groups import voice_of
from training.corpus.splits import SIDE, SIDES, UNUSED
from training.runs import load_clips, load_config

NAME = "heard.csv"
COLUMNS = ("voice", "side")


def sides_of(by_split: Mapping[str, Sequence[Clip]]) -> dict[str, str]:
    """The side of each voice of a run's clips; `unused` where none of its clips is used."""
    return _merged(
        (voice_of(clip), SIDE.get(split, UNUSED))
        for split, clips in by_split.items()
        for clip in clips
    )


def _merged(said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Of several sides of a voice the first in `SIDES`."""
    sides: dict[str, str] = {}
    for voice, side in said:
        sides[voice] = min(side, sides.get(voice, side), key=SIDES.index)
    return dict(sorted(sides.items()))


def known_to(run: Path) -> dict[str, str]:
    """The side of each voice that a run's model has ever been near.

    What the models heard that the run went on from counts, too, even if its clips are not here now.

    Raises:
        FileNotFoundError: if a run or model that it went on from is gone.
    """
    sides = sides_of(load_clips(run))
    config = load_config(run)
    for start in filter(None, (config.start, config.branch_of)):
        began = Path(start)
        if not began.is_dir():
            raise FileNotFoundError(f"{run} went on from {start}, which is gone: whom did it hear?")
        earlier = known_to(began) if (began / "clips.csv").exists() else read_heard(began)
        sides = _merged([*sides.items(), *earlier.items()])
    return sides


def to_csv(sides: Mapping[str, str]) -> str:
    """The text of heard.csv."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *sides.items()])
    return text.getvalue()


def read_heard(folder: Path) -> dict[str, str]:
    """The side of each voice that the model in a folder knows; none where nothing is said."""
    path = folder / NAME
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as file:
        return {row["voice"]: row["side"] for row in csv.DictReader(file)}
