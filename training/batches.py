"""Balanced, augmented batches of spectrograms: pairs of a real and a fake in the same channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import keras
import numpy as np
from numpy.typing import NDArray

from training.augment import (
    NOTHING,
    AugmentParams,
    at_tempo,
    augment,
    mask,
    shortened,
    tempo_factor,
)
from training.backgrounds import Backgrounds
from training.codecs import Codec
from training.coding import coded, draw_codec, with_lead
from training.dataset import Sound, sampling_weights, to_float
from training.features import features, parts, together
from training.joining import joined
from training.params import FAKE, LABELS, REAL, Params
from training.shared import Shared
from training.windows import cut_window

Batch = tuple[NDArray[np.float32], NDArray[np.float32]]

WORKERS = 2
KEPT = 2 * WORKERS
"""Batches whose windows are still at hand."""


@dataclass(frozen=True)
class BatchParams:
    """How a batch is made up.

    Attributes:
        size: windows in a batch, even.
        one_channel: whether both of a pair get the same augmentation.
        with_original: of the copy-synthesised fakes, how many meet their own original.
        coded: of the pairs, how many come through a codec, the last thing that happens to them.
        no_speech: of the windows, how many hold no voice; their target is one half.
        joined: of the pairs, how many have two of a class in each window, see `joining`.
        times: how often the same windows are used, each time with other masks: to make them takes
            longer than to learn from them.
    """

    size: int = 64
    one_channel: bool = True
    with_original: float = 0.5
    coded: float = 0.4
    no_speech: float = 0.12
    joined: float = 0.25
    times: int = 1


class Batches(keras.utils.PyDataset):
    """Random augmented windows, drawn by `sampling_weights`; a function of (seed, epoch, index).

    Windows 2k and 2k + 1 are a real one and a fake that went through one and the same
    augmentation, noise, room and band limits, so that only the voice tells them apart. Some pairs
    are replaced by sound without a voice, which is to be called neither.

    Yields `features` float32 [batch, rows, bins, 1] and targets float32 [batch, 4], as the model's
    outputs.
    """

    def __init__(
        self,
        sounds: Sequence[Sound],
        p: Params,
        steps: int,
        seed: int,
        b: BatchParams | None = None,
        a: AugmentParams | None = None,
        backgrounds: Backgrounds = NOTHING,
    ) -> None:
        super().__init__(workers=WORKERS, max_queue_size=8)
        self.p, self.b, self.a = p, b or BatchParams(), a or AugmentParams()
        self.backgrounds, self.steps, self.seed = backgrounds, steps, seed
        self.epoch = 0
        weights = sampling_weights(s.clip for s in sounds)
        labels = np.array([s.label for s in sounds])
        self.sounds = [[s for s in sounds if s.label == label] for label in range(len(LABELS))]
        self.cumulative = [np.cumsum(weights[labels == label]) for label in range(len(LABELS))]
        self.by_path = {str(s.clip.path): s for s in self.sounds[REAL]}
        self.kept: Shared[Batch] = Shared(KEPT)

    def __len__(self) -> int:
        return self.steps

    def _draw(self, label: int, rng: np.random.Generator) -> Sound:
        cumulative = self.cumulative[label]
        i = int(np.searchsorted(cumulative, rng.random() * cumulative[-1]))
        return self.sounds[label][min(i, cumulative.size - 1)]

    def pair(self, rng: np.random.Generator) -> tuple[Sound, Sound]:
        """A real sound and a fake, which may be a copy of it."""
        fake = self._draw(FAKE, rng)
        original = self.by_path.get(fake.clip.original)
        if original and rng.random() < self.b.with_original:
            return original, fake
        return self._draw(REAL, rng), fake

    def _cut(self, sound: Sound, n: int, rng: np.random.Generator) -> NDArray[np.float32]:
        factor = tempo_factor(rng, self.a)
        needed = int(np.ceil(n * factor)) + 1
        start = int(rng.random() * max(1, sound.samples.size - needed))
        x = at_tempo(to_float(sound.samples[start : start + needed]), factor, n)
        x = x[: shortened(n, self.p.sample_rate_hz, rng, self.a)]
        return cut_window(x, 0, replace(self.p.window, length=n))

    def _window(
        self, sound: Sound | None, other: Sound | None, codec: Codec | None, seed: int
    ) -> NDArray[np.float32]:
        """Of one sound, or of two in turn, or of what is no speech, as it arrives."""
        rng = np.random.default_rng(seed)
        length, rate_hz = self.p.window.length, self.p.sample_rate_hz
        n = with_lead(length, rate_hz, codec)
        if sound is None:
            x = self.backgrounds.no_speech(n, rate_hz, rng)
        else:
            x = self._cut(sound, n, rng)
        if other:
            x = joined(x, self._cut(other, n, rng), rng)
        x = augment(x, rate_hz, rng, self.a, self.backgrounds)
        return coded(x, length, rate_hz, codec, rng) if codec else x

    def __getitem__(self, index: int) -> Batch:
        number = self._number(index)
        x, targets = self.kept.get((self.epoch, number), lambda: self._made(number))
        rng = np.random.default_rng((self.seed, self.epoch, index, 1))
        x = np.stack([together(*(mask(s, rng, self.a) for s in parts(f, self.p))) for f in x])
        return x[..., None], targets

    def _number(self, index: int) -> int:
        """Which windows a batch has; neighbours have others, so that no worker has to wait."""
        block, place = divmod(index, WORKERS * self.b.times)
        return block * WORKERS + place % WORKERS

    def _made(self, number: int) -> Batch:
        rng = np.random.default_rng((self.seed, self.epoch, number))
        windows: list[NDArray[np.float32]] = []
        targets: list[tuple[float, ...]] = []
        for _ in range(self.b.size // 2):
            seed = int(rng.integers(2**63))
            codec = draw_codec(rng, self.b.coded)
            if rng.random() < self.b.no_speech:
                windows += [self._window(None, None, codec, seed + i) for i in range(2)]
                targets += [(0.5, 0.5, 1.0, 0.0)] * 2
                continue
            others = self.pair(rng) if rng.random() < self.b.joined else (None, None)
            for i, (sound, other) in enumerate(zip(self.pair(rng), others, strict=True)):
                own = 0 if self.b.one_channel else i
                windows.append(self._window(sound, other, codec, seed + own))
            targets += [(1.0, 0.0, 0.0, 1.0), (0.0, 1.0, 0.0, 1.0)]
        return features(np.stack(windows), self.p, np.float32), np.array(targets, np.float32)
