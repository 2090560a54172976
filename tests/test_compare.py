"""Two runs are compared on clips that both kept for testing, and on no others."""

from __future__ import annotations

import pytest

from tests.corpus_fakes import clip
from training.compare import ROWS, table, unheard

REAL, FAKE = (
    [clip(f"r{n}") for n in range(4)],
    [clip(f"f{n}", "fake", engine="e") for n in range(4)],
)


def test_only_clips_that_both_kept_are_compared() -> None:
    ours = {"seen": [*REAL, *FAKE], "unseen": [*REAL, *FAKE[:1]]}
    theirs = {"seen": [*REAL[2:], *FAKE[1:3]]}
    assert unheard(ours, theirs) == {"seen": [*REAL[2:], *FAKE[1:3]]}


def test_without_common_clips_of_both_classes_nothing_is_compared() -> None:
    with pytest.raises(ValueError, match="seen: the runs kept no clips of both classes"):
        unheard({"seen": [*REAL, *FAKE]}, {"seen": REAL})


def test_the_table_has_a_column_for_each_run_and_set() -> None:
    row = dict.fromkeys(ROWS.values(), 0.25) | {"real": 1_200, "fake": 3}
    text = table({"seen": {"runs/a": row, "runs/b": row | {"eer": 0.5}}})
    head, _, eer, *_ = text.splitlines()
    assert head == "|  | runs/a, seen (1,200 real, 3 fake) | runs/b, seen (1,200 real, 3 fake) |"
    assert eer == "| EER | 25.0% | 50.0% |"
