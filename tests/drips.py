"""Peers that cost a server as much as they can by being slow, many at once."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from types import TracebackType

_DRIP_S = 1.0
_SMALL = 2048
"""Bytes that the system keeps for a peer that does not read."""

_AT_ONCE = 200


class Drips:
    """Holds `count` slow connections to a local port, and opens each again that is closed.

    `paths` are what peers ask for who then do not read: large files. Use it as a context; `open`
    says how many are connected now, `opened` how many ever were.
    """

    def __init__(self, port: int, count: int, *, paths: tuple[str, ...]) -> None:
        self.open = 0
        self.opened = 0
        self._port = port
        self._paths = paths
        self._count = count
        self._opening = asyncio.Semaphore(_AT_ONCE)
        self._thread = threading.Thread(target=lambda: asyncio.run(self._drip()), daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None

    def __enter__(self) -> Drips:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(20)

    async def _drip(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        kinds = (self._slow_head, self._slow_body, self._slow_reader, self._idle)
        peers = [
            asyncio.create_task(self._again(kinds[number % len(kinds)], number))
            for number in range(self._count)
        ]
        await self._stop.wait()
        for peer in peers:
            peer.cancel()
        await asyncio.gather(*peers, return_exceptions=True)

    async def _again(
        self,
        act: Callable[[asyncio.StreamReader, asyncio.StreamWriter, int], Awaitable[None]],
        number: int,
    ) -> None:
        while True:
            with suppress(OSError):
                async with self._opening:
                    reader, writer = await self._connect()
                self.open += 1
                self.opened += 1
                try:
                    await act(reader, writer, number)
                finally:
                    self.open -= 1
                    writer.transport.abort()
                    await writer.wait_closed()
            await asyncio.sleep(_DRIP_S)

    async def _connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        peer = socket.socket()
        try:
            peer.setblocking(False)
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _SMALL)
            await asyncio.get_running_loop().sock_connect(peer, ("127.0.0.1", self._port))
            return await asyncio.open_connection(sock=peer, limit=_SMALL)
        except BaseException:
            peer.close()
            raise

    async def _slow_head(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        writer.write(b"GET / HTTP/1.1\r\nHost: tv\r\nX-Long: ")
        await _drop_by_drop(reader, writer)

    async def _slow_body(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        writer.write(b"POST /healthz HTTP/1.1\r\nHost: tv\r\nContent-Length: 100000\r\n\r\n")
        await _drop_by_drop(reader, writer)

    async def _slow_reader(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        path = self._paths[number % len(self._paths)]
        writer.write(f"GET {path} HTTP/1.1\r\nHost: tv\r\n\r\n".encode())
        while await reader.read(1):
            await asyncio.sleep(_DRIP_S)

    async def _idle(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int
    ) -> None:
        writer.write(b"HEAD /healthz HTTP/1.1\r\nHost: tv\r\n\r\n")
        while await reader.read(_SMALL):
            pass


async def _drop_by_drop(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A byte a second, until the server closes the connection."""
    while not reader.at_eof():
        writer.write(b"x")
        await writer.drain()
        with suppress(TimeoutError):
            async with asyncio.timeout(_DRIP_S):
                while await reader.read(_SMALL):
                    pass
