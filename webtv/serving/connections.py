"""The open connections of one server: how many there may be, for how long, and which ones go first.

A connection *waits* while the server expects a request from it, *answers* while one is being
answered, and is *stalled* while its peer does not read the answer.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from itertools import islice, takewhile
from typing import Literal, Protocol

import structlog

REQUEST_S = 15.0
"""A connection has so long to send the head of a request, from its first moment or last answer."""

STALLED_S = 30.0
"""A peer that takes nothing of an answer for so long is gone, or wants to be a burden."""

PER_NETWORK = 256
"""Connections of one stranger's network: several hundred viewers seldom share an address."""

AT_ONCE = 50
"""Most overdue connections that one sweep closes: they may all come again at the same moment."""

TELL_S = 60.0
"""What was closed is logged once in so many seconds, as sums."""

Reason = Literal["no_request", "not_read", "malformed", "made_room", "refused"]


class Connection(Protocol):
    """What can be closed without waiting for its peer."""

    def drop(self) -> None:
        """Close at once."""


class Connections:
    """Counts connections, closes those that are too slow, and makes room for new ones.

    At the limit of all, or of one network, the connection that has waited longest for its
    peer is closed: a viewer's request takes milliseconds, so it is not the viewer's. Addresses of
    this machine and of private networks have no limit of their own: behind a proxy or a
    container's network every viewer seems to come from there.
    """

    def __init__(
        self,
        *,
        most: int,
        per_network: int = PER_NETWORK,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most = most
        self._per_network = per_network
        self._clock = clock
        self._network: dict[Connection, str] = {}
        self._counts: Counter[str] = Counter()
        # In the order in which they began to wait, so that the first one is the oldest.
        self._waiting: dict[Connection, float] = {}
        self._stalled: dict[Connection, float] = {}
        self._closed: Counter[str] = Counter()
        self._told_at: float | None = None

    def __len__(self) -> int:
        return len(self._network)

    def admit(self, connection: Connection, address: str) -> None:
        """Take in a new connection from `address`; close another one, or this one, if there are too
        many.
        """
        network = network_of(address)
        full = bool(network) and self._counts[network] >= self._per_network
        self._network[connection] = network
        self._counts[network] += 1
        if full or len(self) > self.most:
            self._make_room(connection, network if full else None)
        if connection in self._network:
            self.wait(connection)

    def wait(self, connection: Connection) -> None:
        """The server expects a request from now on."""
        if connection in self._network:
            self._waiting.pop(connection, None)
            self._waiting[connection] = self._clock()

    def answer(self, connection: Connection) -> None:
        """A request has come and is being answered."""
        self._waiting.pop(connection, None)

    def stall(self, connection: Connection) -> None:
        """The peer does not take what it is sent."""
        if connection in self._network:
            self._stalled.setdefault(connection, self._clock())

    def flow(self, connection: Connection) -> None:
        """The peer takes what it is sent again."""
        self._stalled.pop(connection, None)

    def forget(self, connection: Connection) -> None:
        """The connection is closed."""
        network = self._network.pop(connection, None)
        self._waiting.pop(connection, None)
        self._stalled.pop(connection, None)
        if network is not None:
            self._counts[network] -= 1
            if not self._counts[network]:
                del self._counts[network]

    def complain(self, reason: Reason) -> None:
        """Count a connection that ends by itself for a reason worth telling."""
        self._closed[reason] += 1

    def close(self, connection: Connection, reason: Reason) -> None:
        """Close a connection and count why."""
        self.complain(reason)
        self.forget(connection)
        connection.drop()

    def sweep(self) -> None:
        """Close what is overdue, and log the sums when it is time. Call a few times a second."""
        now = self._clock()
        for connection in _overdue(self._waiting, now - REQUEST_S):
            self.close(connection, "no_request")
        for connection in _overdue(self._stalled, now - STALLED_S):
            self.close(connection, "not_read")
        if self._closed and (self._told_at is None or now - self._told_at >= TELL_S):
            self._told_at = now
            structlog.get_logger().warning(
                "connections closed", **self._closed, open=len(self), most=self.most
            )
            self._closed.clear()

    def _make_room(self, newcomer: Connection, network: str | None) -> None:
        for since in (self._waiting, self._stalled):
            for connection in since:
                if network is None or self._network[connection] == network:
                    self.close(connection, "made_room")
                    return
        self.close(newcomer, "refused")


def _overdue(since: dict[Connection, float], limit: float) -> list[Connection]:
    """Those of `since`, oldest first, that began before `limit`; the rest has to wait."""
    overdue = takewhile(lambda entry: entry[1] <= limit, since.items())
    return [each for each, _ in islice(overdue, AT_ONCE)]


def network_of(address: str) -> str:
    """Whom an address belongs to: an IPv4 address, or the /64 of an IPv6 address.

    Empty for this machine and private networks, and for what is no address.
    """
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip
    if ip.is_private or ip.is_loopback or ip.is_link_local:
        return ""
    return str(ip) if isinstance(ip, IPv4Address) else str(ip_network((ip, 64), strict=False))
