"""HTTP/1.1 as uvicorn speaks it, with deadlines and limits for those who connect.

uvicorn waits for ever for the head of a request and for a peer that does not read, takes any number
of connections, and logs a line or a trace for each malformed request. h11 takes a request that says
in two ways how long it is by one of them; a proxy before it may take it by the other.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

from webtv.serving.connections import Connections

_SWEEP_S = 0.25

_HEAD_BYTES = 16 << 10
"""The longest head of a request."""

SEND_BUFFER = 256 << 10
"""Bytes of an answer that the system keeps for a peer. Left alone, Linux takes 4 MB for each that
does not read; a viewer 100 ms away still gets 16 Mbit/s through this."""


class _Requests(h11.Connection):
    """The requests of one connection. One that says in two ways how long it is, is malformed.

    Proxies send the requests of many peers on one connection: with two opinions on where one ends,
    a peer could begin the request of the next (RFC 9112, 6.1 and 11.2).
    """

    def next_event(self) -> h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]:
        event = super().next_event()
        if isinstance(event, h11.Request):
            names = {name for name, _ in event.headers}
            if b"transfer-encoding" in names and (
                b"content-length" in names or event.http_version == b"1.0"
            ):
                raise h11.RemoteProtocolError("Content-Length and Transfer-Encoding")
        return event


def bounded_protocol(connections: Connections) -> type[asyncio.Protocol]:
    """The `http` of a `uvicorn.Config` whose connections are kept in `connections`.

    Set `log_level` to "error" beside it: malformed requests are counted here, not logged each. A
    `timeout_keep_alive` of more than `REQUEST_S` leaves that deadline to `connections` alone.
    """
    sweeping: asyncio.TimerHandle | None = None

    def sweep(loop: asyncio.AbstractEventLoop) -> None:
        nonlocal sweeping
        connections.sweep()
        sweeping = loop.call_later(_SWEEP_S, sweep, loop)

    class BoundedProtocol(H11Protocol):
        """One connection."""

        def __init__(self, config: Config, *args: Any, **more: Any) -> None:
            super().__init__(config, *args, **more)
            self.conn = _Requests(h11.SERVER, _HEAD_BYTES)

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            peer: socket.socket = transport.get_extra_info("socket")
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
            if sweeping is None:
                sweep(self.loop)
            connections.admit(self, self.client[0] if self.client else "")

        def connection_lost(self, exc: Exception | None) -> None:
            connections.forget(self)
            super().connection_lost(exc)

        def data_received(self, data: bytes) -> None:
            try:
                super().data_received(data)
            except h11.ProtocolError:
                # A body that is malformed while the answer is under way: it is too late for a 400.
                connections.close(self, "malformed")

        def handle_events(self) -> None:
            before = self.cycle
            super().handle_events()
            if self.cycle is not before:
                connections.answer(self)

        def on_response_complete(self) -> None:
            connections.wait(self)
            super().on_response_complete()

        def send_400_response(self, msg: str) -> None:
            super().send_400_response(msg)
            self._leave()
            connections.complain("malformed")

        def pause_writing(self) -> None:
            connections.stall(self)
            super().pause_writing()

        def resume_writing(self) -> None:
            connections.flow(self)
            super().resume_writing()

        def drop(self) -> None:
            """Close at once, with what was not read."""
            self._leave()
            self.transport.abort()

        def _leave(self) -> None:
            """Let what the application still answers go nowhere, without a word in the log."""
            if self.cycle is not None:
                self.cycle.disconnected = True
                self.cycle.message_event.set()

    return BoundedProtocol
