"""Each stage gives the same in Python and in the page, fed with the same input.

Whole arrays are compared, on speech-like sound and on awkward input.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from math import gcd
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf
from numpy.typing import NDArray

from tests import parity
from tests.audio_page import AudioPage, PageError
from tests.signals import babble, noise, tone
from training.audio import decode, load
from training.features import features
from training.messages import ERRORS, REASONS, AudioError
from training.params import OUTPUTS, Params, VerdictParams
from training.quality import Quality, remarks
from training.resample import resample
from training.shipped import ShippedModel
from training.spectrogram import stft_window
from training.speech import frame_levels, mostly_voiceless, percentile, speech_in
from training.verdict import WindowScore, calibrate, to_probability
from training.windows import cut_window, window_starts

RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_056, 44_100, 48_000, 96_000, 192_000)
SUBTYPES = ("PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE")

AWKWARD: dict[str, Callable[[], NDArray[np.float32]]] = {
    "speech": lambda: babble(16_000, 2.0),
    "silence": lambda: np.zeros(32_000, np.float32),
    "offset": lambda: np.full(32_000, 0.5, np.float32),
    "speech on an offset": lambda: babble(16_000, 2.0) + np.float32(0.3),
    "clipping": lambda: np.clip(40 * babble(16_000, 2.0), -1, 1),
    "far above full scale": lambda: 1e6 * babble(16_000, 2.0),
    "faint": lambda: 1e-6 * babble(16_000, 2.0),
    "below the floor": lambda: 1e-9 * babble(16_000, 2.0),
    "denormal": lambda: np.full(32_000, 1e-42, np.float32),
    "hiss": lambda: noise(32_000),
    "tone on a bin": lambda: tone(1_000, 16_000, 2.0),
    "tone beside a bin": lambda: tone(1_017.3, 16_000, 2.0),
    "a click": lambda: np.eye(1, 32_000, 16_000, dtype=np.float32)[0],
    "speech then silence": lambda: np.concatenate(
        [babble(16_000, 0.4), np.zeros(25_600, np.float32)]
    ),
}


@pytest.fixture(params=AWKWARD, scope="module")
def window(request: pytest.FixtureRequest) -> NDArray[np.float32]:
    """One 2-s window of each awkward kind."""
    return AWKWARD[request.param]().astype(np.float32)


# decode


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("subtype", SUBTYPES)
def test_wav_is_decoded_to_the_same_samples(
    js: AudioPage, tmp_path: Path, subtype: str, channels: int
) -> None:
    x = np.atleast_2d(babble(22_050, 0.3, channels=channels))
    sf.write(tmp_path / "a.wav", x.T, 22_050, subtype=subtype)
    _compare_decoding(js, tmp_path / "a.wav")


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24"])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_flac_is_decoded_to_the_same_samples(
    js: AudioPage, tmp_path: Path, subtype: str, channels: int
) -> None:
    x = np.atleast_2d(babble(44_100, 0.5, channels=channels))
    sf.write(tmp_path / "a.flac", x.T, 44_100, subtype=subtype)
    _compare_decoding(js, tmp_path / "a.flac")


@pytest.mark.parametrize("n", [1, 100, 4_095, 4_096, 4_097, 12_289, 44_100])
def test_flac_of_every_length_is_whole(js: AudioPage, tmp_path: Path, n: int) -> None:
    sf.write(tmp_path / "a.flac", babble(16_000, 3.0)[:n], 16_000)
    _compare_decoding(js, tmp_path / "a.flac")


@pytest.mark.parametrize("rate", RATES)
def test_the_native_rate_is_kept_by_both(js: AudioPage, tmp_path: Path, rate: int) -> None:
    sf.write(tmp_path / "a.wav", babble(rate, 0.05), rate)
    _compare_decoding(js, tmp_path / "a.wav")


def test_an_extensible_wav_is_decoded_to_the_same_samples(js: AudioPage, tmp_path: Path) -> None:
    x = babble(48_000, 0.1, channels=2)
    sf.write(tmp_path / "a.wav", x.T, 48_000, subtype="PCM_24", format="WAVEX")
    _compare_decoding(js, tmp_path / "a.wav")


def test_a_wav_cut_short_is_decoded_to_the_same_samples(js: AudioPage, tmp_path: Path) -> None:
    sf.write(tmp_path / "whole.wav", babble(16_000, 1.0), 16_000)
    (tmp_path / "cut.wav").write_bytes((tmp_path / "whole.wav").read_bytes()[:20_001])
    _compare_decoding(js, tmp_path / "cut.wav")


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 32_000, 44_100, 48_000])
def test_mp3_is_decoded_to_the_same_samples(
    js: AudioPage, tmp_path: Path, rate: int, channels: int
) -> None:
    x = np.atleast_2d(babble(rate, 1.5, channels=channels))
    sf.write(tmp_path / "a.mp3", x.T, rate)
    parity.compare_mp3(js, tmp_path / "a.mp3")


ID3 = b"ID3\x04\x00\x00\x00\x03\x00\x00"
"""Says that 48 KiB of a tag follow, a picture say."""


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda mp3: ID3 + bytes(3 << 14) + mp3, id="a picture before it"),
        pytest.param(lambda mp3: mp3 + b"TAG" + b"x" * 125, id="a tag behind it"),
        pytest.param(lambda mp3: re.sub(b"Info|Xing", bytes(4), mp3), id="without its LAME tag"),
        pytest.param(lambda mp3: mp3[: len(mp3) // 2], id="cut"),
    ],
)
def test_an_mp3_of_the_world_is_decoded_to_the_same_samples(
    js: AudioPage, tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    sf.write(tmp_path / "whole.mp3", babble(44_100, 1.5, channels=2).T, 44_100)
    whole = (tmp_path / "whole.mp3").read_bytes()
    changed = change(whole)
    assert changed != whole
    (tmp_path / "a.mp3").write_bytes(changed)
    parity.compare_mp3(js, tmp_path / "a.mp3")


def _compare_decoding(js: AudioPage, path: Path) -> None:
    expected, rate = decode(path)
    got = js.stage("decode", path)
    assert got["sampleRate"] == rate
    np.testing.assert_array_equal(np.stack(got["channels"]), expected)


def test_bad_files_are_refused_with_the_same_sentence(js: AudioPage, tmp_path: Path) -> None:
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "text.wav").write_text("This is a letter, not a sound.\n" * 40)
    (tmp_path / "text.mp3").write_text("This is a letter, not a sound.\n" * 40)
    whole = (Path(__file__).parent / "clips" / "real-ru.flac").read_bytes()
    (tmp_path / "cut.flac").write_bytes(whole[:20])
    for path in sorted(tmp_path.iterdir()):
        with pytest.raises(AudioError) as python:
            decode(path)
        with pytest.raises(PageError) as page:
            js.stage("decode", path)
        assert str(page.value) == str(python.value), path.name


# mono


@pytest.mark.parametrize("channels", [1, 2, 6])
def test_channels_are_mixed_alike(js: AudioPage, channels: int) -> None:
    parity.compare_mono(js, np.atleast_2d(babble(48_000, 1.0, channels=channels)))


def test_channels_out_of_phase_cancel_in_both(js: AudioPage) -> None:
    x = babble(16_000, 1.0)
    assert not js.stage("toMono", [x, -x]).any()
    parity.compare_mono(js, np.stack([x, -x]))


# resample


@pytest.mark.parametrize("rate", [r for r in RATES if r != 16_000])
def test_the_filters_have_the_same_taps(js: AudioPage, p: Params, rate: int) -> None:
    common = gcd(rate, 16_000)
    parity.compare_taps(js, 16_000 // common, rate // common, p.resample)


@pytest.mark.parametrize("rate", [*RATES, 4_000, 47_999, 48_000.4])
def test_speech_is_resampled_alike(either: AudioPage, p: Params, rate: float) -> None:
    parity.compare_resample(either, babble(round(rate), 1.0), rate, p)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
@pytest.mark.parametrize("n", [0, 1, 2, 50, 441, 4_801])
def test_short_input_is_resampled_alike(either: AudioPage, p: Params, rate: int, n: int) -> None:
    parity.compare_resample(either, noise(n, seed=n, amplitude=0.3), rate, p)


@pytest.mark.parametrize("rate", [8_000, 44_100, 48_000])
def test_awkward_sound_is_resampled_alike(
    either: AudioPage, p: Params, window: NDArray[np.float32], rate: int
) -> None:
    x = np.clip(window, -1, 1)
    parity.compare_resample(either, x, rate, p)


@pytest.mark.parametrize("rate", [0, -1, 3_999, 768_001, float("nan"), float("inf")])
def test_an_impossible_rate_is_refused_by_both(js: AudioPage, p: Params, rate: float) -> None:
    x = babble(16_000, 1.0)
    with pytest.raises(AudioError) as python:
        resample(x, rate, 16_000, p.resample)
    with pytest.raises(PageError) as page:
        js.stage("resample", x, rate, 16_000, asdict(p.resample))
    assert str(page.value) == str(python.value) == ERRORS["bad_rate"]


# windows

LENGTHS = (
    0, 1, 7_999, 8_000, 8_001, 30_400, 31_999, 32_000, 32_001, 47_999, 48_000, 48_001, 160_000,
    161_234,
)  # fmt: skip


@pytest.mark.parametrize("n", LENGTHS)
def test_windows_start_at_the_same_samples(js: AudioPage, p: Params, n: int) -> None:
    assert js.stage("windowStarts", n, asdict(p.window)) == window_starts(n, p.window)


@pytest.mark.parametrize("n", [n for n in LENGTHS if 8_000 <= n <= 48_001])
def test_windows_hold_the_same_samples(js: AudioPage, p: Params, n: int) -> None:
    x = noise(n, seed=n)
    for start in window_starts(n, p.window):
        got = js.stage("cutWindow", x, start, asdict(p.window))
        np.testing.assert_array_equal(got, cut_window(x, start, p.window))


# speech


def test_every_window_is_judged_alike(
    js: AudioPage, p: Params, window: NDArray[np.float32]
) -> None:
    assert js.stage("speechIn", window, p.to_spec()) == speech_in(window, p)
    got = js.stage("frameLevels", window, p.speech.frame_length)
    parity.assert_close(got, frame_levels(window, p.speech.frame_length), 1e-6, "levels")


@pytest.mark.parametrize("n", [0, 319, 320, 8_000])
def test_odd_windows_are_judged_alike(js: AudioPage, p: Params, n: int) -> None:
    x = noise(n)
    assert js.stage("speechIn", x, p.to_spec()) == speech_in(x, p)


@pytest.mark.parametrize("moving", [0, 1, 4, 5, 41])
def test_few_voices_among_much_else_are_the_same_few(js: AudioPage, p: Params, moving: int) -> None:
    for voiced in range(moving + 1):
        got = js.stage("mostlyVoiceless", voiced, moving, p.to_spec())
        assert got == mostly_voiceless(voiced, moving, p)


def test_percentiles_are_the_same_values(js: AudioPage) -> None:
    values = np.random.default_rng(0).normal(size=99)
    for q in (0, 0.1, 0.5, 0.95, 1):
        assert js.stage("percentile", values, q) == percentile(values, q)


# spectrogram, features


def test_the_page_has_the_window_tables_to_the_last_bit(js: AudioPage, p: Params) -> None:
    np.testing.assert_array_equal(js.stage("stftWindow"), stft_window(p.spectrogram.n_fft))
    np.testing.assert_array_equal(js.stage("fineWindow"), stft_window(p.fine.n_fft))


each_analysis = pytest.mark.parametrize(
    "compare", [parity.compare_spectrogram, parity.compare_features]
)


@each_analysis
def test_the_analysis_of_every_window_is_the_same(
    either: AudioPage, p: Params, window: NDArray[np.float32], compare: Callable[..., float]
) -> None:
    compare(either, window, p)


@each_analysis
def test_the_analysis_of_real_speech_is_the_same(
    either: AudioPage, p: Params, masters: list[Path], compare: Callable[..., float]
) -> None:
    for path in masters:
        x, _ = load(path, p)
        compare(either, cut_window(x, 0, p.window), p)


# quality


def test_the_quality_of_every_window_is_the_same(
    js: AudioPage, p: Params, window: NDArray[np.float32]
) -> None:
    parity.compare_quality(js, window, p)


def test_the_quality_of_real_speech_is_the_same(
    js: AudioPage, p: Params, masters: list[Path]
) -> None:
    for path in masters:
        x, _ = load(path, p)
        parity.compare_quality(js, cut_window(x, 0, p.window), p)


# network


@pytest.fixture(scope="module")
def inputs(p: Params, clips: list[Path]) -> NDArray[np.float32]:
    """[n, rows, bins] of speech and of every awkward window."""
    speech = [load(path, p)[0] for path in clips]
    windows = [cut_window(x, s, p.window) for x in speech for s in window_starts(x.size, p.window)]
    windows += [make().astype(np.float32) for make in AWKWARD.values()]
    return features(np.stack(windows), p)


def test_the_network_gives_the_same_probabilities(
    js: AudioPage, shipped: ShippedModel, inputs: NDArray[np.float32]
) -> None:
    parity.compare_probabilities(js, inputs, shipped)


def test_one_window_gets_what_it_gets_in_a_batch(
    js: AudioPage, inputs: NDArray[np.float32]
) -> None:
    batch = js.stage("predict", inputs[:8], 8).reshape(8, OUTPUTS)
    for i in range(8):
        alone = js.stage("predict", inputs[i], 1)
        parity.assert_close(alone, batch[i], 1e-6, "batch of one")


def test_the_network_leaves_no_tensor_behind(js: AudioPage, inputs: NDArray[np.float32]) -> None:
    before = js.stage("countTensors")
    js.stage("predict", inputs[:2], 2)
    assert js.stage("countTensors") == before


# verdict


def test_margins_are_the_same_also_where_a_probability_nears_one(js: AudioPage) -> None:
    fake = np.concatenate([np.logspace(-40, -1, 60), np.linspace(0, 1, 41)]).astype(np.float32)
    pairs = np.concatenate([np.stack([1 - fake, fake], 1), np.stack([fake, 1 - fake], 1)])
    parity.compare_margin(js, np.concatenate([pairs, pairs[::-1]], axis=1))


@pytest.mark.parametrize("threshold", [0.0, 0.05, 0.1, 0.43, 0.4322, 0.99, 1.0])
def test_the_same_windows_hold_a_voice(js: AudioPage, threshold: float) -> None:
    voice = np.array([0.0, 0.05, 0.1, 0.43, 0.4322, 0.99, 1.0], np.float32)
    p = np.stack([voice, 1 - voice, 1 - voice, voice], axis=1)
    parity.compare_voices(js, p, VerdictParams(voice_above=threshold))


@pytest.mark.parametrize("floor", [0.0, 0.1])
@pytest.mark.parametrize("x", [0.0, 1.5, -1.5, 36.0, -36.0, 745.0, -745.0, 1e9, -1e9])
def test_probabilities_are_the_same(js: AudioPage, x: float, floor: float) -> None:
    v = VerdictParams(floor=floor)
    expected = pytest.approx(to_probability(x, v), rel=1e-12, abs=1e-15)
    assert js.stage("toProbability", x, asdict(v)) == expected


def test_calibration_is_the_same(js: AudioPage) -> None:
    v = VerdictParams(slope=0.7, intercept=-0.3)
    assert js.stage("calibrate", 1.7, asdict(v)) == calibrate(1.7, v)


@pytest.mark.parametrize("band", [(0.0, 0.5, 0.5), (0.0, 0.3, 0.7), (0.1, 0.3, 0.7)])
@pytest.mark.parametrize(
    "logits",
    [[0.0], [-9.0], [9.0], [0.5, -0.5], [1.0, 2.0, -0.4], [1e4, -1e4], [-1e-17], [0.8473], []],
)
def test_decisions_are_the_same(
    js: AudioPage, band: tuple[float, float, float], logits: list[float]
) -> None:
    params = Params(verdict=VerdictParams(1.0, 0.0, *band))
    scores = [WindowScore(float(i), logit) for i, logit in enumerate(logits)]
    for why in REASONS:
        parity.compare_decision(js, scores, why, [], params)
    parity.compare_decision(js, scores, "silent", ["narrow_band", "clipped"], params)


REMARKABLE = [
    Quality(17.9, 8_000, 0.0),
    Quality(18.0, 5_000, 0.005),
    Quality(40, 4_999.9, 0.0051),
    Quality(0, 0, 1),
]


@pytest.mark.parametrize("quality", [*REMARKABLE, None])
@pytest.mark.parametrize("logits", [[0.0], [1, -1], [1, 1, 1, -1], [1, 1, 1, 1, -1], [-3, -2]])
def test_remarks_are_the_same(
    js: AudioPage, p: Params, quality: Quality | None, logits: list[float]
) -> None:
    sent = asdict(quality) if quality else None
    assert js.stage("remarks", sent, logits, asdict(p.quality)) == remarks(quality, logits, p)
