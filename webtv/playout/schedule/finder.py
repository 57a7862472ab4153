"""Turns what is wanted next into something to air: from disk, or from a live feed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import structlog

from webtv.config.channel import Channel
from webtv.errors import LateError, MediaError
from webtv.playout.players.item import Item
from webtv.playout.schedule.orders import Orders
from webtv.playout.schedule.source import Source
from webtv.playout.schedule.wish import Wish
from webtv.threads import in_thread

DISK_S = 2.0
"""Seconds after which a look into the folders is given up: the disk hangs."""

_FEED_PAUSE_S = 2.0


class ProgrammeFinder:
    """Programmes: those that were ordered, else the rundown's."""

    def __init__(
        self,
        source: Source,
        orders: Orders,
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

    async def find(self, wish: Wish) -> Item | None:
        """The item that `wish` asks for; None if there is nothing now. An order for something
        that has gone from the library is dropped.
        """
        item = await in_thread(lambda: self.look(wish), name="find", deadline_s=DISK_S)
        if item is None and wish.programme is not None:
            self._log.warning("order dropped, it is not in the library", programme=wish.programme)
            self._orders.done(wish)
        return item

    async def fail(self, wish: Wish, item: Item, error: MediaError) -> None:
        """Say that `item` does not play, and pass over it."""
        self._log.warning("playlist skipped", playlist=item.playlist.name, error=str(error))
        late = isinstance(error, LateError)
        self._source.refuse(item, late=late)
        if late and self._late != wish.target:
            self._late = wish.target  # an order has a second chance
        else:
            self._orders.done(wish)

    def look(self, wish: Wish, *, quiet: bool = False) -> Item | None:
        """As `find`, but at once: reads disk. `quiet` looks without a trace."""
        pulled = self._orders.state.pulled
        if wish.programme is not None:
            if wish.programme in pulled:
                return None
            return self._source.programme(wish.programme, cause=wish.cause)
        return self._source.next_item(
            self._previous(), house=self._channel().house, pulled=pulled, quiet=quiet
        )


class FeedFinder:
    """A live feed, for as long as it is there."""

    def __init__(self, *, channel: Callable[[], Channel]) -> None:
        self._channel = channel
        self._log = structlog.stdlib.get_logger()
        self._said = ""

    async def find(self, wish: Wish) -> Item | None:
        """The feed at the wish's address."""
        return Item(
            kind="takeover",
            title="Live",
            playlist=Path(),
            frames=0,
            rate=self._channel().house.rate,
            cause="takeover",
            feed=wish.feed,
        )

    async def fail(self, _wish: Wish, _item: Item, error: MediaError) -> None:
        """Say once why it cannot be taken; it is tried again in a moment."""
        if str(error) != self._said:
            self._said = str(error)
            self._log.warning("live feed cannot be taken", error=self._said)
        await asyncio.sleep(_FEED_PAUSE_S)
