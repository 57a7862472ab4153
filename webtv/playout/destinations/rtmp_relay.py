"""The last step to an RTMP server, where the key is put in.

ffmpeg takes an address only on its command line, which every user of the machine can read. So it
gets the address of this relay with a stand-in for the key, and the relay, inside playout, makes
the connection: it resolves the name, speaks TLS for rtmps, and writes the key where the stand-in
is named. Everything else goes through as it is. The station's own server on this machine needs no
relay: it takes its key, a signature, once and from the station's own user alone.

Source: Adobe's RTMP specification 1.0 for the handshake's sizes and AMF0 strings; ffmpeg's
rtmpproto.c for the three commands that name the stream, sent in chunks that are never split.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import struct
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from webtv.playout.destinations.address import RtmpRoute
from webtv.threads import in_thread

CONNECT_S = 8.0
"""Seconds for name, TCP and TLS together."""

BUFFER_BYTES = 1 << 14
"""Bytes held here in either direction; small, so that a slow server is noticed at once."""

_HANDSHAKE = 1 + 1536 + 1536
"""Bytes of C0, C1 and C2: random, and without a name in them."""
_WRITE_TIMEOUT_S = 5
_CLOSE_S = 1.0
_REST_S = 0.02
"""What comes within so short a time is handed on at once, for a third less work."""
_NAMED = 3
"""releaseStream, FCPublish and publish name the stream."""
_QUEUED = 0x5411
"""ioctl TIOCOUTQ (Linux, tcp(7)): bytes that the other side has not acknowledged."""


class Relay:
    """One connection for one ffmpeg: `async with Relay(route) as relay`, then run `argv`."""

    def __init__(self, route: RtmpRoute) -> None:
        self.error = ""
        """Why the server could not be reached, if it could not."""
        self._route = route
        self._key = route.key.encode()
        self._stand_in = route.public.encode().ljust(len(self._key), b"-")
        self._far: socket.socket | None = None
        self._sending: asyncio.StreamWriter | None = None
        self._task: asyncio.Task[None] | None = None
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=1)
        # Taken over by the connection: else the kernel alone would hold megabytes.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER_BYTES)
        self._listener.setblocking(False)

    async def __aenter__(self) -> Relay:
        """Be ready for ffmpeg."""
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close both sides."""
        assert self._task is not None
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        self._listener.close()

    @property
    def argv(self) -> tuple[str, ...]:
        """The output arguments of ffmpeg: options and address."""
        port = self._listener.getsockname()[1]
        address = f"rtmp://127.0.0.1:{port}/{self._route.app}/{self._stand_in.decode()}"
        return "-rtmp_tcurl", self._route.server, *_flv_argv(address, timeout_s=CONNECT_S)

    def waiting_bytes(self) -> int:
        """Bytes taken from ffmpeg that the server has not acknowledged."""
        if self._far is None or self._sending is None or self._sending.is_closing():
            return 0
        waiting = self._sending.transport.get_write_buffer_size()
        if sys.platform == "linux":
            import fcntl

            with suppress(OSError):
                answer = fcntl.ioctl(self._far.fileno(), _QUEUED, bytes(4))
                waiting += struct.unpack("i", answer)[0]
        return waiting

    async def finished(self) -> None:
        """Wait until all that ffmpeg wrote before it ended has been handed on."""
        if self._task is not None:
            await asyncio.wait((self._task,))

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            near, peer = await loop.sock_accept(self._listener)
            if _owner(peer[1], self._listener.getsockname()[1]) in (None, os.getuid()):
                break
            near.close()  # another user of this machine must not send with our key
        self._listener.close()
        near.setblocking(False)
        with near, suppress(OSError):  # either side went away; ffmpeg says so, or `error` does
            await self._join(near)

    async def _join(self, near: socket.socket) -> None:
        far_reader, far_writer = await self._reach()
        self._sending = far_writer
        far_writer.transport.set_write_buffer_limits(high=BUFFER_BYTES)
        back = asyncio.create_task(_pass(far_reader, near))
        there = asyncio.create_task(self._send(near, far_writer))
        try:
            done, _ = await asyncio.wait((back, there), return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            far_writer.close()  # before anything is waited for: a second cancellation may come
            for task in (back, there):
                task.cancel()
            await asyncio.gather(back, there, return_exceptions=True)
            await _close(far_writer)

    async def _reach(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Connect to the server. What goes wrong is kept in `error`."""
        route = self._route
        try:
            async with asyncio.timeout(CONNECT_S):
                secure = None
                if route.scheme == "rtmps":
                    secure = await in_thread(ssl.create_default_context, name="tls")
                opened = await asyncio.open_connection(
                    route.host, route.port, ssl=secure, limit=BUFFER_BYTES
                )
        except TimeoutError:
            self.error = f"{route.host} port {route.port}: no connection in {CONNECT_S:.0f} s"
            raise
        except ssl.SSLError as error:
            self.error = f"{route.host} port {route.port}: TLS: {error.reason or error}"
            raise
        except OSError as error:
            number = error.errno or 0  # below zero: of getaddrinfo, which has words of its own
            reason = os.strerror(number) if number > 0 else error.strerror or error
            self.error = f"{route.host} port {route.port}: {reason}"
            raise
        far = opened[1].get_extra_info("socket")
        if hasattr(socket, "TCP_NOTSENT_LOWAT"):
            far.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, BUFFER_BYTES)
        self._far = far
        return opened

    async def _send(self, near: socket.socket, writer: asyncio.StreamWriter) -> None:
        """From ffmpeg to the server, with the key in place of the stand-in."""
        loop = asyncio.get_running_loop()
        false, true = _amf_string(self._stand_in), _amf_string(self._key)
        shaken, named, held = 0, 0, b""
        while data := await loop.sock_recv(near, BUFFER_BYTES):
            if shaken < _HANDSHAKE:  # and maybe `connect`, after which ffmpeg waits for an answer
                shaken += len(data)
            elif named < _NAMED:
                data = held + data
                named += data.count(false)
                data = data.replace(false, true)
                keep = _overlap(data, false) if named < _NAMED else 0
                data, held = data[: len(data) - keep], data[len(data) - keep :]
            elif len(data) < BUFFER_BYTES:
                await asyncio.sleep(_REST_S)
            writer.write(data)
            await writer.drain()
        writer.write(held)
        await writer.drain()


def direct_argv(route: RtmpRoute) -> tuple[str, ...]:
    """The output arguments for a server that ffmpeg connects to by itself; they show the key."""
    return _flv_argv(f"{route.server}/{route.key}", timeout_s=_WRITE_TIMEOUT_S)


def _flv_argv(address: str, *, timeout_s: float) -> tuple[str, ...]:
    """Little is buffered in the kernel, so that a slow server is noticed at once."""
    return (
        *("-send_buffer_size", str(BUFFER_BYTES), "-tcp_nodelay", "1"),
        *("-rw_timeout", f"{timeout_s * 1e6:.0f}", "-f", "flv", address),
    )


async def _pass(reader: asyncio.StreamReader, near: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    while data := await reader.read(BUFFER_BYTES):
        await loop.sock_sendall(near, data)


async def _close(writer: asyncio.StreamWriter) -> None:
    """Close a connection, at once if the other side does not take what is left."""
    writer.close()
    try:
        async with asyncio.timeout(_CLOSE_S):
            await writer.wait_closed()
    except (OSError, TimeoutError):
        writer.transport.abort()


def _amf_string(value: bytes) -> bytes:
    """A string as AMF0 has it: type 2, its length in 16 bits, itself."""
    return struct.pack(">BH", 2, len(value)) + value


def _overlap(data: bytes, wanted: bytes) -> int:
    """How many of the last bytes of `data` could be the beginning of `wanted`."""
    longest = min(len(wanted) - 1, len(data))
    return next((n for n in range(longest, 0, -1) if data.endswith(wanted[:n])), 0)


def _owner(near_port: int, listening_port: int) -> int | None:
    """User id of the process that connected; None where the system does not tell.

    Source: proc(5), /proc/net/tcp.
    """
    try:
        lines = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
    except OSError:
        return None
    for line in lines:
        fields = line.split()
        ports = [int(end.rpartition(":")[2], 16) for end in fields[1:3]]
        if ports == [near_port, listening_port]:
            return int(fields[7])
    return None
