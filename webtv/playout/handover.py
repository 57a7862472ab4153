"""Channels come and go between machines: taken up at once, given up at a join."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import structlog

from webtv.playout.channels import Playout

_LOOK_S = 0.1


class Handover:
    """Follows the rights of this machine, and hands over what others wait for."""

    def __init__(self, playout: Playout) -> None:
        self._playout = playout
        self._membership = playout.membership
        self._news = asyncio.Event()
        self._leaving: dict[str, asyncio.Task[None]] = {}
        self._handing: set[str] = set()
        self._log = structlog.stdlib.get_logger()

    async def run(self) -> None:
        """Follow until cancelled. Raises `SupersededError` if another process has this name."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._membership.follow(self._news.set))
            while True:
                await self._news.wait()
                self._news.clear()
                await self._playout.settle(besides=self._handing)
                self._begin(group)

    async def drain(self, within_s: float) -> None:
        """Have other machines take all channels, each at a join; cut those that take too long.

        Returns at once where there is nobody who could.
        """
        if not self._membership.drain():
            return
        self._log.info("channels are handed over", channels=len(self._playout.channels))
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                while True:
                    await asyncio.sleep(_LOOK_S)
                    if not (self._playout.channels or self._handing):
                        return
        late = list(self._playout.channels)
        if late:
            self._log.warning("channels did not come to a join, they are cut", channels=late)
        await asyncio.gather(*(self._give(ident) for ident in late))

    def _begin(self, group: asyncio.TaskGroup) -> None:
        """Have each channel that is waited for leave at its next join, and no other."""
        awaited = self._membership.leaving
        for ident, air in self._playout.channels.items():
            air.leave_at_join(leave=ident in awaited)
        self._leaving = {i: task for i, task in self._leaving.items() if not task.done()}
        for ident in awaited & self._playout.channels.keys() - self._leaving.keys():
            self._leaving[ident] = group.create_task(self._leave(ident))

    async def _leave(self, ident: str) -> None:
        """Hand a channel over when it has come to a join."""
        air = self._playout.channels[ident]
        await self._playout.aired(ident)
        if self._playout.channels.get(ident) is air:
            await self._give(ident)

    async def _give(self, ident: str) -> None:
        """Take a channel off air and hand it over; where that fails, it is taken up again."""
        self._handing.add(ident)
        try:
            await self._playout.remove(ident, forget=False, moved=True)
            await self._membership.hand_over(ident)
        finally:
            self._handing.discard(ident)
            self._news.set()
