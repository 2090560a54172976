"""Engines by how they make a voice: what one of a family teaches, it may teach about the others."""

from __future__ import annotations

CODECS = "neural codecs"
"""Real speech that a network coded: whether that is fake is a matter of definition."""

FAMILIES: dict[str, tuple[str, ...]] = {
    "language-model TTS": (
        "VALL-E", "VALL-E(repro)", "VoiceCraft", "IndexTTS", "FireRedTTS", "CLaM-TTS", "MaskGCT",
        "AR-TTS-baseline(MaskGCT page)",
    ),
    "diffusion and flow TTS": (
        "DiffGAN-TTS", "NaturalSpeech2", "FluentSpeech", "Matcha-TTS", "E3-TTS", "SimpleTTS",
        "Glow-TTS", "Glow-Speak",
    ),
    "VITS-like TTS": (
        "VITS", "VITS-zh(sherpa)", "YourTTS", "MMS-TTS", "JETS", "NaturalSpeech",
    ),
    "autoregressive TTS": ("Tacotron2", "Coqui-DDC-Tacotron2", "Capacitron", "Coqui-TTS(opentts)"),
    "parallel TTS": (
        "FastPitch", "FastSpeech", "FastSpeech2", "Speedy-Speech", "StyleSpeech", "StyleTTS",
        "StyleTTS2", "kokoro", "kokoro-varied",
    ),
    "voice conversion": (
        "AutoVC", "Chou-VC", "CycleGAN-VC2", "DDDM-VC", "Diff-HierVC", "DiffVC", "FreeCodec-VC",
        "HierVST", "StarGAN-VC", "StarGANv2-VC", "VITS-VC", "VoiceMixer", "Wav2vec-VC",
    ),
    "vocoders": (
        "HiFi-GAN", "HiFi-GAN-large", "MelGAN", "SC-WaveRNN", "WaveGlow", "WaveNet",
        "copy-hifigan", "copy-hifigan-v1", "copy-world", "copy-griffinlim", "copy-lpc",
        "copy-sines", "copy-phase", "copy-istft", "copy-hifigan-varied",
        "copy-hifigan-v1-varied",
    ),
    CODECS: (
        "codec-EnCodec", "codec-FreeCodec", "codec-Lyra", "codec-SuperCodec", "codec-TiCodec",
    ),
    "classical": (
        "festival", "flite", "espeak", "MaryTTS", "MBROLA", "NanoTTS(SVOX)", "copy-units",
    ),
}  # fmt: skip
OTHER = "other"
_FAMILY = {engine: family for family, engines in FAMILIES.items() for engine in engines}


def family(engine: str) -> str:
    """The engine's family; `other` for one that is not listed."""
    return _FAMILY.get(engine, OTHER)
