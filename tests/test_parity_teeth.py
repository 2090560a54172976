"""The parity tests bite: each typical mistake, put into one side, turns its comparison red.

The comparisons are those that the parity tests call. What each mistake measures is written in
docs/decisions/0003-parity-has-teeth.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
import soundfile as sf
from av.codec.context import Flags2
from numpy.typing import NDArray

from tests import parity
from tests.audio_page import AudioPage
from tests.signals import babble, song_and_word
from training import predict
from training import spectrogram as spectrogram_module
from training.audio import decode, load
from training.features import features, parts, together
from training.params import FAKE, NO_VOICE, REAL, VOICE, Params, ResampleParams, SpectrogramParams
from training.quality import Quality, window_quality
from training.resample import resample
from training.shipped import ShippedModel
from training.spectrogram import spectrogram
from training.windows import cut_window

Samples = NDArray[np.float32]
CLIP = Path(__file__).parent / "clips" / "formats" / "real-ru-44k1-mono-pcm16.wav"


@pytest.fixture(scope="module")
def window(p: Params) -> Samples:
    """Two seconds of real speech."""
    return cut_window(load(CLIP, p)[0], 0, p.window)


# Mistakes in the decoder of MP3


def with_its_lead(path: Path) -> tuple[Samples, int]:
    """What the encoder put before the sound stays, as WebCodecs leave it."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        stream.codec_context.flags2 |= Flags2.skip_manual
        frames = [frame.to_ndarray() for frame in container.decode(stream)]
    return np.concatenate(frames, axis=1), stream.rate


def of_16_bits(path: Path) -> tuple[Samples, int]:
    x, rate = decode(path)
    return (np.round(x * 32_768) / 32_768).astype(np.float32), rate


@pytest.mark.parametrize("mistake", [with_its_lead, of_16_bits])
def test_a_wrong_decoder_is_noticed(js: AudioPage, mistake: parity.Decode) -> None:
    path = CLIP.with_name("real-ru-44k1-stereo-mp3.mp3")
    parity.compare_mp3(js, path)
    with pytest.raises(AssertionError, match=r"differs by|should be"):
        parity.compare_mp3(js, path, mistake)


# Mistakes in the resampler


def linear(x: Samples, rate_hz: float, target_hz: int, _: ResampleParams) -> Samples:
    n = int(np.ceil(x.size * target_hz / rate_hz))
    at = np.arange(n) * rate_hz / target_hz
    return np.interp(at, np.arange(x.size), x, right=0).astype(np.float32)


def one_sample_late(x: Samples, rate_hz: float, target_hz: int, p: ResampleParams) -> Samples:
    return np.roll(resample(x, rate_hz, target_hz, p), 1)


def shorter_filter(x: Samples, rate_hz: float, target_hz: int, p: ResampleParams) -> Samples:
    return resample(x, rate_hz, target_hz, replace(p, zero_crossings=p.zero_crossings - 1))


def other_rolloff(x: Samples, rate_hz: float, target_hz: int, p: ResampleParams) -> Samples:
    return resample(x, rate_hz, target_hz, replace(p, rolloff=p.rolloff - 0.001))


@pytest.mark.parametrize("mistake", [linear, one_sample_late, shorter_filter, other_rolloff])
@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_a_wrong_resampler_is_noticed(
    either: AudioPage, p: Params, rate: int, mistake: parity.Resample
) -> None:
    x = babble(rate, 1.0)
    parity.compare_resample(either, x, rate, p)
    with pytest.raises(AssertionError, match="differs by"):
        parity.compare_resample(either, x, rate, p, mistake)


# Mistakes in the spectrogram


def symmetric_hann(x: Samples, p: SpectrogramParams) -> Samples:
    with pytest.MonkeyPatch.context() as patch:
        table = np.hanning(p.n_fft).astype(np.float32)
        patch.setattr(spectrogram_module, "stft_window", lambda _: table)
        return spectrogram(x, p)


def reversed_bins(x: Samples, p: SpectrogramParams) -> Samples:
    return spectrogram(x, p)[:, ::-1]


def swapped_bins(x: Samples, p: SpectrogramParams) -> Samples:
    s = spectrogram(x, p).copy()
    s[:, [10, 11]] = s[:, [11, 10]]
    return s


def bins_before_frames(x: Samples, p: SpectrogramParams) -> Samples:
    return np.ascontiguousarray(spectrogram(x, p).T)


def one_bin_up(x: Samples, p: SpectrogramParams) -> Samples:
    return spectrogram(x, replace(p, first_bin=p.first_bin - 1))


