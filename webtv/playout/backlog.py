"""What waits to be sent to one destination: bounded, and always playable from its start."""

from __future__ import annotations

import asyncio
from collections import deque

from webtv.playout.transport import TICKS_PER_S, Unit

LIMIT_S = 8.0
"""Seconds of media held for a destination that does not keep up."""


class Backlog:
    """Units for one destination. When it falls too far behind, it goes on at a keyframe.

    While nobody is `connected` it holds what came since the last keyframe, so that a new
    connection starts with a picture at once.
    """

    def __init__(self) -> None:
        self.drops = 0
        self._units: deque[Unit] = deque()
        self._connected = False
        self._hungry = True
        self._some = asyncio.Event()

    def push(self, unit: Unit) -> None:
        """Add a unit; drop all that waits if it has become too much."""
        if unit.keyframe and (self._hungry or not self._connected):
            self._units.clear()
            self._hungry = False
        if self._hungry:
            return
        self._units.append(unit)
        if (unit.dts - self._units[0].dts) / TICKS_PER_S > LIMIT_S:
            self.drops += len(self._units)
            self._units.clear()
            self._hungry = True
            return
        self._some.set()

    def connect(self) -> None:
        """A connection begins: from now on nothing is dropped that it could take in time."""
        self._connected = True
        self._some.set()

    def disconnect(self) -> None:
        """The connection is over. What waits is kept from its first keyframe on."""
        self._connected = False
        while self._units and not self._units[0].keyframe:
            self._units.popleft()
        self._hungry = not self._units

    async def begun(self) -> None:
        """Wait until there is something to connect for."""
        while not self._units:
            await self._signal()

    async def take(self) -> bytes:
        """Everything that waits, as soon as there is something and a connection for it."""
        while not (self._units and self._connected):
            await self._signal()
        data = b"".join(unit.data for unit in self._units)
        self._units.clear()
        return data

    async def _signal(self) -> None:
        self._some.clear()
        await self._some.wait()
