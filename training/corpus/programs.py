"""Speech programs from the PATH, or run from extracted Debian packages without installing them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages, run


@dataclass(frozen=True)
class Program:
    """A runnable program: its path, its environment and, unless installed, its root."""

    path: str
    env: dict[str, str] = field(default_factory=dict)
    root: Path | None = None

    def __call__(self, *arguments: str, stdin: str = "") -> str:
        """Run it on `stdin` and return its stdout; raises CorpusError with its complaint."""
        done = subprocess.run(
            [self.path, *arguments], input=stdin, env={"PATH": "/usr/bin:/bin", **self.env},
            capture_output=True, encoding="utf-8", errors="replace", timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise CorpusError(f"{Path(self.path).name}: {done.stderr.strip()[-200:]}")
        return done.stdout


def find(packages: Packages, name: str, *debs: str) -> Program:
    """The program `name` from the PATH, else `unpacked`."""
    installed = shutil.which(name)
    return Program(installed) if installed else unpacked(packages, name, *debs)


def unpacked(packages: Packages, name: str, *debs: str) -> Program:
    """The program `name` from the Debian packages and what they depend on.

    The extracted packages share one root; of the dependencies only those that the system lacks are
    fetched.
    """
    root = packages.folder.absolute() / "programs" / name
    if not root.is_dir():
        partial = root.with_name(f".{name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        for deb in [*debs, *_missing_dependencies(debs)]:
            shutil.copytree(packages.deb(deb), partial, symlinks=True, dirs_exist_ok=True)
        partial.replace(root)
    libraries = sorted({str(path.parent) for path in root.glob("**/lib/**/*.so*")})
    env = {"LD_LIBRARY_PATH": ":".join(libraries)}
    for data in root.glob("usr/lib/*/espeak-ng-data"):
        env["ESPEAK_DATA_PATH"] = str(data.parent)
    return Program(str(root / "usr/bin" / name), env, root)


def _missing_dependencies(debs: tuple[str, ...]) -> list[str]:
    kinds = ("recommends", "suggests", "conflicts", "breaks", "replaces", "enhances")
    flags = [f"--no-{kind}" for kind in kinds]
    listing = run(["apt-cache", "depends", "--recurse", "--important", *flags, *debs])
    wanted = {line for line in listing.splitlines() if line[:1].isalnum()} - set(debs)
    status = run(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n"])
    have = {line.split()[0] for line in status.splitlines() if line.endswith(" installed")}
    return sorted(wanted - have)
