"""When announcements are due, and what is commissioned for them: rules on values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cronsim import CronSim

from webtv.config.channel import Channel
from webtv.config.story import AnnouncementConfig
from webtv.model.programme import ANNOUNCED_FOR, SHORTEST_MUSIC, Plan, Shot, programme_id
from webtv.work.commission import Commission

LEAD = timedelta(minutes=30)
"""How long before its time an announcement is made."""

READ_S = 2.0
LETTERS_PER_S = 14.0
"""A card is shown for `READ_S` and a second for so many letters, which reads at ease."""

SHORTEST_S = 8.0


@dataclass(frozen=True, slots=True)
class Announcement:
    """One announcement at one time."""

    config: AnnouncementConfig
    airs_at: datetime


class Timetable:
    """When cron expressions come next. It remembers, as some of them take long to work out."""

    def __init__(self) -> None:
        self._next: dict[tuple[str, str], datetime | None] = {}

    def next(self, cron: str, timezone: str, *, after: datetime) -> datetime | None:
        """The first time after `after` in a time zone, in UTC; None if it never comes.

        `after` never goes back.
        """
        if (cron, timezone) not in self._next:
            self._next[cron, timezone] = _first(cron, timezone, after)
        found = self._next[cron, timezone]
        if found is not None and found <= after:
            found = self._next[cron, timezone] = _first(cron, timezone, after)
        return found


def upcoming(
    channel: Channel, timetable: Timetable, *, now: datetime, lead: timedelta = LEAD
) -> list[Announcement]:
    """The next time of each of a channel's announcements that comes within `lead`, in order."""
    found = []
    for config in channel.announcements:
        at = timetable.next(config.cron, channel.timezone, after=now)
        if at is not None and at <= now + lead:
            found.append(Announcement(config, at))
    return sorted(found, key=lambda each: each.airs_at)


def commission_for(
    channel_id: str, channel: Channel, announcement: Announcement, *, now: datetime
) -> Commission:
    """What is to be made. The same announcement at the same time has the same programme id."""
    config = announcement.config
    said = f"{config.title}\n{config.text}\n{config.presenter}"
    seconds = reading_s(config)
    music = channel.music_style.strip()[:400]
    return Commission(
        programme_id=programme_id(channel_id, announcement.airs_at, said),
        channel_id=channel_id,
        channel=channel,
        plan=Plan(
            title=config.title,
            logline=config.text[:400],
            shots=(Shot(prompt=f"Announcement: {config.title}", seconds=min(10.0, seconds)),),
            music=music if len(music) >= SHORTEST_MUSIC else "no music",
            narration=config.text,
        ),
        writer="announcement",
        kind="announcement",
        airs_at=announcement.airs_at,
        created_at=now,
    )


def announced_by(commission: Commission) -> AnnouncementConfig | None:
    """What the channel file said of a commissioned announcement."""
    plan = commission.plan
    return next(
        (
            config
            for config in commission.channel.announcements
            if (config.title, config.text) == (plan.title, plan.narration)
        ),
        None,
    )


def reading_s(config: AnnouncementConfig) -> float:
    """Seconds that a card needs to be read."""
    letters = len(config.title) + len(config.text)
    return max(SHORTEST_S, READ_S + letters / LETTERS_PER_S)


def out_of_date(commission: Commission, *, now: datetime) -> bool:
    """Whether an announcement would come too late now."""
    return commission.airs_at is not None and now >= commission.airs_at + ANNOUNCED_FOR


def _first(cron: str, timezone: str, after: datetime) -> datetime | None:
    found = next(CronSim(cron, after.astimezone(ZoneInfo(timezone))), None)
    return found.astimezone(UTC) if found else None
