"""One channel on air: take after take, without end."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from structlog.stdlib import BoundLogger

from webtv.config.channel import Channel
from webtv.errors import MediaError
from webtv.playout.airings import Airings
from webtv.playout.clock import AirClock
from webtv.playout.item import Item
from webtv.playout.outputs import Outputs
from webtv.playout.player import Player
from webtv.playout.slate import SlateShelf
from webtv.playout.source import Source
from webtv.playout.transport import TICKS_PER_S, Unit

BATCH_S = 0.1
"""Units are sent this much early at most, several at a time, so that an idle station sleeps."""

_SLATE_RETRY_S = 2.0


class ChannelAir:
    """Airs one channel. `changed` is called after each take."""

    def __init__(
        self,
        ident: str,
        channel: Channel,
        *,
        ffmpeg: Path,
        source: Source,
        slates: SlateShelf,
        airings: Airings,
        outputs: Callable[[AirClock], Outputs],
        changed: Callable[[], None],
        log: BoundLogger,
    ) -> None:
        self.id = ident
        self.channel = channel
        self.player: Player | None = None
        self.cued: Player | None = None
        self.started_at: datetime | None = None
        self.delivered_at = 0.0
        self._ffmpeg = ffmpeg
        self._source = source
        self._slates = slates
        self._airings = airings
        self._changed = changed
        self._log = log
        self._skip = asyncio.Event()
        self._slate: Item | None = None
        self._slate_ready = asyncio.Event()
        self._preparing: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self.clock = AirClock(start=TICKS_PER_S)
        self.outputs = outputs(self.clock)

    async def run(self) -> None:
        """Air until cancelled; what is on air then is logged as cut."""
        cueing: asyncio.Task[Player] | None = None
        player: Player | None = None
        try:
            await self._airings.recover()
            await asyncio.to_thread(self._source.load)
            self.outputs.configure_hls(self.channel.hls)
            await self.outputs.configure(self.channel.destinations)
            player = await self._cue(None, self.player.end if self.player else TICKS_PER_S)
            while True:
                self._take(player)
                if self._preparing is None:  # not before: channels that need theirs go first
                    self._prepare_slate()
                cueing = asyncio.create_task(self._cue_after(player))
                cut = await self._air(player)
                self.cued = None
                following = await cueing
                if following.start != player.end:  # cued for an end that a skip brought forward
                    await following.close()
                    following = await self._cue(player.item.programme, player.end)
                await self._leave(player, cut=cut)
                player = following
        finally:
            if cueing is not None:
                cueing.cancel()
                await asyncio.gather(cueing, return_exceptions=True)
                if not cueing.cancelled() and cueing.exception() is None:
                    await cueing.result().close()
            if self._preparing is not None:
                self._preparing.cancel()
                await asyncio.gather(self._preparing, return_exceptions=True)
            if player is not None:
                await player.cut()
                await asyncio.shield(self._leave(player, cut=True))
            await asyncio.shield(self._airings.close())

    async def update(self, channel: Channel) -> None:
        """Put another version of the channel's file in force; the air goes on."""
        self.channel = channel
        self._prepare_slate()
        self.outputs.configure_hls(channel.hls)
        await self.outputs.configure(channel.destinations)

    def skip(self) -> None:
        """Leave what is on air at once and take the next."""
        self._skip.set()

    def upcoming(self) -> Item | None:
        """What comes after what is on air, as things stand. Reads disk."""
        if self.cued is not None:
            return self.cued.item
        previous = self.player.item.programme if self.player else None
        return self._source.next_item(previous, quiet=True)

    @property
    def taken(self) -> int:
        """The highest number of a playlist that was taken."""
        return self._source.taken

    def _take(self, player: Player) -> None:
        self._skip.clear()
        self.clock.forgive(player.start)
        before, self.player = self.player, player
        self.started_at = self.clock.wall(player.start)
        item = player.item
        self.outputs.take(item, player.start)
        self._source.take(item, self.started_at)
        self._airings.begin(item, started_at=self.started_at, statuses=self.outputs.statuses)
        again = before is not None and before.item == item  # slate after slate is no news
        self._log.log(
            logging.DEBUG if again else logging.INFO,
            "take",
            kind=item.kind,
            title=item.title,
            programme=item.programme,
        )
        self._changed()

    async def _air(self, player: Player) -> bool:
        """Send a player's units when they are due. Returns whether a skip ended it."""
        while (unit := await player.next()) is not None:
            late_s = self.clock.forgive(unit.dts)
            if late_s:
                self._log.warning("the air was late", seconds=round(late_s, 1))
            if await self._wait_for(unit):
                await player.cut()
                return True
            self.delivered_at = self._loop.time()
            self.outputs.send(unit)
            self._airings.advance((player.sent_end - player.start) / TICKS_PER_S)
        return False

    async def _wait_for(self, unit: Unit) -> bool:
        """Wait until a unit is due. Returns whether a skip came first."""
        delay_s = self.clock.due_in_s(unit.dts)
        if delay_s > BATCH_S:
            try:
                async with asyncio.timeout(delay_s):
                    await self._skip.wait()
            except TimeoutError:
                pass
        return self._skip.is_set()

    async def _cue_after(self, player: Player) -> Player:
        """Cue the next item as soon as it is known when `player` ends."""
        await player.ended.wait()
        following = await self._cue(player.item.programme, player.end)
        self.cued = following
        return following

    async def _cue(self, previous: str | None, start: int) -> Player:
        """A player that has its first picture. Passes over what does not play; never gives up."""
        while True:
            item = await asyncio.to_thread(self._source.next_item, previous)
            if item is None:
                if self._preparing is None:
                    self._prepare_slate()
                await self._slate_ready.wait()
                item = self._slate
                assert item is not None
            player = Player(ffmpeg=self._ffmpeg, item=item, start=start)
            try:
                await player.cue()
            except asyncio.CancelledError:
                await player.close()
                raise
            except MediaError as error:
                self._log.warning("playlist skipped", playlist=item.playlist.name, error=str(error))
                self._source.refuse(item)
                if item is self._slate:
                    self._slate_ready.clear()
                    await asyncio.to_thread(self._slates.discard, item)
                    self._prepare_slate()
            else:
                return player

    def _prepare_slate(self) -> None:
        """Have the slate ready before it is needed; until then the one before serves."""
        if self._preparing is not None:
            self._preparing.cancel()
        self._preparing = asyncio.create_task(self._fetch_slate())

    async def _fetch_slate(self) -> None:
        while True:
            try:
                self._slate = await self._slates.fetch(self.channel)
            except (MediaError, OSError) as error:
                self._log.warning("no slate yet", error=str(error))
                await asyncio.sleep(_SLATE_RETRY_S)
            else:
                self._slate_ready.set()
                return

    async def _leave(self, player: Player, *, cut: bool) -> None:
        """Write down what has aired."""
        await player.close()
        if player.failure and not cut:
            self._log.warning("player failed", title=player.item.title, error=player.failure)
        self._airings.end(
            ended_at=self.clock.wall(player.sent_end),
            outcome="cut" if cut else "failed" if player.failure else "complete",
            detail="" if cut else player.failure,
        )
