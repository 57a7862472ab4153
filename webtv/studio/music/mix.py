"""From single tracks to a finished piece: place, room, and master."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from webtv.studio.music.sound import SAMPLE_RATE, Sound
from webtv.studio.music.window import lowest, mean

PEAK = 0.89
"""Highest sample of a master, -1 dBFS."""

_LOUDNESS = 0.13
"""RMS of a master, about -17.7 dBFS."""


def place(sound: Sound, pan: float) -> Sound:
    """Mono as stereo with equal power; `pan` from -1 (left) to 1 (right)."""
    angle = (pan + 1) * np.pi / 4
    return np.column_stack([sound * np.cos(angle), sound * np.sin(angle)]).astype(np.float32)


def reverberate(sound: Sound, *, room_s: float, rng: np.random.Generator) -> Sound:
    """The room's answer to `sound`, without the sound itself, as long as the sound.

    An exponentially dying noise, different on both sides, whose highs die first.
    """
    count = int(room_s * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    size = _fast(len(sound) + count)
    wet = np.empty_like(sound)
    for side in range(2):
        noise = rng.standard_normal(count)
        dull = mean(noise, 9)
        share = np.exp(-time / (0.12 * room_s))
        tail = (noise * share + 2.5 * dull * (1 - share)) * np.exp(-6.9 * time / room_s)
        tail *= np.minimum(1, time / 0.012)
        tail /= np.sqrt(np.sum(tail**2))
        spectrum = np.fft.rfft(sound[:, side], size) * np.fft.rfft(tail.astype(np.float32), size)
        wet[:, side] = np.fft.irfft(spectrum, size)[: len(sound)]
    return wet


def master(sound: Sound, *, fade_out_s: float) -> Sound:
    """Tones balanced, loudness set, peaks held, both ends faded.

    The limiter looks 5 ms ahead and moves smoothly, so it does not distort.
    """
    clean = _balance(sound)
    gain = _LOUDNESS / max(float(np.sqrt(np.mean(clean**2))), 1e-6)
    loud = np.tanh(0.8 * gain * clean) / np.float32(0.8)
    peaks = np.abs(loud).max(axis=1)
    window = int(0.01 * SAMPLE_RATE)
    wanted = np.minimum(1, PEAK / np.maximum(peaks, 1e-6))
    held = mean(lowest(wanted, window), window)
    done = loud * np.minimum(held, 1)[:, None].astype(np.float32)
    count = len(done)
    rise = min(count // 4, int(0.02 * SAMPLE_RATE))
    fall = min(count // 2, int(fade_out_s * SAMPLE_RATE))
    done[:rise] *= (0.5 - 0.5 * np.cos(np.linspace(0, np.pi, rise)))[:, None]
    done[count - fall :] *= (0.5 + 0.5 * np.cos(np.linspace(0, np.pi, fall)))[:, None]
    result: Sound = np.clip(done, -PEAK, PEAK).astype(np.float32)
    return result


def _balance(sound: Sound) -> Sound:
    """Nothing below 32 Hz, less boom below 110 Hz, and a tilt upwards: additive tones are dull.

    The tilt is 1.7 dB an octave from 300 Hz to 8 kHz; above 11 kHz it falls off.
    """
    size = _fast(len(sound) + SAMPLE_RATE)
    frequency = np.maximum(np.fft.rfftfreq(size, 1 / SAMPLE_RATE), 1)
    shape: NDArray[np.float64] = (np.clip(frequency, 300, 8000) / 300) ** 0.28
    shape /= np.sqrt(1 + (frequency / 11000) ** 4)
    shape /= 1 + (32 / frequency) ** 6
    shape *= 1 - 0.35 / (1 + (frequency / 110) ** 4)
    spectrum = np.fft.rfft(sound, size, axis=0) * shape.astype(np.float32)[:, None]
    result: Sound = np.fft.irfft(spectrum, size, axis=0)[: len(sound)].astype(np.float32)
    return result


def _fast(count: int) -> int:
    """The least length from `count` on that halves to 1, 3, 5, 9 or 15, which FFTs are fast at."""
    return min(odd << (-(-count // odd) - 1).bit_length() for odd in (1, 3, 5, 9, 15))
