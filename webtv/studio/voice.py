"""Speaks English: hibari, a neural net of 8 MB that runs on the CPU, distilled from Kokoro's
voice af_heart. Its model is in its package, so nothing is downloaded.
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np

VOICE = "af_heart"
"""The only voice here, by the name that Kokoro gives it."""

LONGEST = 5000
"""Characters of a text, as of the public Space."""


def speak(target: Path, *, text: str, voice: str, speed: float) -> None:
    """Write `text` as speech to a WAV file: 24 kHz, mono, 16 bit. The same text sounds the same.

    Raises `ValueError` for another voice, and for a text that is empty or too long.
    """
    if voice != VOICE:
        raise ValueError(f"the local voice is {VOICE}; {voice!r} needs Kokoro itself")
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"the text must have 1 to {LONGEST} characters")
    from hibari import Hibari

    # Loaded for each text: it takes 0.3 s, and what it works in stays at 120 MB for good.
    tts = Hibari(threads=1)
    sound = np.asarray(tts(text, speed=speed, seed=0), np.float32)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(tts.sample_rate)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
