"""Finds the item that is wanted next, on disk or as a live feed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import structlog

from webtv.changes import Changes
from webtv.config.channel import Channel
from webtv.errors import LateError, MediaError
from webtv.playout.players.item import Item, feed_kind
from webtv.playout.schedule.next_item import NextItem
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.standing_orders import StandingOrders
from webtv.store.feed_title import UNTITLED
from webtv.threads import in_thread
from webtv.writers.live import live_now, live_title

FeedTitle = Callable[[Channel], str]
"""What the next feed of a channel is called. It may block."""

DISK_S = 2.0
"""Seconds after which a look into the folders is given up: the disk hangs."""

_FEED_PAUSE_S = 2.0


class ProgrammeFinder:
    """Finds programmes: those that were ordered, else the rundown's."""

    def __init__(
        self,
        source: Source,
        orders: StandingOrders,
        *,
        channel: Callable[[], Channel],
        previous: Callable[[], str | None],
    ) -> None:
        self._source = source
        self._orders = orders
        self._channel = channel
        self._previous = previous
        self._log = structlog.stdlib.get_logger()
        self._late: object = None

    async def find(self, wanted: NextItem) -> Item | None:
        """Find the item that `wanted` names; None if there is nothing now.

        An order for a programme that has gone from the library is dropped.
        """
        item = await in_thread(lambda: self.look(wanted), name="find", deadline_s=DISK_S)
        if item is None and wanted.programme is not None:
            self._log.warning("order dropped, it is not in the library", programme=wanted.programme)
            self._orders.fulfil(wanted)
        return item

    async def fail(self, wanted: NextItem, item: Item, error: MediaError) -> None:
        """Log that `item` does not play, and pass over it for a while."""
        self._log.warning("playlist skipped", playlist=item.playlist.name, error=str(error))
        late = isinstance(error, LateError)
        self._source.refuse(item, late=late)
        if late and self._late != wanted.target:
            self._late = wanted.target  # an order has a second chance
        else:
            self._orders.fulfil(wanted)

    def look(self, wanted: NextItem, *, quiet: bool = False) -> Item | None:
        """Find it at once, which reads disk. With `quiet` nothing is logged or remembered."""
        pulled = self._orders.state.pulled
        if wanted.programme is not None:
            if wanted.programme in pulled:
                return None
            return self._source.programme(wanted.programme, cause=wanted.cause)
        return self._source.next_item(
            self._previous(), house=self._channel().house, pulled=pulled, quiet=quiet
        )


class FeedFinder:
    """Finds the live feed, for as long as there is one."""

    def __init__(self, *, channel: Callable[[], Channel], title: FeedTitle) -> None:
        self._channel = channel
        self._title = title
        self._log = structlog.stdlib.get_logger()
        self._reasons = Changes()

    async def find(self, wanted: NextItem) -> Item | None:
        """Make an item of the feed at the address in `wanted`."""
        kind = feed_kind(wanted.feed)
        return Item(
            kind=kind,
            title=await self._operators() if kind == "takeover" else self._live(),
            playlist=Path(),
            frames=0,
            rate=self._channel().house.rate,
            cause=kind,
            feed=wanted.feed,
            ai_generated=kind == "live",
        )

    async def _operators(self) -> str:
        """The title that an operator gave the feed."""
        try:
            return await in_thread(
                partial(self._title, self._channel()), name="feed title", deadline_s=DISK_S
            )
        except TimeoutError:  # a disk that hangs keeps no feed off the air
            return UNTITLED

    def _live(self) -> str:
        """The title of the live programme that is due now, or was a moment ago."""
        channel = self._channel()
        due = live_now(channel, datetime.now(UTC)) or next(iter(channel.live), None)
        return live_title(channel, due) if due else channel.title

    async def fail(self, _wanted: NextItem, _item: Item, error: MediaError) -> None:
        """Log once why the feed cannot be taken; it is tried again in a moment."""
        if self._reasons.changed(str(error)):
            self._log.warning("live feed cannot be taken", error=str(error))
        await asyncio.sleep(_FEED_PAUSE_S)
