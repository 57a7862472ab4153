"""Sound as arrays: 32 kHz like MusicGen's, float32, shape (samples,) or (samples, 2)."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]

SAMPLE_RATE = 32_000
"""Samples a second."""

TABLE = 2048
"""Samples of a single-cycle wavetable."""


def cycle(strengths: Sequence[float]) -> Sound:
    """One cycle of a tone with these harmonics, peak 1; one sample more, for interpolation.

    Harmonics start at different phases, which keeps the peak low.
    """
    turn = np.arange(TABLE + 1) * (2 * np.pi / TABLE)
    wave_ = np.zeros(TABLE + 1)
    for number, strength in enumerate(strengths, 1):
        wave_ += strength * np.sin(number * turn + 0.7 * (number - 1))
    return np.asarray(wave_ / np.abs(wave_).max(), np.float32)


def hear(table: Sound, phase: NDArray[np.float64]) -> Sound:
    """The wavetable read at `phase`, in cycles; linear interpolation."""
    place = (phase % 1.0) * TABLE
    index = place.astype(np.int32)
    part = (place - index).astype(np.float32)
    low = table[index]
    return low + part * (table[index + 1] - low)


def seconds(count: int) -> NDArray[np.float64]:
    """The times of `count` samples."""
    return np.arange(count) / SAMPLE_RATE


def ramp(count: int, attack_s: float, release_s: float) -> Sound:
    """An envelope that rises in `attack_s` and falls in `release_s`, both as half cosines."""
    shape = np.ones(count, np.float32)
    rise = max(1, min(count // 2, int(attack_s * SAMPLE_RATE)))
    fall = max(1, min(count - rise, int(release_s * SAMPLE_RATE)))
    shape[:rise] = 0.5 - 0.5 * np.cos(np.pi * np.arange(rise) / rise)
    shape[count - fall :] *= (0.5 + 0.5 * np.cos(np.pi * np.arange(1, fall + 1) / fall)).astype(
        np.float32
    )
    return shape


def write_wav(path: Path, sound: Sound) -> None:
    """Write `sound`, (samples, channels), as 16-bit PCM."""
    pcm = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[1])
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        file.writeframes(pcm.tobytes())
