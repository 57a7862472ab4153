"""The slate of one channel, ready to air whatever happens to disk and processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from webtv.config.channel import Channel
from webtv.errors import WebTVError
from webtv.model.asrun import Cause
from webtv.outage import Outage
from webtv.playout.players.cached import CachedMedia, CachedPlayer
from webtv.playout.players.player import Player
from webtv.playout.players.slate_store import SlateStore

_RETRY_S = 2.0


class ChannelSlate:
    """Keeps the slate of `channel` as it is now; while that is made, the one before serves.

    Calls `changed` when there is another one.
    """

    def __init__(
        self, channel: Channel, *, slates: SlateStore, changed: Callable[[], None]
    ) -> None:
        self._channel = channel
        self._slates = slates
        self._notify = changed
        self._missing = Outage("there is no slate yet", "there is a slate")
        self._media: CachedMedia | None = None
        self._due = asyncio.Event()
        self._edited = asyncio.Event()

    @property
    def note(self) -> str:
        """The reason why there is no slate, in one sentence; empty while nothing is wrong."""
        return self._missing.note

    @property
    def ready(self) -> bool:
        """Tell whether the slate can be played."""
        return self._media is not None

    def play(self, cause: Cause) -> Player:
        """Make a player of the slate. Call it only while `ready`."""
        assert self._media is not None
        return CachedPlayer(self._media, replace(self._media.item, cause=cause))

    def want(self) -> None:
        """Begin to make the slate: channels that have nothing else go first."""
        self._due.set()

    def update(self, channel: Channel) -> None:
        """Make the slate of another version of the channel's file."""
        self._channel = channel
        self._edited.set()

    async def run(self) -> None:
        """Keep the slate up to date until cancelled."""
        await self._due.wait()
        while True:
            self._edited.clear()
            try:
                self._media = await self._slates.fetch(self._channel)
            except (WebTVError, OSError, RuntimeError) as error:
                self._missing.begin(error)
                await asyncio.sleep(_RETRY_S)
            else:
                self._missing.end()
                self._notify()
                await self._edited.wait()
