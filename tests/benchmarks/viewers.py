"""HLS viewers by the thousand in one process: each keeps a connection, asks for the list every 4 s,
and fetches the newest segment when there is a new one. What comes is counted and thrown away.
"""

from __future__ import annotations

import asyncio
import random
import resource
import time
import zlib
from dataclasses import dataclass, field

ANSWER_S = 10.0
"""A viewer whose answer takes longer has run dry."""
EVERY_S = 4.0


@dataclass(slots=True)
class Seen:
    """What viewers got: seconds from request to last byte, bytes, and faults by kind."""

    lists: list[float] = field(default_factory=list)
    segments: list[float] = field(default_factory=list)
    received: int = 0
    faults: dict[str, int] = field(default_factory=dict)

    def fault(self, kind: str) -> None:
        """Count one."""
        self.faults[kind] = self.faults.get(kind, 0) + 1


class _Line(asyncio.Protocol):
    """One connection; an answer at a time."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[bytes] | None = None
        self._head = b""
        self._left = 0
        self._body: list[bytes] | None = None
        self.packed = False
        self.received = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        self._fail("connection lost")

    async def get(self, path: str, *, keep: bool) -> bytes:
        """The body of an answer, empty unless `keep`. Raises `ValueError`, the kind of fault."""
        self._answer = asyncio.get_running_loop().create_future()
        self._head, self._left, self._body = b"", -1, [] if keep else None
        self.transport.write(
            f"GET {path} HTTP/1.1\r\nHost: tv\r\nAccept-Encoding: gzip\r\n\r\n".encode()
        )
        async with asyncio.timeout(ANSWER_S):
            return await self._answer

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        if self._left < 0:
            self._head += data
            head, found, data = self._head.partition(b"\r\n\r\n")
            if not found:
                return
            head = head.lower()
            if not head.startswith(b"http/1.1 200"):
                self._fail(head[9:12].decode())
                return
            self.packed = b"content-encoding: gzip" in head
            _, found, length = head.partition(b"content-length: ")
            if not found:
                self._fail("no length")
                return
            self._left = int(length.partition(b"\r\n")[0])
        self._left -= len(data)
        if self._body is not None:
            self._body.append(data)
        if self._left <= 0 and self._answer is not None and not self._answer.done():
            self._answer.set_result(b"".join(self._body or ()))

    def _fail(self, kind: str) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ValueError(kind))


def watch(port: int, channels: list[str], viewers: int, seconds: float, seed: int) -> Seen:
    """Have so many viewers watch for `seconds`, after `EVERY_S` in which they arrive."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        return asyncio.run(_watch(port, channels, viewers, seconds, random.Random(seed)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


async def _watch(
    port: int, channels: list[str], viewers: int, seconds: float, chance: random.Random
) -> Seen:
    seen = Seen()
    start = time.monotonic() + EVERY_S
    async with asyncio.TaskGroup() as crowd:
        for number in range(viewers):
            channel = channels[number % len(channels)]
            first = start - chance.uniform(0, EVERY_S)
            crowd.create_task(_view(port, channel, first, start, start + seconds, seen))
    return seen


async def _view(
    port: int, channel: str, first: float, start: float, end: float, seen: Seen
) -> None:
    """One viewer. What comes before `start` is not counted."""
    loop = asyncio.get_running_loop()
    due, newest = first, b""
    line: _Line | None = None
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        counts = due >= start
        try:
            if line is None or line.transport.is_closing():
                _, line = await loop.create_connection(_Line, "127.0.0.1", port)
            before = line.received
            asked = time.monotonic()
            listed = await line.get(f"/hls/{channel}/live.m3u8", keep=True)
            if counts:
                seen.lists.append(time.monotonic() - asked)
            text = zlib.decompress(listed, wbits=31) if line.packed else listed
            name = text.rstrip().rpartition(b"\n")[2]
            if name != newest:
                newest, asked = name, time.monotonic()
                await line.get(f"/hls/{channel}/{name.decode()}", keep=False)
                if counts:
                    seen.segments.append(time.monotonic() - asked)
            if counts:
                seen.received += line.received - before
        except (OSError, TimeoutError, ValueError) as error:
            if counts:
                seen.fault(str(error) or type(error).__name__)
            if line is not None:
                line.transport.abort()
        due += EVERY_S
    if line is not None:
        line.transport.abort()
