"""The sentences people read, in one place; shipped in the spec so that the page says the same."""

from __future__ import annotations

REASONS = {
    "too_short": "The recording is shorter than half a second: too short to judge.",
    "silent": "The recording is silent, or nearly all of it is.",
    "no_speech": "No speech was found: nothing sounds like somebody who speaks.",
    "no_voice": "No voice was found: what sounds here is music, noise or something else.",
    "mostly_no_voice": "Most of what sounds here is no voice; the rest is too little to judge.",
    "undecided": "The evidence points neither way clearly enough.",
    "noisy": "There is much noise or echo; a cleaner recording may settle it.",
    "narrow_band": "Nothing is heard above 5 kHz, as over the telephone: much of what tells "
    "voices apart is missing.",
    "clipped": "The sound is distorted because it was recorded too loud.",
    "windows_disagree": "Some parts point to a real voice, others to a synthetic one.",
}

ERRORS = {
    "missing": "There is no such file.",
    "not_a_file": "This is a folder or a device, not a file.",
    "unreadable": "The file cannot be opened for reading.",
    "empty": "The file is empty (0 bytes).",
    "undecodable": "This is not audio that can be read here, or the file is damaged.",
    "no_audio": "The file holds no audio samples.",
    "not_finite": "The audio holds values that are not numbers (NaN or infinity).",
    "bad_rate": "The sample rate is outside 4 kHz to 768 kHz.",
}


class AudioError(ValueError):
    """Input that cannot be judged; `code` is a key of `ERRORS`, the message is its sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(ERRORS[code])
        self.code = code