def natural_logarithm(x: Samples, p: SpectrogramParams) -> Samples:
    return spectrogram(x, p) * np.float32(np.log(10))


def other_floor(x: Samples, p: SpectrogramParams) -> Samples:
    return spectrogram(x, replace(p, power_floor=p.power_floor * 10))


# Mistakes in the features


def fine_before_coarse(x: Samples, p: Params) -> Samples:
    s = features(x, p)
    return np.concatenate([s[p.n_frames :], s[: p.n_frames]])


def last_frames_not_the_first(x: Samples, p: Params) -> Samples:
    fine = spectrogram(x, p.fine)
    kept = parts(features(x, p), p)[1].shape[0]
    return together(spectrogram(x, p.spectrogram), fine[-kept:])


def bins_by_bins(x: Samples, p: Params) -> Samples:
    coarse, fine = parts(features(x, p), p)
    a_row = p.spectrogram.n_bins // p.fine.n_bins
    mixed = fine.reshape(-1, a_row, p.fine.n_bins).transpose(0, 2, 1)
    return together(coarse, mixed.reshape(fine.shape))


def other_fine_hop(x: Samples, p: Params) -> Samples:
    longer = np.concatenate([x, x[-64:]])
    return features(longer, replace(p, fine=replace(p.fine, hop_length=65)))[: len(features(x, p))]


SPECTROGRAM_MISTAKES = (
    symmetric_hann,
    reversed_bins,
    swapped_bins,
    bins_before_frames,
    one_bin_up,
    natural_logarithm,
    other_floor,
)
FEATURE_MISTAKES = (fine_before_coarse, last_frames_not_the_first, bins_by_bins, other_fine_hop)


@pytest.mark.parametrize(
    ("compare", "mistake"),
    [
        *((parity.compare_spectrogram, mistake) for mistake in SPECTROGRAM_MISTAKES),
        *((parity.compare_features, mistake) for mistake in FEATURE_MISTAKES),
    ],
)
def test_a_wrong_analysis_is_noticed(
    either: AudioPage,
    p: Params,
    window: Samples,
    compare: Callable[..., float],
    mistake: Callable[..., Samples],
) -> None:
    compare(either, window, p)
    with pytest.raises(AssertionError, match="differs by"):
        compare(either, window, p, mistake)


# Mistakes in the quality


def of_the_median_frame(x: Samples, s: Samples, p: Params) -> Quality:
    return window_quality(x, s, replace(p, quality=replace(p.quality, loud=0.5)))


def of_the_loudest_frame(x: Samples, s: Samples, p: Params) -> Quality:
    return window_quality(x, s, replace(p, quality=replace(p.quality, loud=1.0)))


def bins_from_zero(x: Samples, s: Samples, p: Params) -> Quality:
    moved = replace(p.spectrogram, first_bin=p.spectrogram.first_bin - 1)
    return window_quality(x, s, replace(p, spectrogram=moved))


@pytest.mark.parametrize("mistake", [of_the_median_frame, of_the_loudest_frame, bins_from_zero])
def test_a_wrong_quality_is_noticed(
    js: AudioPage, p: Params, window: Samples, mistake: parity.QualityOf
) -> None:
    parity.compare_quality(js, window, p)
    with pytest.raises(AssertionError, match="differs by"):
        parity.compare_quality(js, window, p, mistake)


# Mistakes around the network


def features_of(path: Path, p: Params) -> Samples:
    x, _ = load(path, p)
    return features(np.stack([cut_window(x, s, p.window) for s in (0, 4_000, 8_000)]), p)


@pytest.fixture(scope="module")
def inputs(p: Params, masters: list[Path]) -> Samples:
    return np.concatenate([features_of(path, p) for path in masters])


MISTAKEN_INPUT: dict[str, Callable[[Samples], Samples]] = {
    "bins reversed": lambda x: x[:, :, ::-1],
    "time reversed": lambda x: x[:, ::-1],
    "bins before frames": lambda x: x.transpose(0, 2, 1, 3).reshape(x.shape),
    "windows in another order": lambda x: x[::-1],
}


@pytest.mark.parametrize("mistake", MISTAKEN_INPUT)
def test_a_network_fed_wrongly_is_noticed(
    js: AudioPage, shipped: ShippedModel, inputs: Samples, mistake: str
) -> None:
    parity.compare_probabilities(js, inputs, shipped)

    def fed_wrongly(x: Samples) -> Samples:
        return shipped.predict(np.ascontiguousarray(MISTAKEN_INPUT[mistake](x)))

    with pytest.raises(AssertionError, match=r"differs by|any comparison would pass"):
        parity.compare_probabilities(js, inputs, shipped, fed_wrongly)


