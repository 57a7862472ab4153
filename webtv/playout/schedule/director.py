"""Carries out the rules of `next_item` on one channel: readies, hands over, lets leave."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.model.asrun import Cause
from webtv.playout.clock import AirClock
from webtv.playout.players.channel_slate import ChannelSlate
from webtv.playout.players.item import Item, feed_kind
from webtv.playout.players.player import Player
from webtv.playout.players.slate_store import SlateStore
from webtv.playout.schedule.exit import AIM_S, EARLY_S, Exit, Ready, exit_reason
from webtv.playout.schedule.finder import FeedFinder, FeedTitle, ProgrammeFinder
from webtv.playout.schedule.next_item import NextItem, next_item
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standby import LOOK_S, Standby
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.store.feed_title import UNTITLED
from webtv.threads import in_thread

WAIT_S = 0.3
"""So long after the end of one thing the slate is taken if the next is not ready. Viewers notice
nothing: what comes too late by less is sent faster."""

START_S = 2.0
"""The same for a channel that begins: nobody waits yet for the next picture."""

FEED_READY_S = 12.0
"""An encoder may have so long from one keyframe to the next: OBS's default is up to 10 s."""

_PROGRAMMES: tuple[Cause, ...] = ("cue", "next", "rundown")

Play = Callable[[Item, int], Player]
"""Makes the player of an item that is to start at about a tick."""


