"""What a channel shows beyond its rundown: which theme is in force, and when it goes live.

The rundown is minutes long, and television apps fetch a guide once in hours.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import chain, pairwise
from zoneinfo import ZoneInfo

from cronsim import CronSim

from webtv.config.channel import Channel
from webtv.config.story import LiveConfig
from webtv.model.guide import Listing, hour_of
from webtv.plaintext import plain_text
from webtv.writers.daypart import daypart
from webtv.writers.live import live_title

AHEAD = timedelta(hours=24)
"""How far the guide goes on."""

_HOUR = timedelta(hours=1)
_LONGEST = 400


def ahead(channel: Channel, now: datetime) -> list[Listing]:
    """Lines from the hour of `now` on, each as long as one theme is in force. A theme that begins
    within an hour is told from the next full one. Live programmes stand at their times.
    """
    begins = hour_of(now)
    ends = begins + AHEAD
    lives = [list(_lives(channel, live, now, ends)) for live in channel.live]
    hours = {begins + hour * _HOUR for hour in range(AHEAD // _HOUR + 1)}
    marks = hours | {at for live in chain(*lives) for at in (live.starts_at, live.ends_at)}
    lines: list[Listing] = []
    for starts_at, ends_at in pairwise(sorted(mark for mark in marks if begins <= mark <= ends)):
        on = filter(None, (_on(each, starts_at) for each in reversed(lives)))
        line = next(on, None) or _themed(channel, starts_at)
        line = replace(line, starts_at=starts_at, ends_at=ends_at)
        if lines and replace(lines[-1], starts_at=starts_at, ends_at=ends_at) == line:
            lines[-1] = replace(lines[-1], ends_at=ends_at)
        else:
            lines.append(line)
    return lines


def after(lines: list[Listing], known_until: datetime | None) -> list[Listing]:
    """The part of `lines` that begins where the known ones end."""
    if known_until is None:
        return lines
    left = [line for line in lines if line.ends_at > known_until]
    return [replace(line, starts_at=max(line.starts_at, known_until)) for line in left]


def _themed(channel: Channel, at: datetime) -> Listing:
    """A line of the theme in force; its times are the caller's."""
    part = daypart(channel, at)
    own = part.theme == channel.theme
    told = channel.description if own and channel.description else part.theme
    return Listing("filler", plain_text(channel.title), at, at, logline=_short(told))


def _lives(channel: Channel, live: LiveConfig, now: datetime, until: datetime) -> Iterator[Listing]:
    """Each time that a live programme begins before `until`, soonest first; the one that is on
    among them.
    """
    local = now.astimezone(ZoneInfo(channel.timezone))
    length, title = timedelta(minutes=live.minutes), plain_text(live_title(channel, live))
    for starts_at in CronSim(live.cron, local - length):
        begins = starts_at.astimezone(UTC)
        if begins >= until:
            break
        yield Listing("live", title, begins, begins + length)


def _on(lives: list[Listing], at: datetime) -> Listing | None:
    """The times of one live programme may overlap: that of them which began last and goes on."""
    begun = bisect_right(lives, at, key=lambda live: live.starts_at)
    return lives[begun - 1] if begun and at < lives[begun - 1].ends_at else None


def _short(text: str) -> str:
    text = " ".join(plain_text(text).split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
