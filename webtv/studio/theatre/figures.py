"""What is understood of a prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from webtv.studio.theatre.phrases import Angle, Move, Scale

How = Literal["on", "in", "under", "below"]


@dataclass(frozen=True)
class Figure:
    """Somebody or something on the stage: its picture, how many, in which colour, doing what.

    `worn` are garments and their colours ("" for none said); `on` is the number of the figure
    that it sits upon, in or under, as `how` says. An `idea` stands for a thought, which is written
    out as well.
    """

    icon: str
    name: str
    count: int = 1
    colours: tuple[str, ...] = ()
    worn: tuple[tuple[str, str], ...] = ()
    acts: tuple[str, ...] = ()
    hero: bool = False
    on: int | None = None
    how: How = "on"
    idea: bool = False


@dataclass(frozen=True)
class Reading:
    """All that the theatre understands of a prompt. `title` is its beat as it was written, and
    `styled` the place that its style speaks of.
    """

    figures: tuple[Figure, ...] = ()
    place: str | None = None
    places: tuple[str, ...] = ()
    styled: str | None = None
    hour: str | None = None
    weather: frozenset[str] = frozenset()
    colours: tuple[str, ...] = ()
    scale: Scale = "full"
    angle: Angle = ""
    move: tuple[Move, int] = ("dolly", 1)
    motion: int = 5
    title: str = ""
    unseen: bool = False
