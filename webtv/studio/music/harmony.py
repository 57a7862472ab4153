"""Chords: a progression through the piece, voiced so that each part moves as little as it can."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise, product

import numpy as np

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
}
"""Semitones above the root."""

PROGRESSIONS: dict[str, tuple[tuple[int, ...], ...]] = {
    "major": ((0, 4, 5, 3), (0, 5, 3, 4), (0, 2, 3, 4), (0, 3, 1, 4), (3, 0, 4, 5), (0, 3, 5, 4)),
    "minor": ((0, 5, 2, 6), (0, 3, 5, 4), (0, 6, 5, 4), (0, 5, 3, 6), (0, 2, 5, 3), (5, 6, 0, 2)),
    "dorian": ((0, 3, 0, 6), (0, 3, 6, 2), (0, 1, 3, 6), (0, 6, 3, 0)),
    "lydian": ((0, 1, 0, 4), (0, 1, 5, 4), (0, 4, 1, 5), (0, 2, 1, 4)),
    "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 3), (0, 4, 6, 3), (0, 6, 4, 3)),
}
"""Roots of four chords in a row as scale degrees from 0, by scale."""

_LOW, _HIGH = 52, 74
"""Range of chord voices, MIDI."""


@dataclass(frozen=True)
class Chord:
    """One bar's harmony."""

    root: int
    """Scale degree, from 0."""
    classes: tuple[int, ...]
    """Pitch classes, root first."""
    voicing: tuple[int, ...]
    """MIDI notes, low to high."""
    bass: int
    """MIDI note of the bass, 36 to 47."""


def pitch(root: int, scale: str, degree: int) -> int:
    """The MIDI note `degree` steps above `root` in `scale`."""
    steps = SCALES[scale]
    octave, step = divmod(degree, len(steps))
    return root + 12 * octave + steps[step]


def progression(
    rng: np.random.Generator, *, root: int, scale: str, bars: int, hold: int, sevenths: bool
) -> list[Chord]:
    """A chord a bar for `bars` bars, each held `hold` bars; the last bar comes home."""
    loops = PROGRESSIONS[scale]
    first, second = (loops[int(rng.integers(len(loops)))] for _ in range(2))
    degrees = [
        (first if bar // (4 * hold) % 4 != 2 else second)[bar // hold % 4] for bar in range(bars)
    ]
    degrees[-1] = 0
    if bars > 2 and degrees[-2] == 0:
        degrees[-2] = 6 if scale in ("mixolydian", "dorian") else 4
    chords: list[Chord] = []
    for degree in degrees:
        steps = (0, 2, 4, 6) if sevenths else (0, 2, 4)
        classes = tuple(pitch(root, scale, degree + step) % 12 for step in steps)
        voicing = _voice(classes, chords[-1].voicing if chords else None)
        chords.append(Chord(degree, classes, voicing, 36 + classes[0]))
    return chords


def _voice(classes: tuple[int, ...], before: tuple[int, ...] | None) -> tuple[int, ...]:
    """The voicing nearest to the one before, in range, without crowding the low notes."""
    places = [[n for n in range(_LOW, _HIGH + 1) if n % 12 == name] for name in classes]
    target = before or tuple(57 + 4 * n for n in range(len(classes)))

    def cost(notes: tuple[int, ...]) -> float:
        gaps = [b - a for a, b in pairwise(notes)]
        crowded = sum(4 for gap in gaps if gap < 3) + sum(gap - 9 for gap in gaps if gap > 9)
        moved = sum(abs(a - b) for a, b in zip(notes, target, strict=False))
        return moved + crowded + 0.3 * abs(sum(notes) / len(notes) - 62)

    return min((tuple(sorted(notes)) for notes in product(*places)), key=cost)
