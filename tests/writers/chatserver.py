"""A small HTTP server that speaks the chat completions protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = tuple[int, Mapping[str, str], Any]
"""Status, headers, body: bytes as they are, all else as JSON."""


def said(content: str, *, finish: str = "stop", usage: tuple[int, int] | None = (100, 40)) -> Reply:
    """A completion whose message is `content`; `usage` is tokens read and written."""
    message = {"role": "assistant", "content": content}
    body: dict[str, Any] = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "test",
        "choices": [{"index": 0, "finish_reason": finish, "message": message}],
    }
    if usage is not None:
        read, wrote = usage
        total = read + wrote
        body["usage"] = {
            "prompt_tokens": read,
            "completion_tokens": wrote,
            "total_tokens": total,
        }
    return 200, {}, body


def failed(status: int, *, code: str = "", param: str = "", **headers: str) -> Reply:
    """An error of the API."""
    error = {"message": "no", "type": "error", "code": code, "param": param or None}
    return status, headers, {"error": error}


class ChatServer:
    """Answers each request by `answer(request)`; keeps the requests and their keys."""

    def __init__(self, answer: Callable[[dict[str, Any]], Reply]) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["content-length"])
                request = json.loads(self.rfile.read(size))
                owner.requests.append(request)
                owner.keys.append(self.headers.get("authorization", ""))
                status, headers, body = answer(request)
                payload = body if isinstance(body, bytes) else json.dumps(body).encode()
                try:
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name.replace("_", "-"), value)
                    self.send_header("content-type", "application/json")
                    self.send_header("content-length", str(len(payload)))
                    self.end_headers()
                    self.wfile.write(payload)
                except (BrokenPipeError, ConnectionResetError):
                    return  # the client's deadline came first, as one test wants it

            def log_message(self, format: str, *args: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> ChatServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def formats(self) -> list[str]:
        """What form each request asked for."""
        return [r.get("response_format", {}).get("type", "text") for r in self.requests]
