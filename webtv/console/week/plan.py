"""Seven days of one channel: rules on values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from typing import Literal
from zoneinfo import ZoneInfo

from cronsim import CronSim

from webtv.config.channel import Channel
from webtv.model.control import Cue
from webtv.writers.daypart import begins, in_force

DAYS = 7

MOST = 169
"""Times of one cron expression in a week that are drawn: each hour of the longest."""

MOST_A_DAY = 100
"""Moments of a day that are drawn."""

Kind = Literal["announcement", "live", "cue"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time for which one theme is in force. `place` is that of its daypart in the file; None
    where the channel has no dayparts. `begun` says whether the daypart begins here, or went on.
    """

    starts: datetime
    ends: datetime
    place: int | None
    title: str
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that airs at a time, at the next join. `place` is that in its list in the file."""

    at: datetime
    kind: Kind
    title: str
    place: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """One day by the channel's clock; all times are of its zone."""

    starts: datetime
    ends: datetime
    stretches: tuple[Stretch, ...]
    moments: tuple[Moment, ...]
    more: int = 0
    """Moments that are not drawn."""

    @property
    def date(self) -> date:
        """The day."""
        return self.starts.date()

    @property
    def hours(self) -> float:
        """How long it is: 23 or 25 hours where the clock is changed."""
        return (self.ends.astimezone(UTC) - self.starts.astimezone(UTC)).total_seconds() / 3600

    def hour(self, at: datetime) -> float:
        """The hours that have passed since the day began; the clock may show another number."""
        return (at.astimezone(UTC) - self.starts.astimezone(UTC)).total_seconds() / 3600


@dataclass(frozen=True, slots=True)
class Week:
    """The days from a Monday on, and which crons come too often to be drawn whole."""

    days: tuple[Day, ...]
    crowded: tuple[str, ...] = ()


def week_of(
    channel: Channel, day: date, *, cues: Iterable[Cue] = (), titles: dict[str, str] | None = None
) -> Week:
    """The week that `day` is in. `titles` are those of programmes that are cued, by id."""
    zone = ZoneInfo(channel.timezone)
    monday = day - timedelta(days=day.weekday())
    edges = [_midnight(monday + timedelta(days=n), zone) for n in range(DAYS + 1)]
    since, until = edges[0], edges[-1]
    crowded: list[str] = []
    stretches = _stretches(channel, since, until, crowded)
    moments = sorted(
        (
            *_announced(channel, since, until, crowded),
            *_live(channel, since, until, crowded),
            *_cued(cues, titles or {}, since, until),
        ),
        key=lambda moment: moment.at,
    )
    days = tuple(_day(starts, ends, stretches, moments) for starts, ends in pairwise(edges))
    return Week(days, tuple(dict.fromkeys(crowded)))


def title_of_theme(theme: str) -> str:
    """The beginning of a theme, as a name for it."""
    lines = [line.strip(" -*\t") for line in theme.strip().splitlines() if line.strip()]
    text = " ".join(lines[:1])
    return text if len(text) <= 80 else text[:79].rsplit(" ", 1)[0] + "…"


def _day(
    starts: datetime,
    ends: datetime,
    stretches: list[tuple[datetime, datetime, int | None, str]],
    moments: list[Moment],
) -> Day:
    first, last = starts.astimezone(UTC), ends.astimezone(UTC)
    found = [
        replace(each, at=each.at.astimezone(starts.tzinfo))
        for each in moments
        if first <= each.at < last
    ]
    kept = tuple(found[:MOST_A_DAY])
    return Day(
        starts, ends, tuple(_clipped(stretches, starts, ends)), kept, more=len(found) - len(kept)
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """When a day begins: where the clock leaves midnight out, after that."""
    at = datetime.combine(day, time(), zone)
    return at.astimezone(UTC).astimezone(zone)


def _stretches(
    channel: Channel, since: datetime, until: datetime, crowded: list[str]
) -> list[tuple[datetime, datetime, int | None, str]]:
    """From when until when which daypart is in force, in UTC."""
    first, last = since.astimezone(UTC), until.astimezone(UTC)
    place = in_force(channel, first)
    if place is None:
        return [(first, last, None, title_of_theme(channel.theme))]
    starts: list[tuple[datetime, int]] = []
    for number, part in enumerate(channel.dayparts):
        found = list(islice(begins(part.cron, since, until), MOST + 1))
        if len(found) > MOST:
            crowded.append(part.cron)
        starts += [(at, number) for at in found[:MOST]]
    # Of two that begin together, the one written later counts.
    marks = dict(sorted(starts))
    marks.setdefault(first, place)
    ordered = sorted(marks.items())
    ends = [*(at for at, _ in ordered[1:]), last]
    return [
        (at, end, number, title_of_theme(channel.dayparts[number].theme or channel.theme))
        for (at, number), end in zip(ordered, ends, strict=True)
    ]


def _clipped(
    stretches: list[tuple[datetime, datetime, int | None, str]], starts: datetime, ends: datetime
) -> Iterator[Stretch]:
    """The parts of stretches that lie in a day, in its zone."""
    zone = starts.tzinfo
    first, last = starts.astimezone(UTC), ends.astimezone(UTC)
    for begin, end, place, title in stretches:
        if begin < last and end > first:
            yield Stretch(
                max(begin, first).astimezone(zone),
                min(end, last).astimezone(zone),
                place,
                title,
                begun=begin >= first,
            )


def _announced(
    channel: Channel, since: datetime, until: datetime, crowded: list[str]
) -> Iterator[Moment]:
    for place, each in enumerate(channel.announcements):
        for at in _times(each.cron, since, until, crowded):
            yield Moment(at, "announcement", each.title, place)


def _live(
    channel: Channel, since: datetime, until: datetime, crowded: list[str]
) -> Iterator[Moment]:
    for place, each in enumerate(channel.live):
        for at in _times(each.cron, since, until, crowded):
            yield Moment(at, "live", each.title or channel.title, place, each.minutes)


def _cued(
    cues: Iterable[Cue], titles: dict[str, str], since: datetime, until: datetime
) -> Iterator[Moment]:
    for cue in cues:
        at = cue.at.astimezone(UTC)
        if since.astimezone(UTC) <= at < until.astimezone(UTC):
            yield Moment(at, "cue", titles.get(cue.programme, cue.programme))


def _times(cron: str, since: datetime, until: datetime, crowded: list[str]) -> Iterator[datetime]:
    """When `cron` comes, in UTC, as production counts for what airs at a time."""
    last = until.astimezone(UTC)
    for number, shown in enumerate(CronSim(cron, since - timedelta(seconds=1))):
        at = shown.astimezone(UTC)
        if at >= last:
            return
        if number >= MOST:
            crowded.append(cron)
            return
        yield at
