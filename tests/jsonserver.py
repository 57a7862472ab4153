"""A small HTTP server on threads of its own, which answers as a test wants it: mostly in JSON."""

from __future__ import annotations

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

Reply = tuple[int, Mapping[str, str], Any]
"""Status, headers, body: bytes as they are, an iterator of them as it goes, None as nothing, all
else as JSON."""


@dataclass(frozen=True)
class Request:
    """What a client asked; the names of its headers are in small letters."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


class JsonServer(ABC):
    """Within a `with` block it listens at `url`, and answers each request by `reply`."""

    url: str
    root = ""
    """The path that `url` ends with."""
    protocol = "HTTP/1.0"
    """The version it speaks; from HTTP/1.1 on a connection stays open."""

    @abstractmethod
    def reply(self, request: Request) -> Reply | None:
        """What a request gets; None breaks the connection without a word."""

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}{self.root}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(server: JsonServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = server.protocol

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.reply(Request(self.command, self.path, headers, body))
            if reply is None:
                self.close_connection = True
                return
            with suppress(BrokenPipeError, ConnectionResetError):  # whoever asked has gone
                self._send(*reply)

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = answer

        def _send(self, status: int, headers: Mapping[str, str], body: Any) -> None:
            parts = body if isinstance(body, Iterator) else [_encoded(body)]
            self.send_response(status)
            fixed = {"content-type": "application/json"}
            if isinstance(parts, list):
                fixed["content-length"] = str(len(parts[0]))
            else:
                self.close_connection = True
            for name, value in {**fixed, **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            for part in parts:
                self.wfile.write(part)
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    return Handler


def _encoded(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    return b"" if body is None else json.dumps(body).encode()
