"""Programmes that were commissioned before this start, or by another machine."""

from __future__ import annotations

from collections.abc import Collection

from webtv.work.book import WorkBook
from webtv.work.commission import Commission


class Unfinished:
    """The commissions that no desk goes on with yet, by channel, oldest first."""

    def __init__(self, book: WorkBook) -> None:
        self._book = book
        self._left: dict[str, list[Commission]] = {}

    async def load(self) -> None:
        """Read them from the work book."""
        self._left = {}
        for commission in await self._book.open_commissions():
            self._left.setdefault(commission.channel_id, []).append(commission)

    def taken(self, channel: str) -> list[Commission]:
        """Take those of one channel: its desk goes on with them."""
        return self._left.pop(channel, [])

    async def give_up_orphans(self, known: Collection[str]) -> None:
        """What was commissioned for channels that are gone comes to nothing."""
        for channel in [c for c in self._left if c not in known]:
            for commission in self._left[channel]:
                await self._book.settle(commission.programme_id, "lost", "the channel was removed")
            del self._left[channel]
