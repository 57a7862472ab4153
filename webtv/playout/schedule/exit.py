"""The exit of what is on air: when it leaves before its end, and why."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.playout.clock import AirClock
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.schedule.next_item import NextItem
from webtv.playout.schedule.standby import LOOK_S

LEAVE_WITHIN_S = 0.7
"""What must leave at once does so after that time, even if only the slate is ready."""

EARLY_S = 0.5
"""A cue is taken this much before its time at most, rather than after a flash of the slate."""

SPARE_S = 2.7
"""A slate that airs for want of anything else may go on for so long after a programme is ready,
to end where picture and sound end together: every 2.667 s at 24 pictures a second."""

AIM_S = 0.25
"""Seconds from one look to the next while something is about to leave."""


@dataclass(frozen=True, slots=True)
class Ready:
    """Says what could follow: the wanted item or the slate, or that nothing was found."""

    wanted: bool
    slate: bool
    nothing: bool


class Exit:
    """Shortens what is on air on one channel when its time has come."""

    def __init__(self, clock: AirClock) -> None:
        self._clock = clock
        self._loop = asyncio.get_running_loop()
        self._leaving_since: float | None = None

    def reset(self) -> None:
        """Begin anew: something else is on air."""
        self._leaving_since = None

    def look(
        self, on_air: Player, wanted: NextItem, *, ready: Ready, reason: str, skipped: bool
    ) -> float:
        """Shorten `on_air`, for `reason`, if it must leave now. Returns when to look again."""
        wait_s = wanted.wait_s(datetime.now(UTC))
        if wanted.leave == "end":
            self._leaving_since = None
            if wanted.at is None:
                return LOOK_S
            if ready.wanted and wait_s <= AIM_S:
                on_air.shorten(self._clock.tick_in(wait_s), wanted.cause)
            return min(LOOK_S, max(wait_s - AIM_S, 0.02))
        now = self._loop.time()
        self._leaving_since = self._leaving_since or now
        may_leave = ready.wanted and wait_s <= EARLY_S
        slate = ready.slate and on_air.item.kind != "slate"
        if wanted.leave == "now":
            overdue = now - self._leaving_since >= LEAVE_WITHIN_S
            may_leave = may_leave or (ready.slate and wanted.cause == "hold")
            may_leave = may_leave or (slate and overdue)
        if may_leave or (slate and ready.nothing):
            # Nobody waits for the end of a slate that airs for want of anything else.
            spare = on_air.item.cause == "nothing" and wanted.cause == "rundown" and not skipped
            within = round(SPARE_S * TICKS_PER_S) if spare else 0
            on_air.shorten(self._clock.tick_in(0), reason, within=within)
        return AIM_S


def exit_reason(
    on_air: Item,
    wanted: NextItem,
    *,
    pulled: Collection[str],
    skipped: bool,
    given_back: bool,
) -> str:
    """Name the reason why `on_air` leaves before its end, for the as-run log."""
    if on_air.programme is not None and on_air.programme in pulled:
        return "pulled"
    if skipped:
        return "skipped"
    if on_air.feed and given_back:
        return "given back"
    return "" if on_air.kind == "slate" else wanted.cause
