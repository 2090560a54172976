"""Festival: diphone voices, two made of hidden Markov models and one of whole units.

A diphone voice is a person's recorded sounds, cut in the middle, joined anew and bent to another
melody: the waveform of a human, and no human ever said it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from training.corpus.clip import Label
from training.corpus.packages import Packages
from training.corpus.programs import Program, unpacked
from training.corpus.sound import Samples, read
from training.corpus.source import Context, Item, Skip
from training.corpus.text import sentences


@dataclass(frozen=True)
class Voice:
    """A voice of Debian's.

    Attributes:
        language: what it speaks; `reads` is that of its sentences, where it has none of its own.
        speaker: the person, named as other collections of this voice do.
        encoding: of the text that it takes.
    """

    package: str
    language: str
    speaker: str
    licence: str
    encoding: str = "latin-1"
    reads: str = ""


OPENTTS = "synesthesiam/opentts"
VOICES = {
    "kal_diphone": Voice("kallpc16k", "en", "cmu/kal", "MIT-like"),
    "ked_diphone": Voice("kdlpc16k", "en", f"{OPENTTS}/ked_diphone", "MIT-like"),
    "cmu_us_slt_arctic_hts": Voice("us-slt-hts", "en", "cmu/slt", "MIT-like"),
    "lp_diphone": Voice("italp16k", "it", f"{OPENTTS}/lp_diphone", "GPL-2.0+"),
    "pc_diphone": Voice("itapc16k", "it", f"{OPENTTS}/pc_diphone", "GPL-2.0+"),
    "suo_fi_lj_diphone": Voice(
        "suopuhe-lj", "fi", f"{OPENTTS}/suo_fi_lj_diphone", "LGPL-2.0+", reads="it"
    ),
    "hy_fi_mv_diphone": Voice(
        "suopuhe-mv", "fi", f"{OPENTTS}/hy_fi_mv_diphone", "LGPL-2.0+", reads="it"
    ),
    "upc_ca_ona_hts": Voice(
        "ca-ona-hts", "ca", f"{OPENTTS}/upc_ca_ona_hts", "LGPL-2.1+", reads="es"
    ),
    "msu_ru_nsh_clunits": Voice("ru", "ru", "festvox-ru/msu-nsh", "BSD-like", "utf-8"),
    **{
        f"czech_{name}": Voice(
            f"czech-{name}", "cs", f"{OPENTTS}/czech_{name}", "GPL-3.0+", "iso-8859-2"
        )
        for name in ("dita", "krb", "machac", "ph")
    },
}
PER_VOICE = 50
SCRIPT = """
; A Czech voice has an absolute path, unless another one is known before it is loaded.
(defvar {czech}-unisyn-index "{data}/voices/czech/{voice}/group/{group}.group")
(voice_{voice})
(set! said (utt.synth (Utterance Text "{text}")))
(utt.save.wave said "{path}" 'riff)
"""


@cache
def program(downloads: Path) -> Program:
    """festival and its voices from their packages; an installed one may have other voices."""
    voices = (f"festvox-{voice.package}" for voice in VOICES.values())
    return unpacked(Packages(downloads), "festival", "festival", *voices)


@dataclass(frozen=True)
class Festival:
    """See `source.Source`. A speaker is the person whose voice it is."""

    name: str = "festival"
    label: Label = "fake"
    about: str = f"{len(VOICES)} diphone, HTS and unit voices, 6 languages (Debian festival)"

    def plan(self, context: Context) -> list[Item]:
        program(context.packages.folder)
        return list(self._items(context))

    def _items(self, context: Context) -> Iterator[Item]:
        languages = {v.reads or v.language for v in VOICES.values()}
        texts = {lang: reversed(sentences(context.packages, lang)) for lang in languages}
        for (name, v), n in product(VOICES.items(), range(PER_VOICE)):
            args = {
                "text": next(texts[v.reads or v.language]), "voice": name,
                "downloads": context.packages.folder,
            }  # fmt: skip
            yield Item(
                id=f"{name}__{n}", source=self.name, speaker=v.speaker, language=v.language,
                licence=f"{v.licence} (festvox-{v.package})", args=args,
            )  # fmt: skip

    def render(self, item: Item) -> Samples:
        name, festival = item.args["voice"], program(item.args["downloads"])
        data = f"{festival.root}/usr/share/festival"
        text = item.args["text"].replace("\\", " ").replace('"', " ")
        with tempfile.TemporaryDirectory() as folder:
            path, script = Path(folder) / "speech.wav", Path(folder) / "speak.scm"
            lines = SCRIPT.format(
                data=data, voice=name, czech=name.replace("_", "-"), text=text, path=path,
                group=name.removeprefix("czech_"),
            )  # fmt: skip
            script.write_text(lines, encoding=VOICES[name].encoding, errors="ignore")
            festival("--datadir", data, "--batch", str(script))
            if not path.exists():
                raise Skip(f"{name} cannot say {text!r}")
            return read(path)
