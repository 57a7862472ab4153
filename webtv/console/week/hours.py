"""Cron expressions as people say them: a time and days of the week."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

DAY_NAMES = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])\Z")
_MINUTE, _HOUR = re.compile(r"[0-5]?[0-9]\Z"), re.compile(r"([01]?[0-9]|2[0-3])\Z")
_ALL = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day on some days of the week, which are counted from Monday, 0."""

    time: str
    days: frozenset[int]

    @property
    def said(self) -> str:
        """In words: `22:00, Mon Tue`."""
        if self.days == _ALL:
            return f"{self.time}, every day"
        return f"{self.time}, {' '.join(DAY_NAMES[day] for day in sorted(self.days))}"


def hour_of(cron: str) -> Hour | None:
    """What a cron expression says, if it is a time on days of the week and no more."""
    fields = cron.split()
    if len(fields) != 5 or fields[2:4] != ["*", "*"]:
        return None
    minute, hour, days = fields[0], fields[1], _days(fields[4])
    if not (_MINUTE.match(minute) and _HOUR.match(hour)) or days is None:
        return None
    return Hour(f"{int(hour):02d}:{int(minute):02d}", days)


def cron_of(time: str, days: Iterable[int]) -> str | None:
    """The cron expression for a time on days; None for what is no time. No day is every day."""
    match = _TIME.match(time.strip())
    if match is None:
        return None
    chosen = frozenset(days) & _ALL
    # Cron counts from Sunday, 0.
    numbers = sorted((day + 1) % 7 for day in chosen)
    which = "*" if chosen in (_ALL, frozenset()) else ",".join(map(str, numbers))
    return f"{int(match[2])} {int(match[1])} * * {which}"


def _days(field: str) -> frozenset[int] | None:
    if field == "*":
        return _ALL
    found: set[int] = set()
    for part in field.split(","):
        first, dash, last = part.partition("-")
        if not (first.isascii() and first.isdigit() and int(first) <= 7):
            return None
        if dash and not (last.isascii() and last.isdigit() and int(first) <= int(last) <= 7):
            return None
        numbers = range(int(first), int(last if dash else first) + 1)
        found |= {(number - 1) % 7 for number in numbers}
    return frozenset(found)
