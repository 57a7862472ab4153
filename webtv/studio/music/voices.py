"""The instruments: each turns a pitch and a length into mono sound, peak about 1.

Tones are wavetables: a bright cycle that dies (or swells) and a dark one that stays, which is
what makes a plucked string or a horn recognisable. Struck metal is two-operator FM.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from webtv.studio.music.sound import SAMPLE_RATE, Sound, cycle, hear, ramp, seconds

Rng = np.random.Generator


@dataclass(frozen=True)
class Tone:
    """A wavetable instrument."""

    bright: float
    """Slope of the bright cycle's harmonics: strength of harmonic n is n ** -bright."""
    dark: float
    """The same for the cycle that stays."""
    attack_s: float
    release_s: float
    bright_s: float = 0.4
    """Time constant of the bright part's decay; a negative one swells with it instead."""
    decay_s: float | None = None
    """Time constant of the whole tone's decay; None while it is held."""
    odd: float = 0.0
    """How much weaker even harmonics are: 1 is a clarinet."""
    detune: float = 0.0
    """Spread of three voices, in cents; 0 is one voice."""
    vibrato: float = 0.0
    """Depth in cents, fading in over the first half second."""
    breath: float = 0.0
    """Noise in the tone."""
    octave: int = 0


def play_tone(tone: Tone, pitch: float, length_s: float, rng: Rng) -> Sound:
    """One note of a wavetable instrument; it rings for `release_s` longer than asked."""
    frequency = 440.0 * 2 ** ((pitch + 12 * tone.octave - 69) / 12)
    count = int((length_s + tone.release_s) * SAMPLE_RATE)
    time = seconds(count)
    most = max(1, min(24, int(0.42 * SAMPLE_RATE / frequency)))
    bright, dark = (_table(slope, tone.odd, most) for slope in (tone.bright, tone.dark))
    phase = frequency * time
    if tone.vibrato:
        depth = frequency * (2 ** (tone.vibrato / 1200) - 1)
        rate = 5.2 + 0.4 * rng.random()
        fade = np.minimum(1, time / 0.5)
        phase = phase - fade * depth * np.cos(2 * np.pi * rate * time) / (2 * np.pi * rate)
    share = np.exp(-time / abs(tone.bright_s)).astype(np.float32)
    if tone.bright_s < 0:
        share = (1 - share) * np.float32(0.8)
    sound = np.zeros(count, np.float32)
    spread = (-tone.detune, 0.0, tone.detune) if tone.detune else (0.0,)
    for cents in spread:
        turned = phase * 2 ** (cents / 1200) + rng.random()
        stays = hear(dark, turned)
        sound += stays + share * (hear(bright, turned) - stays)
    sound /= np.float32(len(spread) ** 0.7)
    if tone.breath:
        noise = rng.standard_normal(count, dtype=np.float32)
        sound += np.float32(tone.breath) * (noise - np.roll(noise, 2)) * np.abs(sound)
    if tone.decay_s is not None:
        low = max(0.4, min(2.0, (60 / pitch) ** 1.5))
        sound *= np.exp(-time / (tone.decay_s * low)).astype(np.float32)
    return sound * ramp(count, tone.attack_s, tone.release_s)


def play_metal(
    pitch: float,
    _length_s: float,
    _rng: Rng,
    *,
    ratio: float,
    index: float,
    ring_s: float,
    octave: int = 0,
    tremolo: float = 0.0,
) -> Sound:
    """A struck bar or bell: FM whose brightness dies faster than its tone (Chowning, 1973)."""
    frequency = min(440.0 * 2 ** ((pitch + 12 * octave - 69) / 12), 4000.0)
    count = int(min(ring_s * 3, 5.0) * SAMPLE_RATE)
    time = seconds(count)
    depth = min(index, 0.4 * SAMPLE_RATE / (frequency * ratio) - 1) if ratio > 1 else index
    bend = max(0.0, depth) * np.exp(-time / (0.25 * ring_s))
    tone = np.sin(
        2 * np.pi * frequency * time + bend * np.sin(2 * np.pi * ratio * frequency * time)
    )
    envelope = np.exp(-time / ring_s) * (1 - tremolo * (0.5 + 0.5 * np.sin(2 * np.pi * 4.6 * time)))
    return (tone * envelope).astype(np.float32) * ramp(count, 0.003, 0.4)


