"""Decides what one channel takes next and has it ready: the rules of `wish`, carried out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from webtv.config.channel import Channel
from webtv.model.asrun import Cause
from webtv.playout.clock import AirClock
from webtv.playout.mpegts.reader import TICKS_PER_S
from webtv.playout.players.card import Card
from webtv.playout.players.item import Item
from webtv.playout.players.reading import Reading
from webtv.playout.players.slate import SlateShelf
from webtv.playout.schedule.finder import FeedFinder, ProgrammeFinder
from webtv.playout.schedule.orders import Orders
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standby import LOOK_S, Standby
from webtv.playout.schedule.wish import Wish, wanted

WAIT_S = 0.3
"""So long after the end of one thing the slate is taken if the next is not ready. Viewers notice
nothing: what comes too late by less is sent faster."""

START_S = 2.0
"""The same for a channel that begins: nobody waits yet for the next picture."""

LEAVE_WITHIN_S = 0.7
"""What must leave at once does so after that time, even if only the slate is ready."""

EARLY_S = 0.5
"""A cue is taken this much before its time at most, rather than after a flash of the slate."""

FEED_READY_S = 12.0
"""An encoder may have so long from one keyframe to the next: OBS's default is up to 10 s."""

SPARE_S = 2.7
"""A slate that airs for want of anything else may go on for so long after a programme is ready,
to end where picture and sound end together: every 2.667 s at 24 pictures a second."""

_AIM_S = 0.25
_PROGRAMMES: tuple[Cause, ...] = ("cue", "next", "rundown")

Play = Callable[[Item, int], Reading]
"""Makes the player of an item that is to start at about a tick."""


