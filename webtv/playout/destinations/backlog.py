"""The queue of one destination: bounded, and always playable from its start."""

from __future__ import annotations

import asyncio
from asyncio.subprocess import Process
from collections import deque
from contextlib import suppress

from webtv.playout.mpegts.reader import TICKS_PER_S, Unit

LIMIT_S = 8.0
"""Seconds of media held for a destination that does not keep up."""

CHUNK_BYTES = 1 << 15
"""About as much is handed on at a time: what has left here can no longer be dropped."""


class Backlog:
    """Units for one destination. When it falls too far behind, it goes on at a keyframe.

    While nobody is `connected` it holds what came since the last keyframe, so that a new
    connection starts with a picture at once.
    """

    def __init__(self) -> None:
        self.drops = 0
        self.finished = asyncio.Event()
        """Set by `finish`."""
        self._units: deque[Unit] = deque()
        self._connected = False
        self._hungry = True
        self._behind = False
        self._some = asyncio.Event()

    def push(self, unit: Unit) -> None:
        """Add a unit; drop all that waits if it has become too much."""
        if unit.keyframe and (self._hungry or not self._connected):
            self._units.clear()
            self._hungry = self._behind = False
        if self._hungry:
            self.drops += self._behind
            return
        self._units.append(unit)
        if (unit.dts - self._units[0].dts) / TICKS_PER_S > LIMIT_S:
            self.drops += len(self._units)
            self._units.clear()
            self._hungry = self._behind = True
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

    def finish(self) -> None:
        """End the queue: once all that waits is taken, `take` gives nothing."""
        self.finished.set()
        self._some.set()

    @property
    def first(self) -> Unit | None:
        """The unit that `take` begins with next."""
        return self._units[0] if self._units else None

    async def begun(self) -> None:
        """Wait until there is something to connect for, or never will be."""
        while not self._units and not self.finished.is_set():
            await self._signal()

    async def take(self) -> bytes:
        """Take some `CHUNK_BYTES` from the queue, as soon as there are any and a connection.

        Empty when the backlog is finished.
        """
        while not (self._units and self._connected):
            if self.finished.is_set() and not self._units:
                return b""
            await self._signal()
        data = bytearray()
        while self._units and len(data) < CHUNK_BYTES:
            data += self._units.popleft().data
        return bytes(data)

    async def feed(self, process: Process) -> None:
        """Connect a child, and write to it until the backlog is finished or the child is gone."""
        stdin = process.stdin
        assert stdin is not None
        self.connect()
        with suppress(BrokenPipeError, ConnectionResetError):
            while data := await self.take():
                stdin.write(data)
                await stdin.drain()
        stdin.close()

    async def _signal(self) -> None:
        self._some.clear()
        await self._some.wait()
