"""Sound without speech, and impulse responses, from packages (`python -m training.sounds`)."""

from training.sounds.collection import Recording, load_backgrounds, read_sounds

__all__ = ["Recording", "load_backgrounds", "read_sounds"]
