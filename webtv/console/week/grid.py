"""Where things stand on the grid of a week: one column a day, as long as that day is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, timedelta
from itertools import pairwise

from webtv.console.week.plan import Day, Moment, Stretch, Week

COLUMN = 140
HOUR = 24
HEAD = 8

_LINE = 14
_LONGEST_DAY = 25


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch on the grid; its hue tells dayparts apart."""

    stretch: Stretch
    top: float
    height: float
    hue: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A moment on the grid, moved down where another stands in its way."""

    moment: Moment
    top: float
    label: float


@dataclass(frozen=True, slots=True)
class Column:
    """One day, from `left` on; `hours` are the marks of its clock with their places."""

    day: Day
    left: int
    height: float
    hours: tuple[tuple[str, float], ...]
    boxes: tuple[Box, ...]
    flags: tuple[Flag, ...]


def columns_of(week: Week) -> list[Column]:
    """The columns of a week, and the height of the longest."""
    return [_column(day, number * COLUMN) for number, day in enumerate(week.days)]


def height_of(columns: list[Column]) -> float:
    """The height of the grid."""
    return HEAD + max((column.height for column in columns), default=_LONGEST_DAY * HOUR) + _LINE


def _column(day: Day, left: int) -> Column:
    def top(hour: float) -> float:
        return HEAD + hour * HOUR

    boxes = tuple(
        Box(
            each,
            top(day.hour(each.starts)),
            (day.hour(each.ends) - day.hour(each.starts)) * HOUR,
            (each.place + 1) % 6 if each.place is not None else 0,
        )
        for each in day.stretches
    )
    return Column(day, left, day.hours * HOUR, tuple(_hours(day)), boxes, tuple(_flags(day)))


def _hours(day: Day) -> list[tuple[str, float]]:
    """Each third hour that the day's clock shows; where it is changed, those beside that too."""
    first, zone = day.starts.astimezone(UTC), day.starts.tzinfo
    times = [(first + timedelta(hours=n)).astimezone(zone) for n in range(round(day.hours) + 1)]
    marked = [time.hour % 3 == 0 for time in times[:-1]]
    for number, (before, after) in enumerate(pairwise(times[:-1])):
        if before.utcoffset() != after.utcoffset():
            marked[number] = marked[number + 1] = True
    return [
        (f"{time:%H:%M}", HEAD + day.hour(time) * HOUR)
        for time, shown in zip(times[:-1], marked, strict=True)
        if shown
    ]


def _flags(day: Day) -> list[Flag]:
    flags: list[Flag] = []
    free = 0.0
    for moment in day.moments:
        top = HEAD + day.hour(moment.at) * HOUR
        label = max(top, free)
        free = label + _LINE
        flags.append(Flag(moment, top, label))
    return flags
