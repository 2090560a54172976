"""Clips in memory, and balanced, augmented batches of spectrograms made from them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.audio import load
from training.augment import AugmentParams, augment, mask
from training.codecs import CODECS, transcode
from training.corpus.clip import Clip
from training.messages import AudioError
from training.params import LABELS, Params
from training.spectrogram import spectrogram
from training.speech import speech_in
from training.windows import cut_window, window_starts


def to_int16(x: NDArray[np.float32]) -> NDArray[np.int16]:
    """Full scale ±1 → ±32767, half the memory of float32."""
    return np.round(np.clip(x, -1, 1) * 32767).astype(np.int16)


def to_float(x: NDArray[np.int16]) -> NDArray[np.float32]:
    """±32768 → full scale ±1."""
    return x.astype(np.float32) / np.float32(32768)


@dataclass(frozen=True)
class Sound:
    """One clip at 16 kHz as int16 [n], and the same after a codec, if one was asked for."""

    clip: Clip
    samples: NDArray[np.int16]
    coded: NDArray[np.int16] | None

    @property
    def label(self) -> int:
        return LABELS.index(self.clip.label)


def _load_sound(job: tuple[Clip, bool, Params]) -> Sound | str:
    clip, with_codec, p = job
    try:
        x, _ = load(clip.path, p)
    except AudioError as error:
        return f"{clip.path}: {error}"
    if x.size < p.window.min_length:
        return f"{clip.path}: shorter than {p.window.min_length / p.sample_rate_hz} s"
    coded = None
    if with_codec:
        choice = hashlib.sha256(str(clip.path.name).encode()).digest()[0]
        coded = to_int16(transcode(x, p.sample_rate_hz, CODECS[choice % len(CODECS)]))
    return Sound(clip, to_int16(x), coded)


def load_sounds(clips: Sequence[Clip], p: Params, with_codec: bool = False) -> list[Sound]:
    """Decode clips in parallel; a clip that can't be used is named and left out.

    Raises:
        ValueError: if not one could be used.
    """
    jobs = [(clip, with_codec, p) for clip in clips]
    with ProcessPoolExecutor() as pool:
        loaded = pool.map(_load_sound, jobs, chunksize=16)
        sounds = []
        for item in tqdm(loaded, total=len(jobs), desc="load clips", unit="clip"):
            if isinstance(item, str):
                tqdm.write(f"left out {item}")
            else:
                sounds.append(item)
    if not sounds:
        raise ValueError("none of the clips could be used")
    return sounds


def sampling_weights(clips: Iterable[Clip]) -> NDArray[np.float64]:
    """Probability of each clip: the classes alike; within one, a source or engine of n clips
    counts as the square root of n, so that big ones lead without drowning the small."""
    clips = list(clips)
    groups = Counter((c.label, c.engine or c.source) for c in clips)
    weights = np.array([groups[c.label, c.engine or c.source] ** -0.5 for c in clips])
    labels = np.array([c.label for c in clips])
    for label in LABELS:
        total = weights[labels == label].sum()
        if not total:
            raise ValueError(f"there is no {label} clip to train on")
        weights[labels == label] /= total * len(LABELS)
    return weights


class Batches(keras.utils.PyDataset):
    """Random augmented windows, drawn by `sampling_weights`; a function of (seed, epoch, index).

    Yields float32 [batch, frames, bins, 1] and int [batch].
    """

    def __init__(
        self,
        sounds: Sequence[Sound],
        p: Params,
        a: AugmentParams,
        batch_size: int,
        steps: int,
        seed: int,
    ) -> None:
        super().__init__(workers=2, max_queue_size=8)
        self.sounds, self.p, self.a = sounds, p, a
        self.batch_size, self.steps, self.seed = batch_size, steps, seed
        self.epoch = 0
        self.cumulative = np.cumsum(sampling_weights(s.clip for s in sounds))

    def __len__(self) -> int:
        return self.steps

    def _window(self, sound: Sound, rng: np.random.Generator) -> NDArray[np.float32]:
        use_coded = sound.coded is not None and rng.random() < 0.5
        samples = sound.coded if use_coded and sound.coded is not None else sound.samples
        start = int(rng.integers(0, max(1, samples.size - self.p.window.length)))
        x = to_float(samples[start : start + self.p.window.length])
        return augment(cut_window(x, 0, self.p.window), self.p.sample_rate_hz, rng, self.a)

    def __getitem__(self, index: int) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        rng = np.random.default_rng((self.seed, self.epoch, index))
        picks = np.searchsorted(self.cumulative, rng.random(self.batch_size) * self.cumulative[-1])
        chosen = [self.sounds[min(i, len(self.sounds) - 1)] for i in picks]
        windows = np.stack([self._window(sound, rng) for sound in chosen])
        x = spectrogram(windows, self.p.spectrogram, np.float32)
        x = np.stack([mask(s, rng, self.a) for s in x])
        return x[..., None], np.array([s.label for s in chosen])


def clip_windows(x: NDArray[np.float32], p: Params) -> NDArray[np.float32]:
    """The windows of a clip that hold speech, float32 [k, length]; k may be 0."""
    cut = [cut_window(x, start, p.window) for start in window_starts(x.size, p.window)]
    kept = [w for w in cut if speech_in(w, p) == "speech"]
    return np.stack(kept) if kept else np.zeros((0, p.window.length), np.float32)
