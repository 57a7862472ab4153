"""Percussion: synthesised strokes, and one-bar patterns of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from webtv.studio.music.sound import SAMPLE_RATE, Sound, ramp, seconds

Rng = np.random.Generator

PATTERNS: dict[str, tuple[tuple[str, str], ...]] = {
    "lofi": (
        ("kick", "x.....x...x....."),
        ("snare", "....x.......x..o"),
        ("hat", "x.o.x.o.x.o.x.o."),
    ),
    "house": (
        ("kick", "x...x...x...x..."),
        ("clap", "....x.......x..."),
        ("hat", "..x...x...x...xo"),
    ),
    "techno": (
        ("kick", "x...x...x...x..."),
        ("rim", "...x..x...x..x.."),
        ("hat", "o.x.o.x.o.x.o.xo"),
    ),
    "backbeat": (
        ("kick", "x.......x.x....."),
        ("snare", "....x.......x..."),
        ("hat", "x.x.x.x.x.x.x.x."),
    ),
    "brushes": (
        ("brush", "o...x..oo...x..o"),
        ("ride", "x...x..ox...x..o"),
        ("kick", "o.......o......."),
    ),
    "taiko": (("taiko", "x.....o.x...o.oo"), ("rim", "....o.......o...")),
    "timpani": (("timpani", "x...........o..."),),
    "shaker": (("shaker", "x.o.x.o.x.o.x.o."), ("rim", "......o.......o.")),
    "frame": (("frame", "x.....o...x....."), ("shaker", "o...o...o...o...")),
    "tribal": (
        ("taiko", "x..o..x...o.x..."),
        ("frame", "..x...o.x..x..o."),
        ("shaker", "xoxoxoxoxoxoxoxo"),
    ),
    "tresillo": (
        ("kick", "x..x..x.x..x..x."),
        ("rim", "..x...x...x.x..."),
        ("shaker", "x.oox.oox.oox.oo"),
    ),
}
"""Strokes by sixteenth of a 4/4 bar: x strong, o soft. Shorter bars use the beginning."""

LEVELS: dict[str, float] = {
    "kick": 0.62,
    "snare": 0.42,
    "clap": 0.36,
    "hat": 0.2,
    "rim": 0.2,
    "brush": 0.26,
    "ride": 0.12,
    "taiko": 0.6,
    "timpani": 0.6,
    "shaker": 0.17,
    "frame": 0.5,
}
"""How loud each stroke is."""


def strike(name: str, rng: Rng) -> Sound:
    """One stroke, mono, peak about 1."""
    if name == "kick":
        return _skin(120, 46, 0.035, 0.22)
    if name == "taiko":
        return _together(_skin(130, 68, 0.05, 0.5), _noise(rng, 0.12, 200, 1800), 0.12)
    if name == "timpani":
        return _skin(92, 82, 0.08, 0.8)
    if name == "frame":
        return _together(_skin(210, 130, 0.02, 0.2), _noise(rng, 0.2, 400, 3000), 0.15)
    if name == "snare":
        return _together(_skin(240, 180, 0.02, 0.11), _noise(rng, 0.11, 900, 8000), 1.6)
    if name == "clap":
        return _noise(rng, 0.14, 900, 5000)
    if name == "rim":
        return _together(_skin(900, 820, 0.01, 0.03), _noise(rng, 0.02, 1500, 7000), 0.3)
    if name == "brush":
        return _noise(rng, 0.16, 1200, 7000, attack_s=0.03)
    if name == "shaker":
        return _noise(rng, 0.05, 3500, 11000, attack_s=0.015)
    if name == "ride":
        return _noise(rng, 0.3, 5000, 12000)
    return _noise(rng, 0.045, 6000, 14000)


def _together(skin: Sound, noise: Sound, share: float) -> Sound:
    """A skin with `share` of noise on top."""
    sound = np.zeros(max(len(skin), len(noise)), np.float32)
    sound[: len(skin)] += skin
    sound[: len(noise)] += np.float32(share) * noise
    return sound / np.float32(max(1.0, share))


def _skin(high: float, low: float, fall_s: float, ring_s: float) -> Sound:
    """A drum skin: a sine whose pitch falls from `high` to `low` hertz."""
    count = int(4 * ring_s * SAMPLE_RATE)
    time = seconds(count)
    turns = low * time + (high - low) * fall_s * (1 - np.exp(-time / fall_s))
    sound = np.sin(2 * np.pi * turns) * np.exp(-time / ring_s)
    return sound.astype(np.float32) * ramp(count, 0.002, 0.02)


def _noise(rng: Rng, ring_s: float, low: float, high: float, attack_s: float = 0.001) -> Sound:
    """Noise between two frequencies (hertz) that dies away."""
    count = int(5 * ring_s * SAMPLE_RATE)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    frequency = np.fft.rfftfreq(count, 1 / SAMPLE_RATE)
    spectrum *= 1 / (1 + (low / np.maximum(frequency, 1)) ** 4)
    spectrum *= 1 / (1 + (frequency / high) ** 4)
    sound: NDArray[np.float64] = np.fft.irfft(spectrum, count)
    sound *= np.exp(-seconds(count) / ring_s) / np.abs(sound).max()
    return sound.astype(np.float32) * ramp(count, attack_s, 0.02)
