"""Sentences for the speech engines to read: quotes of Debian's fortune packages."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.source import order

PACKAGES = {
    "en": ("fortunes", "fortunes-min"), "es": ("fortunes-es",), "it": ("fortunes-it",),
    "cs": ("fortunes-cs",), "ru": ("fortunes-ru",), "de": ("fortunes-de",), "pt": ("fortunes-br",),
    "pl": ("fortunes-pl",), "bg": ("fortunes-bg",), "eo": ("fortunes-eo",), "ga": ("fortunes-ga",),
}  # fmt: skip
SHORTEST, LONGEST = 30, 140
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def sentences(packages: Packages, language: str) -> list[str]:
    """Sentences of 30 to 140 letters in a language of PACKAGES, shuffled, always in one order."""
    roots = [packages.deb(name) / "usr/share/games/fortunes" for name in PACKAGES[language]]
    files = sorted(chain.from_iterable(root.rglob("*") for root in roots))
    found = set(chain.from_iterable(_read(path) for path in files if _is_quotes(path)))
    if not found:
        raise CorpusError(f"no usable sentence in {', '.join(PACKAGES[language])}")
    return sorted(found, key=lambda sentence: order(language, sentence))


def _is_quotes(path: Path) -> bool:
    return path.is_file() and path.suffix in ("", ".fortunes") and "off" not in path.parts


def _read(path: Path) -> list[str]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    quotes = (" ".join(quote.split()) for quote in re.split(r"^%.*$", text, flags=re.M))
    return [s for quote in quotes for s in _SENTENCE.split(quote) if _is_speakable(s)]


def _is_speakable(sentence: str) -> bool:
    letters = sum(c.isalpha() or c in " ,.'!?;-" for c in sentence)
    return SHORTEST <= len(sentence) <= LONGEST and letters >= 0.97 * len(sentence)
