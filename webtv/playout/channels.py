"""All channels on air, each apart from the others: a fault of one is its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog
from structlog.contextvars import bound_contextvars

from webtv.config.advice import advice
from webtv.config.channel import Channel
from webtv.config.channels import Lineup
from webtv.config.settings import Settings
from webtv.machines.choose import membership
from webtv.machines.right import Right
from webtv.model.status import PlayoutStatus
from webtv.outage import Outage
from webtv.playout.asrun.channel_log import ChannelLog
from webtv.playout.asrun.sync_thread import SyncThread
from webtv.playout.channel import ChannelPlayout
from webtv.playout.clock import AirClock
from webtv.playout.control.status import report
from webtv.playout.fanout import FanOut
from webtv.playout.players.item import Item
from webtv.playout.players.live_player import LivePlayer
from webtv.playout.players.player import Player
from webtv.playout.players.playlist_player import PlaylistPlayer
from webtv.playout.players.slate_store import SlateStore
from webtv.playout.schedule.director import Director
from webtv.playout.schedule.feed_title import fit_title
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.playout.schedule.takeover import FeedWatch, signed_feed_address
from webtv.restart import keep_running
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library
from webtv.store.secret import read_secret
from webtv.store.signature import signed_address
from webtv.store.status import remove_status, write_status
from webtv.threads import in_thread

STATUS_S = 2.5
"""Seconds between two writes of a channel's status."""


