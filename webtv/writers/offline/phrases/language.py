"""What the phrases of one language consist of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Hour = Literal[
    "before dawn", "dawn", "morning", "noon", "afternoon", "sunset", "dusk", "night", "midnight"
]
HOURS: tuple[Hour, ...] = (
    "before dawn",
    "dawn",
    "morning",
    "noon",
    "afternoon",
    "sunset",
    "dusk",
    "night",
    "midnight",
)
"""Hours of a day in their order."""

Sky = Literal["mist", "clouds", "rain", "breeze", "after rain", "haze", "stars", "snow", "frost"]
Scale = Literal["wide", "medium", "close"]


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language.

    In patterns, `{name}` is one of the cast and `{title}` a title.
    """

    hours: Mapping[Hour, str]
    """When it is, as an adverb: at dawn."""

    skies: Mapping[Sky, str]
    """Weather, after a comma: thin mist drifting low."""

    scales: Mapping[Scale, tuple[str, ...]]
    details: tuple[str, ...]
    """Light and background of a close shot, after a comma."""

    beside: str = "{one}, {other}"
    """Two that are seen together."""

    seeing: tuple[str, ...] = ()
    """Sentences in which a thing stands in the case of what is seen."""

    doing: str = "{name}, {deed}"
    """A deed of the cast as a sentence."""

    wearing: str = "{clothes}"
    """Clothes after a look and a comma."""

    episode: str = "{number}. {title}"
    part: str = "{title} {number}"
    colon: str = ": "
    comma: str = ", "
    end: str = "."
    blank: str = " "
    """What stands between sentences."""
    title_case: bool = False
    moves: tuple[tuple[str, ...], ...] = ()
    """How a thing moves, after a comma: as it comes, at first, at the height, as it goes."""
