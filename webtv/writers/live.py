"""Live programmes: when one is due, and what it is called."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from webtv.config.channel import Channel
from webtv.config.story import LiveConfig
from webtv.writers.daypart import began


def live_now(channel: Channel, now: datetime) -> LiveConfig | None:
    """The live programme that is due; of several, the one that began last."""
    local = now.astimezone(ZoneInfo(channel.timezone))
    due = [each for each in channel.live if local < live_end(channel, each, now)]
    return max(reversed(due), key=lambda each: began(each.cron, local), default=None)


def live_end(channel: Channel, live: LiveConfig, now: datetime) -> datetime:
    """When a live programme ends that began last before `now`."""
    local = now.astimezone(ZoneInfo(channel.timezone))
    return began(live.cron, local) + timedelta(minutes=live.minutes)


def live_title(channel: Channel, live: LiveConfig) -> str:
    """What viewers are told is on."""
    return live.title or channel.title
