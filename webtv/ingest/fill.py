"""How a film of any length fills the splice grid, without losing anything: plain arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from webtv.media.sound.clipsound import MOST_OWN

_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Fill:
    """A film is shown `repeats` times for `seconds` each, then a card for `card_s`."""

    repeats: int
    seconds: float
    card_s: float = 0.0


def fill(length_s: float, grid_s: float, *, longest_s: float, loops: bool = False) -> Fill:
    """How a film of `length_s` fills whole steps of the grid, `grid_s` each.

    What is longer than `longest_s` is cut there, at a step of the grid. What is within 8 % of some
    steps is fitted to them. Else a card follows. What is shorter than half a step is repeated, and
    so is what `loops`, an animation, until it ends with a step.
    """
    if length_s > longest_s:
        return Fill(1, max(1, floor(longest_s / grid_s)) * grid_s)
    if loops and length_s < grid_s:
        for steps in range(1, _MOST_STEPS + 1):
            repeats = max(1, round(steps * grid_s / length_s))
            if _fits(steps * grid_s, repeats * length_s):
                return Fill(repeats, steps * grid_s / repeats)
    repeats = floor(grid_s * MOST_OWN / length_s) if length_s < grid_s / 2 else 1
    whole_s = repeats * length_s
    for steps in (floor(whole_s / grid_s), ceil(whole_s / grid_s)):
        if _fits(steps * grid_s, whole_s):
            return Fill(repeats, steps * grid_s / repeats)
    return Fill(repeats, length_s, rest_s(whole_s, grid_s))


def _fits(shown_s: float, length_s: float) -> bool:
    return 1 / MOST_OWN <= shown_s / length_s <= MOST_OWN


def rest_s(shown_s: float, grid_s: float) -> float:
    """Seconds of a card that fill the grid after what is shown for `shown_s`; 0 if none is due."""
    steps = ceil(shown_s / MOST_OWN / grid_s)
    rest = steps * grid_s - shown_s
    return rest if rest > shown_s * (MOST_OWN - 1) else 0.0
