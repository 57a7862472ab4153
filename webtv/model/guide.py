"""The programme guide of one channel: what aired, is on and comes, as functions on values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from webtv.model.asrun import AsRunEntry, Kind
from webtv.model.status import NextUp, OnAir

GAP = timedelta(seconds=60)
"""Shorter breaks, and the idents and trails in them, count as part of the programme before."""

_OPEN: tuple[Kind, ...] = ("slate", "takeover", "live")
"""Kinds that end when something else is ready or ordered: nobody knows when."""

_OPEN_FOR = timedelta(minutes=5)
"""So long at least what is open is taken to go on."""

_SHORTEST = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A programme that will air, before it has a time."""

    kind: Kind
    title: str
    length_s: float
    programme: str = ""
    logline: str = ""
    ai_generated: bool = True


@dataclass(frozen=True, slots=True)
class Listing:
    """One line of a guide: what airs from when until when."""

    kind: Kind
    title: str
    starts_at: datetime
    ends_at: datetime
    programme: str = ""
    logline: str = ""
    ai_generated: bool = True


@dataclass(frozen=True, slots=True)
class Guide:
    """The guide of one channel at one moment. The first of `later` is next."""

    past: tuple[Listing, ...] = ()
    now: Listing | None = None
    later: tuple[Listing, ...] = ()

    @property
    def listings(self) -> tuple[Listing, ...]:
        """All of it, in order."""
        return (*self.past, *((self.now,) if self.now else ()), *self.later)


def hour_of(at: datetime) -> datetime:
    """The beginning of the hour, in UTC, that `at` is in."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def aired(entry: AsRunEntry) -> Listing:
    """The line of what the as-run log holds. Who made it stands in no log: a machine, unless an
    operator's feed was on.
    """
    return Listing(
        kind=entry.kind,
        title=entry.title,
        starts_at=entry.started_at,
        ends_at=entry.ended_at,
        programme=entry.programme or "",
        ai_generated=entry.kind != "takeover",
    )


def on_now(on_air: OnAir, following: NextUp | None, now: datetime) -> Listing:
    """The line of what is on air. What has no end of its own goes on for five minutes from the last
    whole minute, but a slate only until the programme that follows it.
    """
    ends_at = on_air.ends_at
    if on_air.kind in _OPEN:
        ends_at = max(ends_at, now.replace(second=0, microsecond=0) + _OPEN_FOR)
        if on_air.kind == "slate" and following and following.kind != "slate":
            ends_at = now
    return Listing(
        kind=on_air.kind,
        title=on_air.title,
        starts_at=on_air.started_at,
        ends_at=max(ends_at, on_air.started_at),
        programme=on_air.programme or "",
        logline=on_air.logline,
        ai_generated=on_air.ai_generated,
    )


def coming(
    starts_at: datetime, planned: Iterable[Planned], cues: Sequence[tuple[datetime, Planned]]
) -> list[Listing]:
    """The lines of what follows at `starts_at`, one after the other.

    What is cued for a time, soonest first, is taken at that time, whatever is on then.
    """
    lines: list[Listing] = []
    waiting = list(cues)
    at = starts_at

    def add(item: Planned, begins: datetime, most: datetime | None = None) -> datetime:
        ends = begins + timedelta(seconds=item.length_s)
        if most is not None:
            ends = min(ends, most)
        lines.append(
            Listing(
                item.kind,
                item.title,
                begins,
                ends,
                item.programme,
                item.logline,
                item.ai_generated,
            )
        )
        return ends

    for item in planned:
        while waiting and waiting[0][0] <= at:
            at = add(waiting.pop(0)[1], at)
        at = add(item, at, waiting[0][0] if waiting else None)
    for cued_at, item in waiting:
        at = add(item, max(at, cued_at))
    return lines


def joined(lines: Iterable[Listing]) -> list[Listing]:
    """The lines as people read them: none overlaps the next, and what airs between programmes, or
    a slate, is no line of its own unless it lasts for a minute.
    """
    known: list[Listing] = []
    for line in sorted(lines, key=lambda each: each.starts_at):
        before = known[-1] if known else None
        close = before is not None and line.starts_at - before.ends_at < GAP
        same = before is not None and line.kind == before.kind == "slate"
        if before and close and (same or line.kind == "filler"):
            known[-1] = replace(before, ends_at=max(before.ends_at, line.ends_at))
        elif line.kind != "filler":
            known.append(line)
    known = [line for line in known if line.kind != "slate" or line.ends_at - line.starts_at >= GAP]
    for index, line in enumerate(known[:-1]):
        follows = known[index + 1].starts_at
        if follows - line.ends_at < GAP:  # an overlap too
            known[index] = replace(line, ends_at=follows)
    return [line for line in known if line.ends_at - line.starts_at >= _SHORTEST]
