"""The course of a programme: arrival, development, turn, rest, in parts of one shot each."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Literal

Part = Literal[
    "arrive", "sky", "beat", "detail", "begins", "between", "grows", "doubt", "move", "help",
    "turn", "ends", "later", "rest", "again",
]  # fmt: skip

_COURSE: tuple[tuple[Part, int], ...] = (
    ("arrive", 1), ("sky", 13),
    ("beat", 0), ("detail", 10), ("begins", 2), ("beat", 4), ("detail", 12),
    ("between", 14), ("beat", 5), ("grows", 7), ("detail", 17), ("doubt", 11),
    ("move", 15), ("beat", 9), ("detail", 18), ("help", 8), ("turn", 19),
    ("beat", 16), ("detail", 21), ("beat", 20), ("ends", 3),
    ("between", 23), ("later", 22), ("rest", 6),
)  # fmt: skip
"""The parts of a long programme in their order; a short one keeps those of low numbers."""

SPARE: frozenset[Part] = frozenset({"sky", "detail", "between", "doubt", "later", "move"})
"""Parts whose lines a narrator leaves out first where time is short."""

_GIVES_WAY: tuple[Part, ...] = ("later", "between", "doubt", "detail", "sky", "help")


_FEW = 5
"""Parts of a course in which nothing can be moved."""


def course_of(shots: int, supply: Mapping[Part, int], rng: random.Random) -> list[Part]:
    """The parts of a programme of so many shots, the most telling ones first of all.

    `supply` says how many shots of a part the theme has pictures for; a part that is not in it
    always has one. Beats for which a course has no room take the place of asides.
    """
    left = dict(supply)
    chosen: list[int] = []
    for at in sorted(range(len(_COURSE)), key=lambda at: _COURSE[at][1]):
        part = _COURSE[at][0]
        if left.get(part, 1) > 0 and len(chosen) < shots:
            left[part] = left.get(part, 1) - 1
            chosen.append(at)
    course = [_COURSE[at][0] for at in sorted(chosen)]
    for part in _GIVES_WAY:
        while left["beat"] > 0 and part in course:
            course[course.index(part)] = "beat"
            left["beat"] -= 1
    while len(course) < shots:  # a theme of few words, seen from all sides
        course.insert(max(1, len(course) * 2 // 3), "again")
    return _begun(course, rng)


def _begun(course: list[Part], rng: random.Random) -> list[Part]:
    """A course whose small story begins sooner or later than in others, after the arrival."""
    if "begins" in course and len(course) > _FEW:
        at = course.index("begins")
        latest = course.index("grows") if "grows" in course else course.index("ends")
        course.remove("begins")
        course.insert(min(max(1, at + rng.choice((-3, -1, 0, 1))), latest - 1), "begins")
    return course
