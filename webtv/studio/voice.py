"""Speaks English: hibari, a neural net of 8 MB that runs on the CPU, distilled from Kokoro's
voice af_heart. Its model is in its package, so nothing is downloaded.
"""

from __future__ import annotations

import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VOICE = "af_heart"
"""The only voice here, by the name that Kokoro gives it."""

LONGEST = 5000
"""Characters of a text, as of the public Space."""

SAMPLE_RATE = 24_000


def speak(target: Path, *, text: str, voice: str, speed: float) -> None:
    """Write `text` as speech to a WAV file: 24 kHz, mono, 16 bit. The same text sounds the same.

    Raises `ValueError` for another voice, and for a text that is empty or too long.
    """
    if voice != VOICE:
        raise ValueError(
            f"the local voice is {VOICE}; {voice!r} needs Kokoro itself: "
            "`webtv spaces --engine models`, or `source: public`"
        )
    check(text)
    from hibari import Hibari

    # Loaded for each text: it takes 0.3 s, and what it works in stays at 120 MB for good.
    write_speech(target, Hibari(threads=1)(text, speed=speed, seed=0))


def check(text: str) -> None:
    """Raise `ValueError` for a text that is empty or too long."""
    if not text.strip() or len(text) > LONGEST:
        raise ValueError(f"the text must have 1 to {LONGEST} characters")


def pack_speech(target: Path, *, source: Path) -> None:
    """Write an array of sound at 24 kHz as a WAV file."""
    write_speech(target, np.load(source))


def write_speech(target: Path, sound: NDArray[Any]) -> None:
    """Write sound at 24 kHz, of one channel, as 16-bit PCM."""
    samples = np.asarray(sound, np.float32).reshape(-1)
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
