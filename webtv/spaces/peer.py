"""Which user of this machine is at the other end of a loopback connection."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path

_TABLES = (Path("/proc/net/tcp"), Path("/proc/net/tcp6"))


def is_own_user(host: str, port: int, *, server_port: int) -> bool:
    """Tell whether the client at `host`:`port` is a process of this user on this machine.

    Linux lists each socket with the user it belongs to (proc(5), /proc/net/tcp). Elsewhere
    everybody on this machine counts as this user.
    """
    client = _address(host)
    if client is None or not client.is_loopback:
        return False
    if sys.platform != "linux":
        return True
    return any(
        (address, own, other) == (client, port, server_port) and user == os.getuid()
        for address, own, other, user in _sockets()
    )


def _sockets() -> Iterator[tuple[IPv4Address | IPv6Address, int, int, int]]:
    """(local address, local port, remote port, user) of every TCP socket."""
    for table in _TABLES:
        try:
            lines = table.read_text("ascii").splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            fields = line.split()
            address, port = fields[1].split(":")
            # Words of four bytes in the order of this machine.
            words = [bytes.fromhex(address[i : i + 8]) for i in range(0, len(address), 8)]
            packed = b"".join(w[::-1] if sys.byteorder == "little" else w for w in words)
            remote = int(fields[2].split(":")[1], 16)
            yield _plain(ip_address(packed)), int(port, 16), remote, int(fields[7])


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        return _plain(ip_address(host))
    except ValueError:
        return None


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address that came as an IPv6 one, as IPv4."""
    return getattr(address, "ipv4_mapped", None) or address
