"""The station's own sound: a soft chord, where there is no music, and under the slate.

It is as loud at every moment as at any other, and repeats after exactly its own length.
"""

from __future__ import annotations

import hashlib

import numpy as np
from numpy.typing import NDArray

from webtv.media.sound.loudness import RATE, Sound, k_weighted, lufs

_VOICES = ((1, 1.0), (1.5, 0.6), (2, 0.5), (2.5, 0.28), (3, 0.3), (4.5, 0.14))
"""Ratio to the root and level: root, fifth, octave and so on, softer upwards."""

_STEADIED_S = 1.0


def chord(name: str, *, samples: int, loudness_lufs: float) -> Sound:
    """A chord that follows from `name`, at a loudness.

    Every frequency makes a whole number of turns in `samples`, which is what closes the loop.
    """
    rng = np.random.default_rng(seed_of(name))
    root = 98.0 * 2 ** (int(rng.integers(0, 7)) / 12)
    seconds = samples / RATE
    turn = np.arange(samples, dtype=np.float64) * (2 * np.pi / samples)
    sound = np.zeros((samples, 2), np.float32)
    for ratio, level in _VOICES:
        cycles = round(root * ratio * seconds)
        swells = max(1, round(seconds / 8)) * int(rng.integers(1, 3))
        swell = 0.7 + 0.3 * np.sin(turn * swells + rng.uniform(0, 2 * np.pi))
        for side in (0, 1):
            phase = rng.uniform(0, 2 * np.pi)
            sound[:, side] += level * swell * np.sin(turn * (cycles + side) + phase)
    return sound * _steady(sound, loudness_lufs)[:, None]


def seed_of(name: str) -> int:
    """A number that follows from a name, the same on every machine."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")


def _steady(loop: Sound, loudness_lufs: float) -> NDArray[np.float32]:
    """The gain that makes a loop equally loud all around."""
    lead = RATE // 4
    around = k_weighted(np.concatenate([loop[-lead:], loop]))[lead:]
    power = np.einsum("ij,ij->i", around, around, dtype=np.float64)
    window = np.zeros(len(power))
    width = round(_STEADIED_S * RATE)
    window[:width] = np.hanning(width)
    window = np.roll(window, -(width // 2)) / window.sum()
    smooth = np.fft.irfft(np.fft.rfft(power) * np.fft.rfft(window), len(power))
    wanted = 10 ** ((loudness_lufs - lufs(1.0)) / 10)
    gain: NDArray[np.float32] = np.sqrt(wanted / np.maximum(smooth, 1e-12)).astype(np.float32)
    return gain
