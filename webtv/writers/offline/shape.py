"""The shape of a programme: opening, chapters of one beat each, a turn, a rest, the last image."""

from __future__ import annotations

from dataclasses import dataclass

_CHAPTER = 2.75
"""Shots of a chapter on average: its beat and what is seen around it."""

_TOLD = 2.2
"""The same where a story or a day is told, which needs more beats."""

_LONGEST = 4
"""Shots of a chapter at most; what is left makes one of its own."""

_AROUND = 2
"""Shots of a chapter at most where a tale is told: more would hide it."""

_TALE = 3
"""Shots of a tale before its turn, between those of the chapters."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many shots each part of a programme has."""

    opening: int
    chapters: tuple[int, ...]
    turn: int
    rest: int
    last: int


def shape_of(
    shots: int, beats: int, *, turns: bool = True, rests: bool = True, tale: bool = False
) -> Shape:
    """The shape of a programme of so many shots, with a chapter for each of its `beats`.

    Without `turns`, nothing happens in it but its beats; without `rests`, there are only these.
    With a `tale`, there is room for what leads to its turn, if need be in place of the opening and
    of whoever reacts, and a short chapter before each of that, so that the tale is not lost; such a
    programme has fewer shots than it may have.
    """
    opening, turn, rest, last = _frame(shots, turns=turns, rests=rests)
    led = _TALE if tale else 0
    if shots - opening - turn - rest - last - led < 1:
        opening, turn = 0, min(1, turn)
    left = shots - opening - turn - rest - last - led
    number = min(left, max(beats, -(-left // _LONGEST), led) if rests else beats)
    size, longer = divmod(left, number)
    sizes = [size + (at < longer) for at in range(number)]
    if tale:
        sizes = sorted(min(_AROUND, each) for each in sizes)
    return Shape(opening, tuple(sizes), turn, rest, last)


def has_room_for_a_tale(shots: int) -> bool:
    """Whether so many shots hold a tale and a beat of the theme."""
    return shots >= _TALE + 3


def longer(chapters: tuple[int, ...], more: int) -> tuple[int, ...]:
    """Chapters with a few shots more, the shortest first."""
    sizes = list(chapters)
    for _ in range(more):
        sizes[sizes.index(min(sizes))] += 1
    return tuple(sizes)


def most_beats(shots: int, *, told: bool) -> int:
    """Beats for which a programme of so many shots has room; more where a story is `told`."""
    left = shots - sum(_frame(shots, turns=True, rests=True))
    return max(1, round(left / (_TOLD if told else _CHAPTER)))


def _frame(shots: int, *, turns: bool, rests: bool) -> tuple[int, int, int, int]:
    """Shots of the opening, the turn, the rest and the last image."""
    turn = (shots >= 3) + (shots >= 6) if turns else 0
    return int(shots >= 5), turn, int(rests and shots >= 4), int(shots >= 9)
