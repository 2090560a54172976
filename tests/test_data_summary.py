"""The list of the data has a row for each source and engine that the run used."""

from __future__ import annotations

from pathlib import Path

from training.corpus.clip import Clip
from training.data_summary import summarise


def test_clips_are_counted_by_split_and_unused_ones_left_out() -> None:
    clips = [
        Clip(Path("a"), "real", "home", speaker="ann", language="cs", licence="CC0"),
        Clip(Path("b"), "real", "home", speaker="ann", language="cs", licence="CC0"),
        Clip(Path("c"), "real", "home", speaker="bob", language="en"),
        Clip(Path("d"), "fake", "VITS", engine="VITS", origin="owner/name"),
        Clip(Path("e"), "fake", "home", engine="copy-world", speaker="ann"),
    ]
    splits = dict(
        zip([c.path for c in clips], ["train", "val", "train", "unused", "test"], strict=True)
    )
    copied, home = summarise(clips, splits)
    assert home["clips"] == {"train": 2, "val": 1}
    assert (home["speakers"], home["languages"], home["licences"]) == (2, ["cs", "en"], ["CC0"])
    assert (copied["name"], copied["family"], copied["clips"]) == (
        "copy-world", "vocoders", {"test": 1},
    )  # fmt: skip
