"""Speaks English: hibari, a neural net of 8 MB that runs on the CPU, distilled from Kokoro's
voice af_heart. Its model is in its package, so nothing is downloaded.
"""

from __future__ import annotations

import wave
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from hibari import Hibari

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
    tts = _loaded()
    sound = np.asarray(tts(text, speed=speed, seed=0), np.float32)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(tts.sample_rate)
        file.writeframes((np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())


@cache
def _loaded() -> Hibari:
    """The net, loaded once in each worker that speaks (about 0.5 s and 60 MB)."""
    from hibari import Hibari

    return Hibari(threads=1)
