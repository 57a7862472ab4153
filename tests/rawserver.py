"""A server that sends bytes as a test says, at the pace it says: for answers no framework makes."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Self

Script = Callable[[str], Iterable[bytes]]
"""The pieces of an answer to the path that was asked for, head and all. Each is sent at once; an
empty piece is a pause of a tenth of a second."""

PAUSE_S = 0.1


class RawServer:
    """Within a `with` block it listens at `url`. `paths` are those that were asked for."""

    def __init__(self, script: Script, *, host: str = "127.0.0.1", port: int = 0) -> None:
        self.paths: list[str] = []
        self.heads: list[str] = []
        self.bodies: list[bytes] = []
        self.connections = 0
        self._script = script
        self._socket = socket.create_server((host, port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://{host}:{self.port}"
        self._over = threading.Event()
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._socket.shutdown(socket.SHUT_RDWR)
        self._listener.join()
        self._socket.close()
        for thread in self._threads:
            thread.join()

    def _listen(self) -> None:
        while not self._over.is_set():
            with suppress(OSError):
                line, _ = self._socket.accept()
                self.connections += 1
                thread = threading.Thread(target=self._answer, args=(line,))
                self._threads.append(thread)
                thread.start()

    def _answer(self, line: socket.socket) -> None:
        with line, suppress(OSError):
            line.settimeout(20)
            head = b""
            while b"\r\n\r\n" not in head:
                chunk = line.recv(65536)
                if not chunk:
                    return
                head += chunk
            head, _, body = head.partition(b"\r\n\r\n")
            told = re.search(rb"(?i)content-length: *(\d+)", head)
            left = int(told[1]) - len(body) if told else 0
            while left > 0 and (chunk := line.recv(65536)):
                left, body = left - len(chunk), body + chunk
            self.bodies.append(body)
            self.heads.append(head.decode("latin-1") + "\r\n")
            path = head.split(b" ", 2)[1].decode()
            self.paths.append(path)
            for piece in self._script(path):
                if self._over.wait(0 if piece else PAUSE_S):
                    return
                line.sendall(piece)


def head(*lines: str, status: str = "200 OK") -> bytes:
    """The head of an answer that ends with its connection."""
    return "\r\n".join([f"HTTP/1.1 {status}", "Connection: close", *lines, "", ""]).encode()


def slowly(content: bytes = b".") -> Iterable[bytes]:
    """`content` again and again, a pause before each: a peer that never falls silent."""
    while True:
        yield b""
        yield content