class Director:
    """Readies and hands over what comes next on one channel."""

    def __init__(
        self,
        channel: Channel,
        *,
        clock: AirClock,
        play: Play,
        source: Source,
        slates: SlateShelf,
        orders: Callable[[Callable[[], None]], Orders],
    ) -> None:
        self.channel = channel
        self.on_air: Reading | None = None
        self.orders = orders(self._ring)
        self.source = source
        self._clock = clock
        self._card = Card(channel, slates=slates, ring=self._ring)
        self._loop = asyncio.get_running_loop()
        self._bell = asyncio.Event()
        self._ready = asyncio.Event()
        self._skip = False
        self._feed = ""
        self._returned = False
        self._leaving_since: float | None = None
        self._end_watch: asyncio.Task[None] | None = None
        self._finder = ProgrammeFinder(
            source, self.orders, channel=lambda: self.channel, previous=self._previous
        )

        def start(item: Item) -> Reading:
            return play(item, self.on_air.end if self.on_air else self._clock.tick_in(0))

        self._programmes = Standby(self._finder, play=start, ring=self._ring)
        self._feeds = Standby(
            FeedFinder(channel=lambda: self.channel),
            play=start,
            ring=self._ring,
            ready_s=FEED_READY_S,
        )

    @property
    def note(self) -> str:
        """What is wrong, in one sentence; empty if nothing is."""
        return self.orders.note or self._programmes.note or self._card.note

    async def run(self) -> None:
        """Keep the next thing ready until cancelled."""
        await asyncio.to_thread(self.source.load)
        await asyncio.to_thread(self.orders.load, now=datetime.now(UTC))
        async with asyncio.TaskGroup() as group:
            group.create_task(self.orders.keep())
            group.create_task(self._card.run())
            while True:
                self._bell.clear()
                wait_s = self._direct()
                try:
                    async with asyncio.timeout(wait_s):
                        await self._bell.wait()
                except TimeoutError:
                    pass

    async def close(self) -> None:
        """Let go of everything that was started. After `run` has ended."""
        if self._end_watch is not None:
            self._end_watch.cancel()
        await self._programmes.close()
        await self._feeds.close()

    def update(self, channel: Channel) -> None:
        """Put another version of the channel's file in force."""
        self.channel = channel
        self._card.update(channel)

    def skip(self) -> None:
        """Leave what is on air as soon as the next is ready."""
        self._skip = True
        self._ring()

    def feed(self, address: str | None) -> None:
        """Say that a live feed for this channel is at `address` now, or that it is gone."""
        if not address or not self._feed:
            self._returned = False
        self._feed = address or ""
        self._ring()

    def give_back(self) -> None:
        """Leave the live feed on air, and ignore it until `feed` has told that it is gone."""
        self._returned = True
        self._ring()

    def took(self, reading: Reading) -> None:
        """`reading` is on air from now on."""
        self.on_air = reading
        self._card.want()
        self._skip = False
        self._leaving_since = None
        if self._end_watch is not None:
            self._end_watch.cancel()
        self._end_watch = asyncio.create_task(self._watch_end(reading))
        self._ring()

    def discard(self, reading: Reading) -> None:
        """Close what has left the air, without waiting for it."""
        self._programmes.discard(reading)

    async def following(self, end: int) -> Reading:
        """What is to be taken at tick `end`: the next if it is ready, else the slate."""
        asked_at = self._loop.time()
        while True:
            self._ready.clear()
            wish = self._wish()
            if wish.cause == "takeover" and self._feeds.ready is not None:
                return self._feeds.take()
            wait_s = self._wait_s(wish)
            if self._suits(wish) and wait_s <= EARLY_S:
                self.orders.done(wish)
                return self._programmes.take()
            if self.on_air is None:
                late = self._loop.time() - asked_at > START_S
            else:
                late = self._clock.due_in_s(end) < -WAIT_S
            held = wish.cause == "hold"
            if self._card.ready and (held or late or self._programmes.nothing or wait_s > EARLY_S):
                return self._card.play("hold" if held else "nothing")
            self._bell.set()
            try:
                async with asyncio.timeout(_AIM_S):
                    await self._ready.wait()
            except TimeoutError:
                pass

    def upcoming(self) -> Item | None:
        """What comes next, as things stand; None for the slate. Reads disk."""
        wish = self._wish()
        ready = self._feeds.ready if wish.cause == "takeover" else self._programmes.ready
        if ready is not None:
            return ready.item
        try:
            return self._finder.look(wish, quiet=True) if wish.cause in _PROGRAMMES else None
        except OSError:
            return None

    def _direct(self) -> float:
        """Aim at what is wanted, and let leave what must. Returns how long that will hold."""
        wish = self._wish()
        on_air = self.on_air
        live = on_air is not None and on_air.item.kind == "takeover"
        feed = "" if live or self._returned else self._feed
        self._feeds.aim(Wish("takeover", feed=feed) if feed else None)
        soon = (
            on_air is None
            or on_air.ended.is_set()
            or (live and not self._feed)
            or wish.leave != "end"
            or wish.at is not None
        )
        ready = self._programmes.ready
        if ready is not None and ready.item.programme in self.orders.state.pulled:
            self._programmes.drop()
        self._programmes.aim(wish if soon and wish.cause in _PROGRAMMES else None)
        if self._programmes.nothing or wish.cause == "hold":
            self._card.want()
        if on_air is None or on_air.shortened:
            return LOOK_S
        return self._let_leave(on_air, wish)

    def _let_leave(self, on_air: Reading, wish: Wish) -> float:
        """Shorten what is on air when its time has come. Returns when to look again."""
        ready = self._feeds.ready is not None if wish.cause == "takeover" else self._suits(wish)
        wait_s = self._wait_s(wish)
        if wish.leave == "end":
            self._leaving_since = None
            if wish.at is None:
                return LOOK_S
            if ready and wait_s <= _AIM_S:
                on_air.shorten(self._clock.tick_in(wait_s), wish.cause)
            return min(LOOK_S, max(wait_s - _AIM_S, 0.02))
        now = self._loop.time()
        self._leaving_since = self._leaving_since or now
        ready = ready and wait_s <= EARLY_S
        slate = self._card.ready and on_air.item.kind != "slate"
        if wish.leave == "now":
            overdue = now - self._leaving_since >= LEAVE_WITHIN_S
            ready = ready or (self._card.ready and wish.cause == "hold")
            ready = ready or (slate and overdue)
        if ready or (slate and self._programmes.nothing):
            # Nobody waits for the end of a slate that airs for want of anything else.
            spare = on_air.item.cause == "nothing" and wish.cause == "rundown" and not self._skip
            within = round(SPARE_S * TICKS_PER_S) if spare else 0
            on_air.shorten(self._clock.tick_in(0), self._reason(on_air.item, wish), within=within)
        return _AIM_S

    def _reason(self, on_air: Item, wish: Wish) -> str:
        """Why `on_air` leaves before its end, for the as-run log."""
        if on_air.programme is not None and on_air.programme in self.orders.state.pulled:
            return "pulled"
        if self._skip:
            return "skipped"
        if on_air.kind == "takeover" and self._returned:
            return "given back"
        return "" if on_air.kind == "slate" else wish.cause

    def _wish(self) -> Wish:
        return wanted(
            self.on_air.item if self.on_air else None,
            self.orders.state,
            now=datetime.now(UTC),
            feed=self._feed if self._feeds.ready is not None else "",
            skip=self._skip,
            given_back=self._returned,
        )

    def _suits(self, wish: Wish) -> bool:
        """Whether what is ready is what `wish` asks for."""
        ready = self._programmes.ready
        if ready is None or ready.item.programme in self.orders.state.pulled:
            return False
        item = ready.item
        return item.cause == wish.cause and wish.programme in (None, item.programme)

    def _wait_s(self, wish: Wish) -> float:
        """Seconds until `wish` may be taken; 0 if it may be now."""
        if wish.at is None:
            return 0.0
        return max(0.0, (wish.at - datetime.now(UTC)).total_seconds())

    def _previous(self) -> str | None:
        return self.on_air.item.programme if self.on_air else None

    def _ring(self) -> None:
        self._bell.set()
        self._ready.set()

    async def _watch_end(self, reading: Reading) -> None:
        await reading.ended.wait()
        self._ring()
