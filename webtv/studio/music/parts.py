"""Who plays what: notes for pads, chords, arpeggios, melody and bass, from chords."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from webtv.studio.music.harmony import Chord, pitch

Rng = np.random.Generator

CHORD_RHYTHMS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "hold": ((0, 4, 0.8),),
    "lazy": ((0, 1.6, 0.9), (2.5, 1.2, 0.7)),
    "strum": ((0, 1, 0.9), (1, 0.5, 0.6), (1.5, 0.5, 0.5), (2.5, 0.5, 0.7), (3, 1, 0.8)),
    "stab": ((0.5, 0.3, 0.8), (1.5, 0.3, 0.9), (2.5, 0.3, 0.8), (3.25, 0.3, 0.7)),
    "comp": ((0, 0.5, 0.7), (1.5, 0.7, 0.9), (3.5, 0.5, 0.6)),
    "waltz": ((1, 0.4, 0.7), (2, 0.4, 0.6)),
    "oompah": ((0.5, 0.3, 0.7), (1.5, 0.3, 0.8), (2.5, 0.3, 0.7), (3.5, 0.3, 0.8)),
    "tresillo": ((0, 0.6, 0.9), (1.5, 0.6, 0.8), (3, 0.6, 0.7)),
    "ostinato": tuple((0.5 * n, 0.4, 0.8 if n % 4 == 0 else 0.55) for n in range(8)),
}
"""When chords sound in a bar: (beat, beats long, strength)."""

BASS_RHYTHMS: dict[str, tuple[tuple[float, float, float, int], ...]] = {
    "hold": ((0, 4, 0.9, 0),),
    "pulse": tuple((0.5 * n, 0.45, 0.9 if n % 4 == 0 else 0.65, 0) for n in range(8)),
    "lazy": ((0, 1.4, 0.9, 0), (1.75, 0.5, 0.6, 0), (2.5, 1.2, 0.8, 7)),
    "fifths": ((0, 1.6, 0.9, 0), (2, 1.6, 0.75, 7)),
    "offbeat": tuple((n + 0.5, 0.4, 0.85, 0) for n in range(4)),
    "eighths": tuple(
        (0.5 * n, 0.42, 0.9 if n % 2 == 0 else 0.7, 12 * (n % 8 == 7)) for n in range(8)
    ),
    "walk": ((0, 0.95, 0.9, 0), (1, 0.95, 0.8, 4), (2, 0.95, 0.85, 7), (3, 0.95, 0.8, 9)),
    "tresillo": ((0, 1.2, 0.9, 0), (1.5, 1.2, 0.8, 0), (3, 0.8, 0.8, 7)),
}
"""When the bass sounds in a bar: (beat, beats long, strength, semitones above the root)."""


@dataclass(frozen=True)
class Note:
    """One note; times in beats from the start."""

    start: float
    length: float
    pitch: int
    strength: float


def let_ring(notes: list[Note], *, end: float, ring: float) -> list[Note]:
    """The notes, those that last until `end` being held for `ring` beats more."""
    return [
        replace(note, length=note.length + ring) if note.start + note.length > end - 0.3 else note
        for note in notes
    ]


def play_pad(chords: list[Chord], beats: int) -> list[Note]:
    """Chords held, tones that stay in the next chord tied over."""
    notes: list[Note] = []
    for bar, chord in enumerate(chords):
        for tone in chord.voicing:
            if bar and tone in chords[bar - 1].voicing:
                continue
            length = 1
            while bar + length < len(chords) and tone in chords[bar + length].voicing:
                length += 1
            notes.append(Note(bar * beats, length * beats, tone, 0.8))
    return notes


def play_chords(chords: list[Chord], beats: int, rhythm: str) -> list[Note]:
    """Chords in a rhythm; strummed, that is with the higher strings a little later."""
    notes: list[Note] = []
    for bar, chord in enumerate(chords):
        pattern = "hold" if bar == len(chords) - 1 else rhythm
        for beat, length, strength in CHORD_RHYTHMS[pattern]:
            if beat >= beats:
                continue
            for place, tone in enumerate(chord.voicing):
                late = 0.022 * place if rhythm in ("strum", "lazy", "hold") else 0.004 * place
                kept = min(length, beats - beat)
                notes.append(Note(bar * beats + beat + late, kept, tone, strength))
    return notes


def play_arpeggio(chords: list[Chord], beats: int, rng: Rng, *, step: float) -> list[Note]:
    """Broken chords over two octaves in one shape, chosen once for the piece."""
    shapes = (
        (0, 1, 2, 3, 4, 3, 2, 1),
        (0, 2, 1, 3, 2, 4, 3, 5),
        (0, 3, 1, 4, 2, 5, 1, 3),
        (0, 2, 4, 5, 4, 2, 3, 1),
        (4, 2, 3, 1, 2, 0, 1, 3),
    )
    shape = shapes[int(rng.integers(len(shapes)))]
    notes: list[Note] = []
    for bar, chord in enumerate(chords):
        tones = [*chord.voicing, *(tone + 12 for tone in chord.voicing)]
        for number in range(round(beats / step)):
            tone = tones[shape[number % len(shape)] % len(tones)]
            strength = 0.85 if number % 4 == 0 else 0.6 + 0.1 * rng.random()
            notes.append(Note(bar * beats + number * step, step * 1.8, tone, strength))
    return notes


def play_bass(chords: list[Chord], beats: int, rhythm: str, scale_classes: set[int]) -> list[Note]:
    """The roots in a rhythm; other notes are moved to the nearest one of the scale."""
    notes: list[Note] = []
    for bar, chord in enumerate(chords):
        pattern = "hold" if bar == len(chords) - 1 else rhythm
        for beat, length, strength, above in BASS_RHYTHMS[pattern]:
            if beat >= beats:
                continue
            tone = chord.bass + above
            while tone % 12 not in scale_classes:
                tone -= 1
            notes.append(Note(bar * beats + beat, min(length, beats - beat), tone, strength))
    return notes


def play_melody(
    chords: list[Chord], beats: int, rng: Rng, *, root: int, scale: str, busy: float
) -> list[Note]:
    """A melody made of one motif: stated, answered, varied, and brought home at the end.

    On strong beats it sounds tones of the chord; between them it moves by step.
    """
    motif, answer = (_rhythm(beats, rng, busy) for _ in range(2))
    contour = rng.integers(-2, 3, size=16)
    degree = 7 + int(rng.integers(-1, 3))
    notes: list[Note] = []
    for bar, chord in enumerate(chords):
        last = bar == len(chords) - 1
        rhythm = [(0.0, float(beats))] if last else (answer if bar % 4 == 3 else motif)
        if bar % 2 == 0 and bar:
            degree = round(0.5 * degree + 0.5 * 8)
        for place, (beat, length) in enumerate(rhythm):
            turn = int(contour[(place + (5 if bar % 4 == 2 else 0)) % len(contour)])
            degree = int(np.clip(degree + turn, 3, 13))
            if float(beat).is_integer() or length >= 1:
                degree = _to_chord(degree, chord, root, scale, home=last)
            strength = 0.75 + 0.2 * (beat == 0) + 0.05 * rng.random()
            notes.append(
                Note(bar * beats + beat, length * 0.95, pitch(root, scale, degree), strength)
            )
    return notes


def _rhythm(beats: int, rng: Rng, busy: float) -> list[tuple[float, float]]:
    """A bar's rhythm as (beat, beats long); busier ones have more eighths, all have a breath."""
    times: list[tuple[float, float]] = []
    beat = 0.0
    while beat < beats:
        options = (0.5, 1.0, 1.5, 2.0)
        weights = np.array([busy, 0.6, 0.35, 1.1 - busy])
        length = float(rng.choice(options, p=weights / weights.sum()))
        length = min(length, beats - beat)
        if not (times and rng.random() < 0.18):
            times.append((beat, length))
        beat += length
    return times


def _to_chord(degree: int, chord: Chord, root: int, scale: str, *, home: bool) -> int:
    """The degree nearest to `degree` that is in the chord (its root, when coming `home`)."""
    wanted = chord.classes[:1] if home else chord.classes[:3]
    fits = [d for d in range(2, 15) if pitch(root, scale, d) % 12 in wanted]
    return min(fits, key=lambda d: (abs(d - degree), d))