class Director:
    """Readies the next item of one channel, and hands its player over when its turn comes."""

    def __init__(
        self,
        channel: Channel,
        *,
        clock: AirClock,
        play: Play,
        source: Source,
        slates: SlateStore,
        orders: Callable[[Callable[[], None]], StandingOrders],
        feed_title: FeedTitle = lambda channel: UNTITLED,
    ) -> None:
        self.channel = channel
        self.on_air: Player | None = None
        self.orders = orders(self._notify)
        self.source = source
        self._clock = clock
        self._slate = ChannelSlate(channel, slates=slates, changed=self._notify)
        self._loop = asyncio.get_running_loop()
        self._news = asyncio.Event()
        self._ready = asyncio.Event()
        self._skip = False
        self._feed = ""
        self._returned = False
        self._exit = Exit(clock)
        self._end_watch: asyncio.Task[None] | None = None
        self._finder = ProgrammeFinder(
            source, self.orders, channel=lambda: self.channel, previous=self._previous
        )

        def start(item: Item) -> Player:
            return play(item, self.on_air.end if self.on_air else self._clock.tick_in(0))

        self._programmes = Standby(self._finder, play=start, changed=self._notify)
        self._feeds = Standby(
            FeedFinder(channel=lambda: self.channel, title=feed_title),
            play=start,
            changed=self._notify,
            ready_s=FEED_READY_S,
        )

    @property
    def note(self) -> str:
        """What is wrong, in one sentence; empty if nothing is."""
        return self.orders.note or self._programmes.note or self._slate.note

    async def run(self) -> None:
        """Keep the next thing ready until cancelled."""
        async with asyncio.TaskGroup() as group:
            # First, and beside the rest: a disk that hangs may keep the orders for long.
            group.create_task(self._slate.run())
            await in_thread(self.source.load, name="as-run history")
            await in_thread(lambda: self.orders.load(now=datetime.now(UTC)), name="standing orders")
            group.create_task(self.orders.keep())
            while True:
                self._news.clear()
                wait_s = self._direct()
                try:
                    async with asyncio.timeout(wait_s):
                        await self._news.wait()
                except TimeoutError:
                    pass

    async def close(self) -> None:
        """Close every player that was started. Call it after `run` has ended."""
        if self._end_watch is not None:
            self._end_watch.cancel()
        await self._programmes.close()
        await self._feeds.close()

    def update(self, channel: Channel) -> None:
        """Put another version of the channel's file in force."""
        self.channel = channel
        self._slate.update(channel)

    def skip(self) -> None:
        """Leave what is on air as soon as the next is ready."""
        self._skip = True
        self._notify()

    def feed(self, address: str | None) -> None:
        """Say that a live feed for this channel is at `address` now, or that it is gone."""
        if (address or "") != self._feed:
            self._returned = False
        self._feed = address or ""
        self._notify()

    def give_back(self) -> None:
        """Leave the live feed on air, and ignore it until `feed` has told that it is gone."""
        self._returned = True
        self._notify()

    def took(self, player: Player) -> None:
        """Take note that `player` is on air from now on."""
        self.on_air = player
        self._slate.want()
        self._skip = False
        self._exit.reset()
        if self._end_watch is not None:
            self._end_watch.cancel()
        self._end_watch = asyncio.create_task(self._watch_end(player))
        self._notify()

    def discard(self, player: Player) -> None:
        """Close a player that has left the air, without waiting for it."""
        self._programmes.discard(player)

    async def following(self, end: int) -> Player:
        """Wait for the player to take at tick `end`: the next item's if ready, else the slate's."""
        asked_at = self._loop.time()
        while True:
            self._ready.clear()
            wanted = self._wanted()
            if wanted.feed and self._feeds.ready is not None:
                return self._feeds.take()
            wait_s = wanted.wait_s(datetime.now(UTC))
            if self._suits(wanted) and wait_s <= EARLY_S:
                self.orders.fulfil(wanted)
                return self._programmes.take()
            if self.on_air is None:
                late = self._loop.time() - asked_at > START_S
            else:
                late = self._clock.due_in_s(end) < -WAIT_S
            if late:
                self._slate.want()
            held = wanted.cause == "hold"
            if self._slate.ready and (held or late or self._programmes.nothing or wait_s > EARLY_S):
                return self._slate.play("hold" if held else "nothing")
            self._news.set()
            try:
                async with asyncio.timeout(AIM_S):
                    await self._ready.wait()
            except TimeoutError:
                pass

    def upcoming(self) -> Item | None:
        """Look up what comes next as things stand; None for the slate. Reads disk."""
        wanted = self._wanted()
        ready = self._feeds.ready if wanted.feed else self._programmes.ready
        if ready is not None:
            return ready.item
        try:
            return self._finder.look(wanted, quiet=True) if wanted.cause in _PROGRAMMES else None
        except OSError:
            return None

    def _direct(self) -> float:
        """Aim at what is wanted, and let leave what must. Returns how long that will hold."""
        wanted = self._wanted()
        on_air = self.on_air
        airing = "" if on_air is None else on_air.item.feed
        feed = "" if self._returned or airing == self._feed else self._feed
        self._feeds.prepare(NextItem(feed_kind(feed), feed=feed) if feed else None)
        soon = (
            on_air is None
            or on_air.ended.is_set()
            or (airing and airing != self._feed)
            or wanted.leave != "end"
            or wanted.at is not None
        )
        ready = self._programmes.ready
        if ready is not None and ready.item.programme in self.orders.state.pulled:
            self._programmes.drop()
        self._programmes.prepare(wanted if soon and wanted.cause in _PROGRAMMES else None)
        if self._programmes.nothing or wanted.cause == "hold":
            self._slate.want()
        if on_air is None or on_air.shortened:
            return LOOK_S
        return self._exit.look(
            on_air,
            wanted,
            ready=Ready(
                wanted=self._feeds.ready is not None if wanted.feed else self._suits(wanted),
                slate=self._slate.ready,
                nothing=self._programmes.nothing,
            ),
            reason=exit_reason(
                on_air.item,
                wanted,
                pulled=self.orders.state.pulled,
                skipped=self._skip,
                given_back=self._returned,
            ),
            skipped=self._skip,
        )

    def _wanted(self) -> NextItem:
        return next_item(
            self.on_air.item if self.on_air else None,
            self.orders.state,
            now=datetime.now(UTC),
            feed=self._feed if self._feeds.ready is not None else "",
            skip=self._skip,
            given_back=self._returned,
        )

    def _suits(self, wanted: NextItem) -> bool:
        """Whether what is ready is what `wanted` asks for."""
        ready = self._programmes.ready
        if ready is None or ready.item.programme in self.orders.state.pulled:
            return False
        item = ready.item
        return item.cause == wanted.cause and wanted.programme in (None, item.programme)

    def _previous(self) -> str | None:
        return self.on_air.item.programme if self.on_air else None

    def _notify(self) -> None:
        self._news.set()
        self._ready.set()

    async def _watch_end(self, player: Player) -> None:
        await player.ended.wait()
        self._notify()
