"""One channel on air: take after take, without end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime

import structlog

from webtv.config.channel import Channel
from webtv.machines.right import Right
from webtv.playout.asrun.channel_log import ChannelLog
from webtv.playout.clock import AirClock
from webtv.playout.fanout import FanOut
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.item import Item
from webtv.playout.players.player import Player
from webtv.playout.schedule.channel_control import ChannelControl
from webtv.playout.schedule.director import Director

BATCH_S = 0.1
"""Units are sent this much early at most, several at a time, so that an idle station sleeps."""

_ASKING_S = 0.05
"""Seconds between two looks at a right that is in doubt."""


class ChannelPlayout:
    """Airs one channel, as long as it has the `right` to. `changed` is called after each take."""

    def __init__(
        self,
        ident: str,
        channel: Channel,
        *,
        right: Right,
        director: Callable[[AirClock], Director],
        asrun: ChannelLog,
        fan_out: Callable[[AirClock], FanOut],
        changed: Callable[[], None],
    ) -> None:
        self.id = ident
        self.channel = channel
        self.right = right
        self.started_at: datetime | None = None
        self._last = False
        self._left = True
        self.delivered_at = 0.0
        self._asrun = asrun
        self._changed = changed
        self._log = structlog.stdlib.get_logger()
        self._loop = asyncio.get_running_loop()
        self._aired: Item | None = None
        self._end = TICKS_PER_S
        self.clock = AirClock(start=self._end)
        self.fan_out = fan_out(self.clock)
        self.director = director(self.clock)
        self.control = ChannelControl(self.director)

    async def run(self) -> None:
        """Air until cancelled, or until what is on air ends after `leave_at_join`.

        What is on air when it is cancelled is logged as cut.
        """
        self.director.on_air = None
        try:
            await self._asrun.recover()
            self.fan_out.configure_hls(self.channel.hls)
            await self.fan_out.configure(self.channel.destinations)
            async with asyncio.TaskGroup() as group:
                directing = group.create_task(self.director.run())
                while not self._last:
                    following = await self.director.following(self._end)
                    following.begin(self._end)
                    self._take(following)
                    await self._air(following)
                    self._leave(following)
                directing.cancel()
        finally:
            if self.player is not None and not self._left:
                self.player.shorten(self.player.sent_end, "playout stopped")
                self._leave(self.player)
            await asyncio.shield(self.director.close())
            await asyncio.shield(self._asrun.close())

    @property
    def player(self) -> Player | None:
        """The player that is on air."""
        return self.director.on_air

    @property
    def note(self) -> str:
        """The channel's fault, in one sentence; or empty."""
        return self.director.note or self._asrun.note

    @property
    def taken(self) -> int:
        """The highest number of a playlist that was taken."""
        return self.director.source.taken

    async def update(self, channel: Channel) -> None:
        """Put another version of the channel's file in force; the air goes on."""
        self.channel = channel
        self.director.update(channel)
        self.fan_out.configure_hls(channel.hls)
        await self.fan_out.configure(channel.destinations)

    def feed(self, address: str | None) -> None:
        """Say that a live feed for this channel can be pulled from `address`, or that it is gone.

        The feed is taken as soon as it has pictures, and the rundown goes on when its player ends.
        """
        self.director.feed(address)

    def leave_at_join(self, *, leave: bool) -> None:
        """Have `run` return when what is on air has ended, or go on after all."""
        self._last = leave

    def _take(self, player: Player) -> None:
        self._left = False
        self.clock.forgive(player.start)
        self.started_at = self.clock.wall(player.start)
        item = player.item
        self.fan_out.take(item, player.start)
        self.director.took(player)
        self.director.source.take(item, self.started_at)
        self._asrun.begin(item, started_at=self.started_at, statuses=self.fan_out.statuses)
        self._log.log(
            logging.DEBUG if item == self._aired else logging.INFO,  # slate after slate is no news
            "take",
            kind=item.kind,
            cause=item.cause,
            title=item.title,
            programme=item.programme,
        )
        self._aired = item
        self._changed()

    async def _air(self, player: Player) -> None:
        """Send a player's units when they are due."""
        while (unit := await player.next()) is not None:
            late_s = self.clock.forgive(unit.dts)
            if late_s:
                self._log.warning("the air was late", seconds=round(late_s, 1))
            delay_s = self.clock.due_in_s(unit.dts)
            if delay_s > BATCH_S:
                await asyncio.sleep(delay_s)
            if not self.right.holds():
                await self._hold_back()
            self.delivered_at = self._loop.time()
            self.fan_out.send(unit)
            self._asrun.advance((player.sent_end - player.start) / TICKS_PER_S)

    async def _hold_back(self) -> None:
        """Send nothing until the right is certain again.

        If another machine has the channel by now, this one is taken off air meanwhile.
        """
        self._log.warning("another machine may have this channel by now, nothing is sent")
        while True:
            await asyncio.sleep(_ASKING_S)
            if self.right.holds():
                return

    def _leave(self, player: Player) -> None:
        """Say what has aired, and let go of what aired it."""
        self._left = True
        self._end = player.end
        self.director.discard(player)
        if player.failure:
            self._log.warning("player failed", title=player.item.title, error=player.failure)
        self._asrun.end(
            ended_at=self.clock.wall(player.sent_end),
            outcome="cut" if player.shortened else "failed" if player.failure else "complete",
            detail=player.failure or player.reason,
        )