def test_labels_in_the_other_order_are_noticed(
    js: AudioPage, shipped: ShippedModel, inputs: Samples
) -> None:
    with pytest.raises(AssertionError, match="differs by"):
        parity.compare_probabilities(
            js, inputs, shipped, lambda x: shipped.predict(x)[:, [FAKE, REAL, NO_VOICE, VOICE]]
        )


def test_a_network_that_always_says_the_same_proves_nothing(
    js: AudioPage, shipped: ShippedModel, inputs: Samples
) -> None:
    with pytest.raises(AssertionError, match="any comparison would pass"):
        parity.compare_probabilities(
            js, inputs, shipped, lambda x: np.full((len(x), 4), 0.5, np.float32)
        )


# Mistakes in the verdict


@pytest.fixture(scope="module")
def open_clip(shipped: ShippedModel, clips: list[Path]) -> Path:
    """The recording that the model is least sure of: far from 0 and 1 a probability moves."""
    lossless = [path for path in clips if path.suffix in (".wav", ".flac")]
    return min(lossless, key=lambda path: abs(predict.classify(path, shipped)["p_fake"] - 0.5))


@pytest.mark.parametrize(
    ("slope", "intercept", "floor"), [(1.1, 0.0, 0.0), (1.0, 0.1, 0.0), (1.0, 0.0, 0.01)]
)
def test_a_stale_calibration_is_noticed(
    js: AudioPage,
    shipped: ShippedModel,
    open_clip: Path,
    slope: float,
    intercept: float,
    floor: float,
) -> None:
    got = js.call("classifyFile", open_clip)
    parity.compare_results(got, predict.classify(open_clip, shipped))
    v = shipped.params.verdict
    old = replace(
        v, slope=v.slope * slope, intercept=v.intercept + intercept, floor=v.floor + floor
    )
    stale = replace(shipped, params=replace(shipped.params, verdict=old))
    expected = {**predict.classify(open_clip, stale), **_same_answer(got)}
    with pytest.raises(AssertionError, match=r"p_fake|window at"):
        parity.compare_results(got, expected)


def _same_answer(got: dict[str, Any]) -> dict[str, Any]:
    return {key: got[key] for key in ("verdict", "reasons", "reason_codes")}


def test_a_stale_decision_band_is_noticed(js: AudioPage, shipped: ShippedModel) -> None:
    got = js.call("classifyFile", CLIP)
    v = replace(shipped.params.verdict, real_below=0.0, fake_above=1.1)
    if got["verdict"] == "unsure":
        v = replace(v, real_below=0.5, fake_above=0.5)
    model = replace(shipped, params=replace(shipped.params, verdict=v))
    with pytest.raises(AssertionError, match="verdict"):
        parity.compare_results(got, predict.classify(CLIP, model))


def test_a_stale_threshold_for_voices_is_noticed(js: AudioPage, shipped: ShippedModel) -> None:
    got = js.call("classifyFile", CLIP)
    deaf = replace(shipped.params.verdict, voice_above=1.1)
    model = replace(shipped, params=replace(shipped.params, verdict=deaf))
    with pytest.raises(AssertionError):
        parity.compare_results(got, predict.classify(CLIP, model))


def test_a_stale_share_of_voices_is_noticed(
    js: AudioPage, shipped: ShippedModel, tmp_path: Path
) -> None:
    path = tmp_path / "song.wav"
    sf.write(path, song_and_word(), 16_000)
    got = js.call("classifyFile", path)
    patient = replace(shipped.params.speech, min_voiced_share=0.0)
    model = replace(shipped, params=replace(shipped.params, speech=patient))
    with pytest.raises(AssertionError):
        parity.compare_results(got, predict.classify(path, model))


def test_another_model_is_noticed(js: AudioPage, shipped: ShippedModel) -> None:
    got = js.call("classifyFile", CLIP)
    with pytest.raises(AssertionError, match="model"):
        parity.compare_results(got, predict.classify(CLIP, replace(shipped, sha256="0" * 64)))


def test_a_number_that_is_not_a_number_is_noticed() -> None:
    with pytest.raises(AssertionError, match="differs by nan"):
        parity.assert_close(np.array([np.nan]), np.array([0.0]), 1.0, "anything")


def test_a_missing_element_is_noticed() -> None:
    with pytest.raises(AssertionError, match="should be"):
        parity.assert_close(np.zeros(3), np.zeros(4), 1.0, "anything")
