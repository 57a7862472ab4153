"""What a prompt asks of the composer: style, mood, tempo, key, instruments.

A major key says which notes are used, not the mood: "C major" with dark words is played in A minor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from webtv.studio.music.style import STYLES, Style

_DARK = (
    "dark",
    "sad",
    "melanchol",
    "tense",
    "ominous",
    "myster",
    "lonely",
    "haunt",
    "somber",
    "noir",
    "storm",
    "night",
    "winter",
    "epic",
    "dramatic",
    "minor",
)
_LIGHT = (
    "happy",
    "bright",
    "joy",
    "cheer",
    "hope",
    "sunny",
    "sunrise",
    "uplift",
    "playful",
    "warm",
    "major",
    "spring",
    "serene",
    "gentle",
    "triumph",
)
_FAST = ("fast", "upbeat", "energetic", "driving", "lively", "allegro", "quick")
_SLOW = (
    "slow",
    "calm",
    "largo",
    "adagio",
    "relax",
    "gentle",
    "serene",
    "soft",
    "lullaby",
    "ballad",
)
_VOICES = {
    "piano": "piano",
    "rhodes": "epiano",
    "electric piano": "epiano",
    "guitar": "guitar",
    "harp": "harp",
    "flute": "flute",
    "pan flute": "panflute",
    "panpipe": "panflute",
    "violin": "strings",
    "cello": "strings",
    "strings": "strings",
    "horn": "horn",
    "brass": "horn",
    "trumpet": "mutedhorn",
    "sax": "mutedhorn",
    "choir": "choir",
    "vocal": "choir",
    "bell": "bell",
    "celesta": "celesta",
    "music box": "celesta",
    "glockenspiel": "celesta",
    "vibraphone": "vibes",
    "marimba": "marimba",
    "xylophone": "marimba",
    "kalimba": "kalimba",
    "koto": "koto",
    "accordion": "accordion",
    "whistle": "whistle",
    "synth": "saw",
    "charango": "koto",
    "ukulele": "guitar",
}
_KEY = re.compile(r"\b([a-g])(#|b| sharp| flat)? (major|minor)\b")
_NATURALS = {"c": 0, "d": 2, "e": 4, "f": 5, "g": 7, "a": 9, "b": 11}
_ACCIDENTALS = {"#": 1, " sharp": 1, "b": -1, " flat": -1}
_ABOVE_MAJOR = {"major": 0, "dorian": 2, "lydian": 5, "mixolydian": 7, "minor": 9}
"""Semitones from the root of a major scale to that of another with the same notes."""

_NO_DRUMS = ("no drums", "no percussion", "without drums", "beatless")


@dataclass(frozen=True)
class Brief:
    """The composer's orders. `seed` makes every prompt its own piece."""

    style_name: str
    style: Style
    tempo: float
    """Beats a minute."""
    scale: str
    root: int
    """MIDI note of the key, 48 (C3) to 59."""
    asked: tuple[str, ...]
    """Voices the prompt names."""
    drums: str | None
    """The drum pattern, if any."""
    energy: float
    """0 calm to 1 driving: sets density and dynamics."""
    seed: int


def read_brief(prompt: str) -> Brief:
    """Read `prompt`. The same prompt always gives the same brief; an empty one gives ambient."""
    text = " ".join(prompt.lower().split())
    seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    rng = np.random.default_rng(seed)
    key = _KEY.search(text)
    text = _KEY.sub("", text)
    name = _style_of(text, rng)
    style = STYLES[name]
    energy = 0.5 + 0.25 * _any(text, _FAST) - 0.25 * _any(text, _SLOW)
    low, high = style.tempo
    tempo = float(rng.uniform(low, high)) * (1 + 0.24 * (energy - 0.5))
    stated = re.search(r"(\d{2,3})\s*bpm", text)
    if stated and 40 <= int(stated[1]) <= 200:
        tempo = float(stated[1])
    scale = str(rng.choice(style.scales))
    if _any(text, _DARK) and not _any(text, _LIGHT):
        scale = "minor" if rng.random() < 0.6 else "dorian"
    elif _any(text, _LIGHT) and not _any(text, _DARK):
        scale = "major" if rng.random() < 0.7 else "lydian"
    if key and key[3] == "minor":
        scale = "minor"
    drums = str(rng.choice(style.drums)) if style.drums else None
    if any(phrase in text for phrase in _NO_DRUMS):
        drums = None
    root = int(rng.integers(12))
    if key:
        root = (_major_of(key) + _ABOVE_MAJOR[scale]) % 12
    return Brief(
        style_name=name,
        style=style,
        tempo=tempo,
        scale=scale,
        root=48 + root,
        asked=_voices_in(text),
        drums=drums,
        energy=energy,
        seed=seed,
    )


def _major_of(key: re.Match[str]) -> int:
    """Semitones from C to the root of the major scale that has the notes of a named key."""
    letter, accidental, scale = key.groups()
    return (_NATURALS[letter] + _ACCIDENTALS.get(accidental, 0) - _ABOVE_MAJOR[scale]) % 12


def _style_of(text: str, rng: np.random.Generator) -> str:
    """The style with most of its words in `text`; earlier words in a prompt weigh more."""
    scores: dict[str, float] = {}
    for name, style in STYLES.items():
        hits = [_place(text, word) for word in style.words.split(", ")]
        found = [2.0 - place / max(1, len(text)) for place in hits if place >= 0]
        if name in text:
            found.append(2.0)
        scores[name] = sum(found)
    best = max(scores.values())
    if best == 0:
        return str(rng.choice(["ambient", "piano", "folk", "lofi"])) if text else "ambient"
    return next(name for name, score in scores.items() if score == best)


def _voices_in(text: str) -> tuple[str, ...]:
    """The voices named in `text`, in its order, longer names first where they overlap."""
    found: dict[str, int] = {}
    for word in sorted(_VOICES, key=len, reverse=True):
        place = _place(text, word)
        if place >= 0:
            found.setdefault(_VOICES[word], place)
            text = text[:place] + " " * len(word) + text[place + len(word) :]
    return tuple(sorted(found, key=lambda voice: found[voice]))


def _place(text: str, word: str) -> int:
    """Where a word that begins with `word` begins; -1 if nowhere."""
    match = re.search(rf"\b{re.escape(word)}", text)
    return match.start() if match else -1


def _any(text: str, words: tuple[str, ...]) -> bool:
    return any(_place(text, word) >= 0 for word in words)
