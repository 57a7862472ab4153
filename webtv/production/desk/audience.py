"""One channel's audience: the suggestion that its next programme follows, and when that airs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from statistics import median
from typing import TypeVar

from sqlalchemy.orm import Session

from webtv.audience import suggestions, uses, viewers
from webtv.audience.suggestions import MOST_TRIES, Standing
from webtv.config.channel import Channel
from webtv.config.programme import ProgrammeConfig
from webtv.errors import WorkBookError
from webtv.model.audience import AudienceStatus, planned_in, time_to_air
from webtv.outage import Outage
from webtv.production.rundown.planner import Stock
from webtv.production.rundown.shelf import Shelf
from webtv.production.studio import Studio
from webtv.threads import in_thread
from webtv.writers.writer import Recent

ResultT = TypeVar("ResultT")

_LOOK_S = 5.0
"""Seconds between two looks at what became of suggestions."""

_SETTLING = timedelta(minutes=10)
"""A programme that is so old, and neither in the making nor in the library, will not come."""

_FORGET_S = 3600.0
_DEADLINE_S = 10.0
_LAST = 5
"""Programmes of which the time that they took is the measure for the next."""


class Audience:
    """The suggestions of one channel, as production has them.

    The database is asked beside the loop. While it is away no programme follows a suggestion; that
    is told once, and all else goes on.
    """

    def __init__(self, channel_id: str, studio: Studio) -> None:
        self._channel_id = channel_id
        self._ledger = studio.audience
        self._clock = studio.clock
        self._days = studio.settings.work_days
        self._away = Outage(
            "suggestions cannot be read", "suggestions can be read again", channel=channel_id
        )
        self._task: asyncio.Task[None] | None = None
        self._look_at = self._forget_at = 0.0
        self._last_use: datetime | None = None
        self._aired = 0
        self._error_s: float | None = None

    async def next(self, channel: Channel, recent: Collection[Recent]) -> Standing | None:
        """The suggestion that the next programme is to follow; None where it is not to.

        `recent` are the channel's programmes: one in so many follows a suggestion.
        """
        if not channel.audience.suggestions:
            return None

        def entry(session: Session) -> tuple[datetime | None, list[Standing]]:
            line = suggestions.in_line(session, self._channel_id, most=1)
            return uses.last(session, self._channel_id), line

        found = await self._ask(entry)
        if found is None or not found[1]:
            return None
        since, line = found
        self._last_use = since
        return line[0] if self._others(channel, [r.planned_at for r in recent]) == 0 else None

    async def begin(self, standing: Standing, programme: str) -> None:
        """Note that a programme follows a suggestion."""
        now = self._clock.now()
        await self._ask(lambda s: uses.begin(s, standing, programme, at=now))
        self._last_use = now

    async def refused(self, standing: Standing, programme: str, *, for_good: bool = False) -> None:
        """Note that no programme follows a suggestion after all, or, for good, that none may."""
        now, tries = self._clock.now(), MOST_TRIES if for_good else 1

        def entry(session: Session) -> None:
            uses.begin(session, standing, programme, at=now)
            session.flush()
            uses.lose(session, [programme], tries=tries)

        await self._ask(entry)

    def look(
        self, channel: Channel, shelf: Shelf, makings: Collection[str]
    ) -> asyncio.Task[None] | None:
        """Begin a look at what became of suggestions, now and then; it goes on beside this."""
        busy = self._task is not None and not self._task.done()
        if not channel.audience.suggestions or busy or self._clock.monotonic() < self._look_at:
            return None
        self._look_at = self._clock.monotonic() + _LOOK_S
        known = {*makings, *(p.id for p in shelf.programmes)}
        aired = dict(shelf.aired_at)
        self._task = asyncio.create_task(self._look(known, aired), name="audience")
        return self._task

    def status(
        self, channel: Channel, shelf: Shelf, stock: Stock, *, held_up: bool
    ) -> AudienceStatus | None:
        """What viewers may be told; None where they may suggest nothing."""
        if not channel.audience.suggestions:
            return None
        told = AudienceStatus(aired=self._aired, error_s=self._error_s)
        last = [p for p in shelf.programmes if p.kind == "programme"][-_LAST:]
        pace = channel.production.pace(costs=stock.costs)
        if held_up or not last or pace <= 0:
            return told
        now = self._clock.now()
        length_s = _next_length(channel.programme, stock.shots, [p.duration_s for p in last])
        interval_s = max(3600 / pace, length_s)
        since = stock.last_planned
        first_s = time_to_air(
            planned_in_s=planned_in(
                since_last_s=(now - since).total_seconds() if since else None,
                interval_s=interval_s,
                ahead_s=stock.ahead_s,
                buffer_s=channel.production.buffer_s,
            ),
            others=self._others(channel, [p.created_at for p in shelf.programmes]),
            interval_s=interval_s,
            making_s=length_s * median(p.seconds_taken / p.duration_s for p in last),
            length_s=length_s,
            on_air_s=max(0.0, (shelf.free_at - now).total_seconds()),
            fresh_s=stock.ahead_s,
        )
        each_s = interval_s * channel.audience.every
        return told.model_copy(update={"first_s": round(first_s, 1), "each_s": round(each_s, 1)})

    async def stop(self) -> None:
        """End a look that is going on."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def _others(self, channel: Channel, planned: Collection[datetime | None]) -> int:
        """Programmes without a suggestion that come before the next one with one."""
        if self._last_use is None:
            return 0
        since = sum(at is not None and at > self._last_use for at in planned)
        return max(0, channel.audience.every - 1 - since)

    async def _look(self, known: Collection[str], aired: dict[str, datetime]) -> None:
        now, forget = self._clock.now(), self._clock.monotonic() >= self._forget_at

        def entry(session: Session) -> tuple[datetime | None, int, float | None]:
            for programme, begun in uses.unaired(session, self._channel_id).items():
                if programme in aired:
                    uses.air(session, programme, at=aired[programme])
                elif programme not in known and now - begun > _SETTLING:
                    uses.lose(session, [programme])
            if forget:
                suggestions.forget(session, now=now, days=self._days)
                viewers.forget_hearts(session, now=now, days=self._days)
            session.flush()
            return uses.last(session, self._channel_id), *uses.record_of(session, self._channel_id)

        found = await self._ask(entry)
        if found is not None:
            self._last_use, self._aired, self._error_s = found
            if forget:
                self._forget_at = self._clock.monotonic() + _FORGET_S

    async def _ask(self, entry: Callable[[Session], ResultT]) -> ResultT | None:
        try:
            work = in_thread(
                lambda: self._ledger.do(entry), name="audience", deadline_s=_DEADLINE_S
            )
            result = await work
        except (WorkBookError, TimeoutError, OSError) as error:
            self._away.begin(error)
            return None
        self._away.end()
        return result


def _next_length(rules: ProgrammeConfig, shots: int, last_s: Sequence[float]) -> float:
    """Seconds of the next programme, of `shots`, after some that lasted `last_s`.

    Writers may give fewer shots than they are asked for, so the longest of the last ones counts. A
    channel opens with short programmes, which say nothing of the others.
    """
    planned_s, longest_s = shots * rules.shot_s, max(last_s)
    opens = rules.opening_shots < rules.shots and longest_s <= rules.opening_shots * rules.shot_s
    return planned_s if opens else min(planned_s, longest_s)
