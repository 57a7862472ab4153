"""Ends a blocking request at its time, wherever it hangs: its connections are shut from outside."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakSet


class Lines:
    """The connections that requests have opened, each as long as somebody holds it.

    A thread that waits for a peer cannot be stopped; when its connection is shut, its wait fails
    and it ends by itself.
    """

    def __init__(self) -> None:
        self._open: WeakSet[socket.socket] = WeakSet()
        self._lock = threading.Lock()
        self._ended = False

    def trace(self, event: str, told: dict[str, Any]) -> None:
        """Take note of a new connection; this goes into a request's `extensions["trace"]`.

        https://www.python-httpx.org/advanced/extensions/#trace
        """
        if event not in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            return
        line = told["return_value"].get_extra_info("socket")
        with self._lock:
            self._open.add(line)
            ended = self._ended
        if ended:
            _shut(line)

    def shut(self) -> None:
        """Break off all connections, and those that are still to come."""
        with self._lock:
            self._ended = True
            lines = list(self._open)
        for line in lines:
            _shut(line)


class Alarm:
    """Calls `ring` after `seconds`, from a thread of its own, unless it is switched off before."""

    def __init__(self, seconds: float, ring: Callable[[], None]) -> None:
        self._timer = threading.Timer(seconds, ring)
        self._timer.daemon = True
        self._timer.start()

    def off(self) -> None:
        """Do not ring any more."""
        self._timer.cancel()


def _shut(line: socket.socket) -> None:
    with suppress(OSError, ValueError):
        line.shutdown(socket.SHUT_RDWR)