class Playout:
    """The channels on air, by id in `channels`. All of them share one library and as-run log.

    Of several machines that share the channels, each airs those that it has the right to.
    """

    def __init__(self, settings: Settings, *, ffmpeg: Path) -> None:
        self.channels: dict[str, ChannelPlayout] = {}
        self._settings = settings
        self._ffmpeg = ffmpeg
        self._log = structlog.stdlib.get_logger()
        self._secret = read_secret(settings.rtmp_secret_file)
        self._library = Library(settings.library_dir)
        self._asrun = AsRunLog(settings.asrun_dir)
        self._sync_thread = SyncThread(self._asrun, kept_days=settings.asrun_days)
        self._slates = SlateStore(settings.slate_dir, ffmpeg=ffmpeg)
        self.feeds = FeedWatch(
            settings.status_dir, server=settings.local_rtmp_url.rpartition("/")[0]
        )
        self.membership = membership(settings, "playout")
        self.lineup = Lineup()
        self.settling = asyncio.Lock()
        self._tasks: dict[str, list[asyncio.Task[None]]] = {}
        self._unchanged: dict[str, Outage] = {}

    async def follow(self, lineups: AsyncIterator[Lineup]) -> None:
        """Bring what is on air to each line-up in turn.

        A change that fails is logged once and tried again with the next line-up; the channel goes
        on as it was.
        """
        async for lineup in lineups:
            self.lineup = lineup
            await self.settle()

    async def settle(self, *, besides: Collection[str] = ()) -> None:
        """Bring what is on air to the line-up, and to the rights of this machine.

        The channels `besides` are left as they are.
        """
        async with self.settling:
            lineup = self.lineup
            # A channel whose file cannot be read goes on as it is; only one without a file leaves.
            known = lineup.channels.keys() | lineup.problems.keys()
            wanted = {
                ident: air.channel if ident in known else None
                for ident, air in self.channels.items()
            } | dict(lineup.channels)
            self.membership.wanted = [ident for ident, channel in wanted.items() if channel]
            rights = self.membership.rights
            await asyncio.gather(
                *(
                    self._follow_channel(ident, channel, rights.get(ident))
                    for ident, channel in wanted.items()
                    if ident not in besides
                )
            )

    async def aired(self, ident: str) -> None:
        """Wait until a channel that is to leave at a join has left, or is taken off air."""
        await asyncio.wait(self._tasks[ident][:1])

    def add(self, ident: str, channel: Channel, right: Right) -> None:
        """Put a channel on air."""
        for config in channel.destinations:
            for remark in advice(config, channel.house):
                self._log.info("platform advice", destination=config.id, advice=str(remark))
        changed = asyncio.Event()
        air = ChannelPlayout(
            ident,
            channel,
            right=right,
            director=lambda clock: self._director(ident, channel, clock),
            asrun=ChannelLog(ident, asrun=self._asrun, thread=self._sync_thread),
            fan_out=lambda clock: self._fan_out(ident, clock, right),
            changed=changed.set,
        )
        self.channels[ident] = air
        self._tasks[ident] = [
            asyncio.create_task(
                keep_running(
                    air.run,
                    outage=Outage("channel failed, it starts again", "channel works again"),
                )
            ),
            asyncio.create_task(self._tell(air, changed)),
        ]

    async def remove(self, ident: str, *, forget: bool = True, moved: bool = False) -> None:
        """Take a channel off air; `forget` also deletes its HLS files and status.

        Of a channel that `moved` to another machine the status alone is deleted.
        """
        air = self.channels.pop(ident)
        tasks = self._tasks.pop(ident)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await air.fan_out.close(remove=forget)
        if forget or moved:
            await in_thread(
                lambda: remove_status(self._settings.status_dir, PlayoutStatus, ident),
                name="status",
            )
            self._log.info("channel off air")

    async def close(self) -> None:
        """Take every channel off air, and leave the other machines."""
        await asyncio.gather(*(self.remove(ident, forget=False) for ident in list(self.channels)))
        await self.membership.close()

    async def _follow_channel(
        self, ident: str, channel: Channel | None, right: Right | None
    ) -> None:
        """Bring one channel to the version of its file that is in force; None if it has none.

        Without a `right` it is not aired here; under another one it begins anew.
        """
        with bound_contextvars(channel=ident):
            outage = self._unchanged.setdefault(
                ident,
                Outage("channel cannot be changed, it goes on as it was", "channel is changed"),
            )
            air = self.channels.get(ident)
            try:
                if channel is None:
                    await self.remove(ident)
                    del self._unchanged[ident]
                    return
                if air is not None and air.right is not right:
                    self._log.warning("channel is another machine's, off air here")
                    await self.remove(ident, forget=False, moved=True)
                    air = None
                if right is None:
                    outage.end()
                elif air is None:
                    self.add(ident, channel, right)
                elif air.channel != channel:
                    await air.update(channel)
            except Exception as error:
                outage.begin(error, exc_info=error)
            else:
                outage.end()

    def _director(self, ident: str, channel: Channel, clock: AirClock) -> Director:
        """What decides on what channel `ident` airs next."""
        settings = self._settings

        def orders(ring: Callable[[], None]) -> StandingOrders:
            return StandingOrders(ident, folder=settings.control_dir, changed=ring)

        return Director(
            channel,
            clock=clock,
            play=lambda item, start: self._play(ident, item, start),
            source=Source(
                ident,
                playlists=settings.playlists_dir / ident,
                library=self._library,
                asrun=self._asrun,
            ),
            slates=self._slates,
            orders=orders,
            feed_title=partial(fit_title, settings.takeover_dir, ident),
        )

    def _fan_out(self, ident: str, clock: AirClock, right: Right) -> FanOut:
        """Where channel `ident` is sent to."""
        settings = self._settings
        return FanOut(
            ffmpeg=self._ffmpeg,
            own_address=lambda: signed_address(
                settings.local_rtmp_url, ident, secret=self._secret, epoch=right.epoch
            ),
            hls_folder=settings.hls_dir / ident,
            recordings=settings.recordings_dir,
            wall=clock.wall,
            right=right,
        )

    def _play(self, ident: str, item: Item, start: int) -> Player:
        """The player of an item on channel `ident`."""
        if not item.feed:
            return PlaylistPlayer(ffmpeg=self._ffmpeg, item=item, start=start)
        return LivePlayer(
            ffmpeg=self._ffmpeg,
            item=item,
            start=start,
            house=self.channels[ident].channel.house,
            address=lambda: signed_feed_address(item.feed, secret=self._secret),
            sound=self.feeds.sound(item.feed),
        )

    async def _tell(self, air: ChannelPlayout, changed: asyncio.Event) -> None:
        """Write a channel's status at each take and every `STATUS_S` seconds."""
        unwritten = Outage("status cannot be written", "status can be written again")
        while True:
            changed.clear()
            try:
                if air.right.holds():
                    await in_thread(lambda: self._write_status(air), name="status")
            except Exception as error:
                unwritten.begin(error)
            else:
                unwritten.end()
            with suppress(TimeoutError):
                async with asyncio.timeout(STATUS_S):
                    await changed.wait()

    def _write_status(self, air: ChannelPlayout) -> None:
        write_status(self._settings.status_dir, report(air, datetime.now(UTC)))
