"""What the ablations try: each variant changes one thing about the training that is shipped."""

from __future__ import annotations

from dataclasses import dataclass, field

from training.augment import AugmentParams
from training.batches import BatchParams
from training.model import Branch, Design
from training.params import Params, SpectrogramParams

CLEAN = AugmentParams(
    short=0,
    tempo=0,
    band_limit=0,
    telephone=0,
    colour=0,
    reverb=0,
    bend=0,
    noise=0,
    denoise=0,
    level=0,
    loss=0,
    clip=0,
    quantise=0,
    mask=0,
)
HALF = (8, 16, 32, 48)


@dataclass(frozen=True)
class Variant:
    """What differs from the training that is shipped."""

    params: Params = field(default_factory=Params)
    design: Design = field(default_factory=Design)
    batch: BatchParams = field(default_factory=BatchParams)
    augment: AugmentParams = field(default_factory=AugmentParams)
    label_smoothing: float | None = None
    recorded: bool = True


VARIANTS = {
    "as shipped": Variant(),
    "no augmentation but codecs": Variant(augment=CLEAN),
    "no noise suppression, no automatic gain": Variant(augment=AugmentParams(denoise=0, level=0)),
    "no codecs": Variant(batch=BatchParams(coded=0)),
    "noise and rooms generated only": Variant(recorded=False),
    "a channel of its own for each clip": Variant(batch=BatchParams(one_channel=False)),
    "no pairs with the original": Variant(batch=BatchParams(with_original=0)),
    "always pairs with the original": Variant(batch=BatchParams(with_original=1)),
    "no sound without speech": Variant(batch=BatchParams(no_speech=0)),
    "labels not smoothed": Variant(label_smoothing=0.0),
    "linear alone": Variant(design=Design((Branch(),))),
    "mel, 80 bands, alone": Variant(design=Design((Branch("mel-80"),))),
    "linear twice": Variant(design=Design((Branch(widths=HALF), Branch(widths=HALF)))),
    "mel, 80 bands, for fine": Variant(design=Design((Branch(), Branch("mel-80")))),
    "LFCC for fine": Variant(design=Design((Branch(), Branch("lfcc")))),
    "fine alone": Variant(design=Design((Branch("fine"),))),
    "linear alone, n_fft 1024, hop 320": Variant(
        params=Params(spectrogram=SpectrogramParams(n_fft=1_024, hop_length=320, n_bins=512)),
        design=Design((Branch(),)),
    ),
    "linear alone, n_fft 256, hop 80": Variant(
        params=Params(spectrogram=SpectrogramParams(n_fft=256, hop_length=80, n_bins=128)),
        design=Design((Branch(),)),
    ),
    "linear alone, bin means kept": Variant(design=Design((Branch(bin_means="kept"),))),
    "linear alone, mean pooled": Variant(design=Design((Branch(pooling="mean"),))),
    "linear alone, attention pooling": Variant(design=Design((Branch(pooling="attention"),))),
    "linear alone, half as wide": Variant(design=Design((Branch(widths=HALF),))),
    "linear alone, a quarter wider": Variant(design=Design((Branch(widths=(20, 40, 80, 120)),))),
}
