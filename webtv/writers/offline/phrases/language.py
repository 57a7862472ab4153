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

    In patterns, `{beat}` and `{other}` are beats, `{name}` is one of the cast, `{hour}` and `{sky}`
    are hours and weather as titles say them. A capital key begins with a capital letter.
    """

    hours: Mapping[Hour, str]
    """When it is, as an adverb: at dawn."""

    skies: Mapping[Sky, str]
    """Weather, after a comma: thin mist drifting low."""

    sky_titles: Mapping[Sky, str]
    """Weather as titles say it: Mist."""

    scales: Mapping[Scale, tuple[str, ...]]
    details: tuple[str, ...]
    """Light and background of a close shot, after a comma."""

    acts: tuple[str, ...]
    """What anybody may do, after a name and a comma; of no gender and number."""

    beat_titles: tuple[str, ...]
    """Titles of `{beat}`, a beat as it stands, with hour or weather."""

    name_titles: tuple[str, ...]

    noun_titles: tuple[str, ...]
    """Titles of `{noun}`, what the small story is about; some with other words."""

    thing_titles: tuple[str, ...]
    """Titles of `{thing}`, something that a beat names with its article."""

    list_titles: tuple[str, ...] = ()
    """Titles of `{beat}` and `{other}`, where both name things and nothing happens."""

    beside: str = "{one}, {other}"
    """Two that are seen together."""

    doing: str = "{name}, {deed}"
    """A deed of the cast as a sentence."""

    wearing: str = "{clothes}"
    """Clothes after a look and a comma."""

    episode: str = "{number}. {title}"
    part: str = "{title} {number}"
    colon: str = ": "
    comma: str = ", "
    stop: str = ". "
    end: str = "."
    blank: str = " "
    """What stands between sentences."""
    title_case: bool = False
