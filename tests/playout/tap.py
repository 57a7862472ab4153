"""A forwarder in front of a real server: it sees every byte, may be slow, break or speak TLS."""

import asyncio
import ssl
from pathlib import Path
from types import TracebackType

CERTIFICATE = Path(__file__).parent / "tls" / "localhost.pem"
"""A self-signed certificate and its key, made for these tests: valid for localhost until 2126."""

_STEP_S = 0.05
_BUFFER = 1 << 14


class Tap:
    """`async with Tap(port) as tap`: connect to `tap.port` instead."""

    def __init__(self, port: int, *, tls: bool = False) -> None:
        self.port = 0
        self.seen = bytearray()
        """What clients have sent."""
        self.bytes_per_s: float | None = None
        self.connections = 0
        self._target = port
        self._tasks: set[asyncio.Task[None]] = set()
        self._writers: list[asyncio.StreamWriter] = []
        self._context: ssl.SSLContext | None = None
        if tls:
            self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self._context.load_cert_chain(CERTIFICATE)

    async def __aenter__(self) -> "Tap":
        self._server = await asyncio.start_server(
            self._accept, "127.0.0.1", 0, limit=_BUFFER, ssl=self._context
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        if self._tasks:  # their clients have gone, so they end by themselves
            await asyncio.wait(self._tasks, timeout=2)
        await self.cut()

    async def cut(self) -> None:
        """Break every connection, and take no more, as a dying server does."""
        self._server.close()
        for writer in self._writers:
            writer.transport.abort()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        closing = (writer.wait_closed() for writer in self._writers)
        await asyncio.gather(*closing, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self._tasks.add(asyncio.create_task(self._serve(reader, writer)))

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers.append(far_writer)
        back = asyncio.create_task(self._pass(far_reader, writer, watched=False))
        try:
            await self._pass(reader, far_writer, watched=True)
        finally:
            back.cancel()
            writer.close()
            far_writer.close()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, watched: bool
    ) -> None:
        while True:
            slow = self.bytes_per_s if watched else None
            size = _BUFFER if slow is None else max(1, int(slow * _STEP_S))
            data = await reader.read(size)
            if not data:
                return
            if watched:
                self.seen += data
            writer.write(data)
            await writer.drain()
            if slow is not None:
                await asyncio.sleep(_STEP_S)
