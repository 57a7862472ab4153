"""Which theme a channel has at this hour."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim

from webtv.config.channel import Channel
from webtv.writers.avoid import avoided

_LONGEST_SHIFT = timedelta(hours=3)
"""More than any zone has moved its clock at once."""

_SECOND = timedelta(seconds=1)

_OVERRIDES = ("theme", "style", "music_style", "tone")


def daypart(channel: Channel, now: datetime) -> Channel:
    """The channel as it is at `now`: with the theme, style, music and tone of the daypart that
    began last, by the channel's own clock. What that daypart leaves empty stays the channel's, and
    what the channel's own theme forbids is to be avoided at all hours, unless the daypart names it.

    To have the channel's own theme back at an hour, give it a daypart with nothing but a cron.
    """
    place = in_force(channel, now)
    if place is None:
        return channel
    latest = channel.dayparts[place]
    changed: dict[str, Any] = {
        name: value for name in _OVERRIDES if (value := getattr(latest, name))
    }
    if latest.theme:
        changed["theme_en"] = latest.theme_en  # English for another theme would be filmed instead
        language = channel.language
        known = _forbidden(channel.theme, language)
        named = set(avoided(latest.theme, known, language=language))
        more = (each for each in known if each not in named)
        changed["avoid"] = tuple(dict.fromkeys([*channel.avoid, *more]))
    return channel.model_copy(update=changed)


def in_force(channel: Channel, now: datetime) -> int | None:
    """The place of the daypart that began last, in the channel's file; None where there is none."""
    if not channel.dayparts:
        return None
    local = now.astimezone(ZoneInfo(channel.timezone))
    # Of two that begin together, the one written later counts.
    places = range(len(channel.dayparts) - 1, -1, -1)
    return max(places, key=lambda place: began(channel.dayparts[place].cron, local))


def begins(cron: str, since: datetime, until: datetime) -> Iterator[datetime]:
    """When `cron` comes from `since` on and before `until`, two times of one zone, in UTC; as
    `began` counts, in no order where the clock goes back.
    """
    folds = (0, 1) if cron.split()[1].startswith("*") else (0,)
    first = since.replace(tzinfo=None, microsecond=0) - _LONGEST_SHIFT - _SECOND
    last = until.replace(tzinfo=None) + _LONGEST_SHIFT
    for shown in CronSim(cron, first):
        if shown > last:
            return
        for at in sorted({_instant(shown, fold, since) for fold in folds}):
            if since <= at < until:
                yield at


@lru_cache(maxsize=256)  # asked again for each programme that may be aired
def _forbidden(theme: str, language: str) -> tuple[str, ...]:
    from webtv.writers.offline.beats import read_theme  # large; playout and the web seldom need it

    return read_theme(theme, language=language).avoid


def began(cron: str, now: datetime) -> datetime:
    """When `cron` came last, this very second included, in UTC.

    Where the clock goes back in autumn, a time that comes twice begins its daypart the first time,
    and an hourly one both times. A time that spring leaves out begins it when the clock has jumped.
    """
    folds = (0, 1) if cron.split()[1].startswith("*") else (0,)
    # Wall clocks later than now may have been before the clock went back.
    wall = now.replace(tzinfo=None, microsecond=1) + _LONGEST_SHIFT
    latest: datetime | None = None
    for shown in CronSim(cron, wall, reverse=True):
        if latest is not None and shown < wall - 2 * _LONGEST_SHIFT:
            break
        came = [at for fold in folds if (at := _instant(shown, fold, now)) <= now]
        latest = max([*came, *filter(None, [latest])], default=None)
        if latest is not None and len(folds) == 1:
            break
    return (latest or datetime.min.replace(tzinfo=UTC)).astimezone(UTC)


def _instant(shown: datetime, fold: int, now: datetime) -> datetime:
    """When the clock of `now`'s zone shows a time, or jumps over it."""
    at = shown.replace(tzinfo=now.tzinfo, fold=fold).astimezone(UTC)
    if at.astimezone(now.tzinfo).replace(tzinfo=None) == shown:
        return at
    before = shown.replace(tzinfo=now.tzinfo, fold=1).astimezone(UTC)  # by the offset to come
    after = shown.replace(tzinfo=now.tzinfo, fold=0).astimezone(UTC)
    offset = after.astimezone(now.tzinfo).utcoffset()
    while after - before > _SECOND:
        middle = before + (after - before) / 2
        if middle.astimezone(now.tzinfo).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
