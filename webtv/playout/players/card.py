"""The slate of one channel, at hand whatever happens to disk and processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from webtv.config.channel import Channel
from webtv.errors import WebTVError
from webtv.model.asrun import Cause
from webtv.outage import Outage
from webtv.playout.players.reading import Reading
from webtv.playout.players.reel import Reel, ReelPlayer
from webtv.playout.players.slate import SlateShelf

_RETRY_S = 2.0


class Card:
    """Keeps the slate of `channel` as it is now; while that is made, the one before serves.

    `ring` is called when there is another one.
    """

    def __init__(self, channel: Channel, *, slates: SlateShelf, ring: Callable[[], None]) -> None:
        self._channel = channel
        self._slates = slates
        self._ring = ring
        self._missing = Outage("there is no slate yet", "there is a slate")
        self._reel: Reel | None = None
        self._due = asyncio.Event()
        self._edited = asyncio.Event()

    @property
    def note(self) -> str:
        """Why there is none, in one sentence; empty while nothing is wrong."""
        return self._missing.note

    @property
    def ready(self) -> bool:
        """Whether it can be played."""
        return self._reel is not None

    def play(self, cause: Cause) -> Reading:
        """A player of it. Only while `ready`."""
        assert self._reel is not None
        return ReelPlayer(self._reel, replace(self._reel.item, cause=cause))

    def want(self) -> None:
        """Begin to make it: channels that have nothing else go first."""
        self._due.set()

    def update(self, channel: Channel) -> None:
        """Make that of another version of the channel's file."""
        self._channel = channel
        self._edited.set()

    async def run(self) -> None:
        """Keep it until cancelled."""
        await self._due.wait()
        while True:
            self._edited.clear()
            try:
                self._reel = await self._slates.fetch(self._channel)
            except (WebTVError, OSError, RuntimeError) as error:
                self._missing.begin(error)
                await asyncio.sleep(_RETRY_S)
            else:
                self._missing.end()
                self._ring()
                await self._edited.wait()
