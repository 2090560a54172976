"""Figures by engine, family and source, at one half and at the decision band."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from training.corpus.clip import Clip
from training.corpus.folders import ENGINES
from training.families import CODECS, FAMILIES, family
from training.figures import figures
from training.held_out import HELD_OUT
from training.params import VerdictParams
from training.scores import Scores

CODEC = FAMILIES[CODECS][0]
BAND = VerdictParams(real_below=0.3, fake_above=0.7)


def scores() -> Scores:
    made = [
        ("real", "home", "", 0.1), ("real", "home", "", 0.6), ("real", "studio", "", 0.2),
        ("real", "studio", "", 0.9), ("real", "studio", "", 0.1), ("real", "studio", "", 0.1),
        ("fake", "VITS", "VITS", 0.9), ("fake", "VITS", "VITS", 0.4),
        ("fake", "YourTTS", "YourTTS", 0.1), ("fake", "new", "new", 0.8),
    ]  # fmt: skip
    clips = [
        Clip(Path(f"{i}.wav"), label, source, speaker=f"s{i}", engine=engine)  # type: ignore[arg-type]
        for i, (label, source, engine, _) in enumerate(made)
    ]
    return Scores(clips, np.array([p for *_, p in made]))


def test_sources_and_engines_are_counted_apart() -> None:
    got = figures(scores(), BAND)
    assert got["by_source"]["home"] == {"clips": 2, "false_alarms": 0.5, "called_fake": 0.0}
    assert got["by_source"]["studio"] == {"clips": 4, "false_alarms": 0.25, "called_fake": 0.25}
    vits = got["by_engine"]["VITS"]
    assert (vits["clips"], vits["missed"], vits["called_real"]) == (2, 0.5, 0.0)
    assert got["by_family"]["VITS-like TTS"]["clips"] == 3
    assert got["by_family"]["VITS-like TTS"]["called_real"] == pytest.approx(1 / 3)
    assert got["by_family"]["other"]["missed"] == 0


def test_every_engine_and_source_counts_alike_in_the_mean() -> None:
    got = figures(scores(), BAND)["mean_error"]
    assert got == {"missed": pytest.approx(0.5), "false_alarms": pytest.approx(0.375)}


def test_verdicts_are_those_of_the_page() -> None:
    got = figures(scores(), BAND)["verdicts"]
    assert got["real"] == pytest.approx({"real": 4 / 6, "unsure": 1 / 6, "fake": 1 / 6})
    assert got["fake"] == pytest.approx({"real": 1 / 4, "unsure": 1 / 4, "fake": 2 / 4})


def test_intervals_hold_their_figure() -> None:
    got = figures(scores(), BAND)
    low, high = got["intervals"]["accuracy"]
    assert low < got["accuracy"] < high
    assert set(got["intervals"]) > {"eer", "decided_accuracy", "false_alarm_rate", "miss_rate"}


def test_one_class_alone_has_what_it_can_have() -> None:
    got = figures(scores().only("real"), BAND)
    assert got["verdicts"].keys() == {"real"}
    assert "cllr" not in got
    assert got["by_source"]


def test_every_engine_belongs_to_one_family() -> None:
    engines = [ENGINES.get(e, e) for members in FAMILIES.values() for e in members]
    assert engines == [engine for members in FAMILIES.values() for engine in members]
    assert len(engines) == len(set(engines))
    assert family("VALL-E") == "language-model TTS"
    assert {family(e) for held_out in HELD_OUT.values() for e in held_out} <= set(FAMILIES)


def test_a_speaker_of_many_clips_does_not_outvote_the_others() -> None:
    made = [("real", "loud", 0.9)] * 16 + [("real", f"quiet {i}", 0.1) for i in range(4)]
    made += [("fake", f"f{i}", 0.6 if i else 0.1) for i in range(4)]
    clips = [
        Clip(Path(f"{i}.wav"), label, "home", speaker, "e" if label == "fake" else "")  # type: ignore[arg-type]
        for i, (label, speaker, _) in enumerate(made)
    ]
    got = figures(Scores(clips, np.array([p for *_, p in made])), BAND)
    assert got["false_alarm_rate"] == pytest.approx(16 / 20)
    assert got["voices_alike"]["false_alarm_rate"] == pytest.approx(4 / 8)
    assert got["voices_alike"]["miss_rate"] == pytest.approx(1 / 4)
    assert got["voices_alike"]["called_fake"] == pytest.approx(1 / 2)
    assert got["voices_alike"]["decided"] == pytest.approx((1 + 1 / 4) / 2)
    assert got["voices_alike"]["decided_accuracy"] == pytest.approx(0.25 / 0.625)


def test_neural_codecs_are_told_apart_from_the_rest() -> None:
    made = [("real", "", 0.1), ("real", "", 0.3), ("fake", "VITS", 0.9), ("fake", CODEC, 0.2)]
    clips = [
        Clip(Path(f"{i}.wav"), label, "home", f"s{i}", engine)  # type: ignore[arg-type]
        for i, (label, engine, _) in enumerate(made)
    ]
    all_of_them = Scores(clips, np.array([p for *_, p in made]))
    got = figures(all_of_them, BAND)
    assert got["voices_alike"]["eer"] > 0
    assert got["without_codecs"]["eer"] == 0
    assert got["without_codecs"]["miss_rate"] == 0
    of_codecs_alone = all_of_them.where([c.engine in ("", CODEC) for c in clips])
    assert figures(of_codecs_alone, BAND)["without_codecs"] == {}