def _table(slope: float, odd: float, most: int) -> Sound:
    return cycle([n**-slope * (1 - odd * (n % 2 == 0)) for n in range(1, most + 1)])


_TONES: dict[str, Tone] = {
    "pad": Tone(1.3, 1.9, 0.9, 1.6, bright_s=-2.5, detune=9),
    "choir": Tone(1.6, 2.2, 0.7, 1.3, bright_s=-2.0, detune=12, vibrato=10, breath=0.015),
    "glass": Tone(2.4, 3.2, 0.5, 1.4, bright_s=1.0, detune=4, octave=1),
    "strings": Tone(1.15, 1.6, 0.22, 0.5, bright_s=-0.8, detune=8, vibrato=9),
    "lowstrings": Tone(1.2, 1.7, 0.1, 0.35, bright_s=-0.6, detune=5, vibrato=5, octave=0),
    "accordion": Tone(1.1, 1.5, 0.12, 0.3, bright_s=2.0, detune=7),
    "horn": Tone(1.2, 2.4, 0.1, 0.35, bright_s=-0.35, vibrato=5),
    "mutedhorn": Tone(1.0, 1.8, 0.05, 0.2, bright_s=0.6, odd=0.4, vibrato=14, breath=0.02),
    "flute": Tone(2.2, 2.8, 0.07, 0.2, bright_s=0.3, vibrato=14, breath=0.06),
    "panflute": Tone(2.4, 3.0, 0.05, 0.25, bright_s=0.2, odd=0.8, vibrato=10, breath=0.12),
    "whistle": Tone(3.2, 3.8, 0.05, 0.15, bright_s=0.2, vibrato=16, breath=0.03),
    "piano": Tone(1.25, 2.3, 0.004, 0.35, bright_s=0.18, decay_s=1.5, detune=1.2),
    "guitar": Tone(1.0, 2.0, 0.003, 0.25, bright_s=0.16, decay_s=0.9),
    "harp": Tone(1.4, 2.4, 0.003, 0.6, bright_s=0.15, decay_s=0.9),
    "koto": Tone(0.8, 1.7, 0.002, 0.4, bright_s=0.12, decay_s=0.7, vibrato=8),
    "pizzicato": Tone(1.1, 2.2, 0.003, 0.12, bright_s=0.06, decay_s=0.22),
    "saw": Tone(1.0, 1.6, 0.01, 0.2, bright_s=0.35, detune=10),
    "blip": Tone(1.0, 2.0, 0.004, 0.12, bright_s=0.08, decay_s=0.25, odd=0.7),
    "bass": Tone(1.6, 2.8, 0.012, 0.12, bright_s=0.15, decay_s=2.0),
    "upright": Tone(1.3, 2.4, 0.008, 0.15, bright_s=0.1, decay_s=0.8),
    "synthbass": Tone(1.1, 1.9, 0.006, 0.08, bright_s=0.14, detune=4),
    "sub": Tone(2.0, 2.8, 0.35, 0.9, bright_s=1.5),
}

VOICES: dict[str, Callable[[float, float, Rng], Sound]] = {
    **{name: partial(play_tone, tone) for name, tone in _TONES.items()},
    "bell": partial(play_metal, ratio=3.5, index=1.6, ring_s=1.6, octave=1),
    "celesta": partial(play_metal, ratio=4.0, index=0.8, ring_s=0.9, octave=1),
    "vibes": partial(play_metal, ratio=4.0, index=0.5, ring_s=1.3, tremolo=0.35),
    "marimba": partial(play_metal, ratio=3.93, index=0.9, ring_s=0.28),
    "kalimba": partial(play_metal, ratio=5.4, index=0.5, ring_s=0.5),
    "epiano": partial(play_metal, ratio=1.0, index=1.1, ring_s=1.5),
    "keys": partial(play_metal, ratio=2.0, index=0.7, ring_s=1.1),
}
"""Every instrument by name: `(pitch, length_s, rng) -> sound`."""

LEVELS: dict[str, float] = {
    "pad": 0.5,
    "choir": 0.5,
    "glass": 0.35,
    "strings": 0.5,
    "accordion": 0.35,
    "saw": 0.42,
    "blip": 0.55,
    "bell": 0.5,
    "celesta": 0.55,
    "whistle": 0.55,
    "horn": 0.7,
    "sub": 0.6,
}
"""How loud an instrument is beside the others; 0.7 where it is not named."""
