"""Which theme a channel has at this hour."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from cronsim import CronSim

from webtv.config.channel import Channel

_OVERRIDES = ("theme", "style", "music_style", "tone")


def daypart(channel: Channel, now: datetime) -> Channel:
    """The channel as it is at `now`: with the theme, style, music and tone of the daypart that
    began last, by the channel's own clock. What that daypart leaves empty stays the channel's.

    To have the channel's own theme back at an hour, give it a daypart with nothing but a cron.
    """
    if not channel.dayparts:
        return channel
    local = now.astimezone(ZoneInfo(channel.timezone))
    # Of two that begin together, the one written later counts.
    latest = max(reversed(channel.dayparts), key=lambda part: _began(part.cron, local))
    changed = {name: value for name in _OVERRIDES if (value := getattr(latest, name))}
    return channel.model_copy(update=changed)


def _began(cron: str, now: datetime) -> datetime:
    """When `cron` came last, this very second included, in UTC: wall clocks go back in autumn."""
    # With a fraction of a second, cronsim looks at the whole second before it first.
    return next(CronSim(cron, now.replace(microsecond=1), reverse=True)).astimezone(UTC)
