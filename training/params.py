"""Every number of the pipeline, in one frozen dataclass that is passed as an argument.

`Params.to_spec()` is what `convert.py` ships beside the weights, so that the page applies the very
numbers that Python trained with: the JS pipeline reads the same snake_case keys.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

LABELS = ("real", "fake")
REAL, FAKE = range(2)
NO_VOICE, VOICE = 2, 3
"""Where the network says, apart from the labels, whether there is a voice at all."""
OUTPUTS = 4


@dataclass(frozen=True)
class ResampleParams:
    """Windowed-sinc polyphase filter (Kaiser window), see `resample.py`."""

    zero_crossings: int = 64
    rolloff: float = 0.96
    kaiser_beta: float = 10.0
    min_rate_hz: int = 4_000
    max_rate_hz: int = 768_000


@dataclass(frozen=True)
class WindowParams:
    """How a clip is cut into the model's inputs, see `windows.py`."""

    length: int = 32_000
    hop: int = 16_000
    min_length: int = 8_000


@dataclass(frozen=True)
class SpectrogramParams:
    """Log-power linear spectrogram, see `spectrogram.py`."""

    n_fft: int = 512
    hop_length: int = 160
    first_bin: int = 1
    n_bins: int = 256
    power_floor: float = 1e-7
    rms_floor: float = 1e-5

    def n_frames(self, n_samples: int) -> int:
        """Frames of `n_fft` samples that fit into `n_samples`, without padding."""
        return 1 + (n_samples - self.n_fft) // self.hop_length


FINE = SpectrogramParams(n_fft=128, hop_length=64, n_bins=64)
"""8 ms every 4 ms: they have the pulses of a voice apart, where the others have its overtones."""


@dataclass(frozen=True)
class SpeechParams:
    """When a 2-s window or a clip holds enough speech-like sound to be judged, see `speech.py`."""

    frame_length: int = 320
    silence_dbfs: float = -60.0
    range_below_peak_db: float = 40.0
    min_active_s: float = 0.8
    min_level_range_db: float = 6.0
    min_voiced_share: float = 0.25


@dataclass(frozen=True)
class QualityParams:
    """What is measured about a recording, and from where on it is remarkable, see `quality.py`.

    `loud` and `quiet` are quantiles over the frames of a window; `audible_range` is in powers of
    ten, `at_limit` a share of the largest sample.
    """

    loud: float = 0.95
    quiet: float = 0.05
    audible_range: float = 5.0
    at_limit: float = 0.98
    largest_snr_db: float = 60.0
    noisy_below_db: float = 18.0
    narrow_below_hz: float = 5_000.0
    clipped_over: float = 0.005
    disagree_from: float = 0.25


@dataclass(frozen=True)
class VerdictParams:
    """Calibration of the network's margin and the decision band, see `verdict.py`.

    A fake is never less probable than `floor`: some machines leave nothing that the network knows.
    A window whose probability of holding a voice is below `voice_above` is not judged.
    """

    slope: float = 1.0
    intercept: float = 0.0
    floor: float = 0.0
    real_below: float = 0.5
    fake_above: float = 0.5
    voice_above: float = 0.0


@dataclass(frozen=True)
class Params:
    """The whole pipeline; times in samples at `sample_rate_hz` unless a name says otherwise."""

    sample_rate_hz: int = 16_000
    resample: ResampleParams = field(default_factory=ResampleParams)
    window: WindowParams = field(default_factory=WindowParams)
    spectrogram: SpectrogramParams = field(default_factory=SpectrogramParams)
    fine: SpectrogramParams = FINE
    speech: SpeechParams = field(default_factory=SpeechParams)
    quality: QualityParams = field(default_factory=QualityParams)
    verdict: VerdictParams = field(default_factory=VerdictParams)

    def to_spec(self) -> dict[str, Any]:
        """As plain JSON types; `from_spec` reads it back."""
        return asdict(self)

    @classmethod
    def from_spec(cls, spec: dict[str, Any]) -> Params:
        """The parameters that a `to_spec` dict (or a shipped spec, which holds more) states."""
        return cls(
            sample_rate_hz=spec["sample_rate_hz"],
            resample=ResampleParams(**spec["resample"]),
            window=WindowParams(**spec["window"]),
            spectrogram=SpectrogramParams(**spec["spectrogram"]),
            fine=SpectrogramParams(**spec["fine"]),
            speech=SpeechParams(**spec["speech"]),
            quality=QualityParams(**spec["quality"]),
            verdict=VerdictParams(**spec["verdict"]),
        )

    @property
    def n_frames(self) -> int:
        """Frames of one window's spectrogram."""
        return self.spectrogram.n_frames(self.window.length)

    @property
    def input_shape(self) -> tuple[int, int]:
        """(rows, bins) of what the network is given of one window, see `features`."""
        a_row = self.spectrogram.n_bins // self.fine.n_bins
        return (
            self.n_frames + self.fine.n_frames(self.window.length) // a_row,
            self.spectrogram.n_bins,
        )
