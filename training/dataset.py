"""Clips in memory, how much each of them counts, and their windows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.audio import load
from training.corpus.clip import Clip
from training.messages import AudioError
from training.params import LABELS, Params
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
    """One clip at 16 kHz as int16 [n]."""

    clip: Clip
    samples: NDArray[np.int16]

    @property
    def label(self) -> int:
        return LABELS.index(self.clip.label)


def with_samples(sound: Sound, x: NDArray[np.float32]) -> Sound:
    """The sound with other samples, softer where they would go beyond full scale."""
    loudest = float(np.abs(x).max(initial=1.0))
    return replace(sound, samples=to_int16(x / np.float32(loudest)))


def _load_sound(job: tuple[Clip, Params]) -> Sound | str:
    clip, p = job
    try:
        x, _ = load(clip.path, p)
    except AudioError as error:
        return f"{clip.path}: {error}"
    if x.size < p.window.min_length:
        return f"{clip.path}: shorter than {p.window.min_length / p.sample_rate_hz} s"
    return Sound(clip, to_int16(x))


def load_sounds(clips: Sequence[Clip], p: Params) -> list[Sound]:
    """Decode clips in parallel; a clip that can't be used is named and left out.

    Raises:
        ValueError: if not one could be used.
    """
    jobs = [(clip, p) for clip in clips]
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
    """Probability of each clip: the classes alike; within one, whoever offers more voices leads.

    A speaker of n clips counts as the square root of n; a source or engine as the square root of
    what its speakers count, so that big ones lead without drowning the small, and a thousand clips
    of two actors weigh less than those of two hundred people.
    """
    clips = list(clips)
    groups = [(c.label, c.engine or c.source) for c in clips]
    speakers = [(*g, c.speaker or str(c.path)) for g, c in zip(groups, clips, strict=True)]
    sizes = Counter(speakers)
    weights = np.array([sizes[speaker] ** -0.5 for speaker in speakers])
    voices: dict[tuple[str, str], float] = defaultdict(float)
    for name, weight in zip(groups, weights, strict=True):
        voices[name] += weight
    weights *= [voices[name] ** -0.5 for name in groups]
    labels = np.array([c.label for c in clips])
    for label in LABELS:
        total = weights[labels == label].sum()
        if not total:
            raise ValueError(f"there is no {label} clip to train on")
        weights[labels == label] /= total * len(LABELS)
    return weights


def clip_windows(x: NDArray[np.float32], p: Params) -> NDArray[np.float32]:
    """The windows of a clip that hold speech, float32 [k, length]; k may be 0."""
    cut = [cut_window(x, start, p.window) for start in window_starts(x.size, p.window)]
    kept = [w for w in cut if speech_in(w, p) == "speech"]
    return np.stack(kept) if kept else np.zeros((0, p.window.length), np.float32)
