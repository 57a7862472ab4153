"""The shape of a programme: opening, chapters of one beat each, a turn, a rest, the last image."""

from __future__ import annotations

from dataclasses import dataclass

_DEALS = 3
"""Programmes over which the beats of a theme are dealt out."""

_FEW = 4
"""Beats of a theme of which each has a programme of its own."""

_MOST = 5
"""Beats of a programme at most, where a world is seen around them."""

_BARE, _ALONE = 3, 6
"""Beats of a programme at least, where it has no tale, and where nothing else is known at all."""

_LONGEST = 4
"""Shots of a chapter at most; what is left makes one of its own."""

_AROUND = 2
"""Shots of a chapter at most where a tale is told: more would hide it."""

_TALE = 3
"""Shots of a tale before its turn, between those of the chapters."""

_BESIDE, _BESIDE_MUCH = 8, 12
"""Shots of a programme with a tale at least, and with one beside many beats of its theme."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How many shots each part of a programme has."""

    opening: int
    chapters: tuple[int, ...]
    turn: int
    rest: int
    last: int

    def shots(self, *, tale: bool) -> int:
        """How many shots it has, with those of a `tale` between its chapters."""
        parts = self.opening + sum(self.chapters) + self.turn + self.rest + self.last
        return parts + _TALE * tale


def shape_of(
    shots: int, beats: int, *, turns: bool = True, rests: bool = True, tale: bool = False
) -> Shape:
    """The shape of a programme of so many shots, with a chapter for each of its `beats`.

    Without `turns`, nothing happens in it but its beats; without `rests`, there are only these.
    With a `tale`, there is room for what leads to its turn, if need be in place of the opening, and
    a short chapter before each of that, so that the tale is not lost; such a programme has fewer
    shots than it may have.
    """
    opening, turn, rest, last = _frame(shots, turns=turns, rests=rests)
    led = _TALE if tale else 0
    if shots - opening - turn - rest - last - led < 1:
        opening = 0
    left = shots - opening - turn - rest - last - led
    number = min(left, max(beats, -(-left // _LONGEST), led) if rests else beats)
    size, longer = divmod(left, number)
    sizes = [size + (at < longer) for at in range(number)]
    if tale:
        sizes = sorted(min(_AROUND, each) for each in sizes)
    return Shape(opening, tuple(sizes), turn, rest, last)


def has_room_for_a_tale(shots: int, *, rich: bool = False) -> bool:
    """Whether so many shots hold a tale and what the theme has itself, much where it is `rich`."""
    return shots >= (_BESIDE_MUCH if rich else _BESIDE)


def longer(chapters: tuple[int, ...], more: int) -> tuple[int, ...]:
    """Chapters with a few shots more, the shortest first; with fewer, the longest first."""
    sizes = list(chapters)
    for _ in range(-more):
        sizes[sizes.index(max(sizes))] -= max(sizes) > 1
    for _ in range(more):
        sizes[sizes.index(min(sizes))] += 1
    return tuple(sizes)


def dealt(beats: int, shots: int) -> int:
    """How many of a theme's beats a programme of so many shots has: about a third, so that each
    comes back after two others.
    """
    share = min(_MOST, -(-(beats - 1) // _DEALS) if beats <= _FEW else -(-beats // _DEALS))
    return min(max(1, min(beats, share)), shots)


def dealt_alone(beats: int, shots: int, *, known: bool) -> int:
    """How many it has at least where it has no tale; more where no world is `known` either."""
    return min(_BARE if known else max(_ALONE, dealt(beats, shots)), shots)


def _frame(shots: int, *, turns: bool, rests: bool) -> tuple[int, int, int, int]:
    """Shots of the opening, the turn, the rest and the last image."""
    turn = int(turns and shots >= 3)
    return int(shots >= 5), turn, int(rests and shots >= 4), int(rests and shots >= 9)
