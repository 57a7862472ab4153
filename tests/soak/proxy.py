"""A TCP proxy that can be made slow, as a poor line is."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import suppress

_CHUNK = 8192


class SlowProxy:
    """Listens on `port`, else any, and passes everything on to `target`; stops when closed."""

    def __init__(self, target: int, *, port: int = 0) -> None:
        self.sent = 0
        """Bytes passed on to the target."""
        self.limit: float | None = None
        """Bytes a second towards the target; None for as many as there are."""
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Accept nobody any more."""
        self._listener.close()

    def rate(self, seconds: float) -> float:
        """Bytes a second towards the target, measured now."""
        before = self.sent
        time.sleep(seconds)
        return (self.sent - before) / seconds

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self._target), timeout=5)
                except OSError:
                    client.close()
                    continue
                server.settimeout(None)
                # Small buffers, so that a limit is felt at once and not after seconds.
                for one in (client, server):
                    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
                threading.Thread(
                    target=self._pass, args=(client, server, True), daemon=True
                ).start()
                threading.Thread(
                    target=self._pass, args=(server, client, False), daemon=True
                ).start()

    def _pass(self, source: socket.socket, sink: socket.socket, limited: bool) -> None:
        with suppress(OSError):
            while data := source.recv(_CHUNK):
                sink.sendall(data)
                if limited:
                    self.sent += len(data)
                    if self.limit is not None:
                        time.sleep(len(data) / self.limit)
        for one in (source, sink):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
