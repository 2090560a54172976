"""Engines that the shipped model never hears, so that "unseen engines" can be measured.

`FOR_VALIDATION` steers early stopping and calibration; `FOR_TEST` is heard once, by the published
evaluation. Both reach over the families (language-model, diffusion and parallel TTS, voice
conversion, neural vocoders, classical synthesis), and take engines whose speakers few others
imitate: whoever speaks in a held-out clip may not be trained on either, and each such speaker
takes other engines' clips out of training.
"""

from __future__ import annotations

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


def held_out(family: str = "") -> dict[str, tuple[str, ...]]:
    """The engines held out, by the split that hears them.

    Args:
        family: a key of `FAMILIES`: all of it is unseen, in place of `FOR_TEST`.

    Raises:
        ValueError: if there is no such family.
    """
    if not family:
        return HELD_OUT
    if family not in FAMILIES:
        raise ValueError(f"no family {family!r}; there are {', '.join(FAMILIES)}")
    unseen = FAMILIES[family]
    return {"test_unseen": unseen, "val": tuple(e for e in FOR_VALIDATION if e not in unseen)}
