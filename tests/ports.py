"""Ports for servers that tests start. Whoever gets one has time to open it: nobody else gets it."""

import os
import random
import socket
from collections.abc import Iterator
from functools import cache
from itertools import count, islice

_FIRST, _PAST = 10_000, 32_768
"""Below those that the system gives to connections on its own (Linux: ip_local_port_range)."""
_WORKERS = 16


def free_ports(wanted: int) -> list[int]:
    """So many different TCP ports that nobody listens on."""
    return list(islice(filter(_is_free, _turn()), wanted))


def free_port() -> int:
    """A TCP port that nobody listens on."""
    return free_ports(1)[0]


@cache
def _turn() -> Iterator[int]:
    """The ports of this worker of pytest-xdist, one after the other from anywhere, for ever."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    share = (_PAST - _FIRST) // _WORKERS
    first = _FIRST + worker % _WORKERS * share
    begin = random.randrange(share)
    return (first + (begin + number) % share for number in count())


def _is_free(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True
