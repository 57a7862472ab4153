"""A Hub that tells of Spaces what a test wants, as huggingface.co/api does."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass
class HubServer:
    """`spaces` are stages by Space id; each Space's app is at `app`. Requests are kept."""

    app: str = ""
    spaces: dict[str, str] = field(default_factory=dict)
    quota: tuple[int, dict[str, Any]] = (200, {})
    failure: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def __enter__(self) -> Self:
        hub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.seen.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                status, body = hub.answer(self.path)
                self.send_response(status)
                for name, value in hub.headers.items():
                    self.send_header(name, value)
                content = json.dumps(body).encode()
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.02,), daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)

    def answer(self, path: str) -> tuple[int, dict[str, Any]]:
        if path == "/api/spaces/zero-gpu/quota":
            return self.quota
        space = path.removeprefix("/api/spaces/").split("?")[0]
        if self.failure:
            return self.failure, {"error": "no"}
        if space not in self.spaces:
            return 404, {"error": "Repository not found"}
        runtime = {"stage": self.spaces[space], "hardware": {"current": "zero-a10g"}}
        return 200, {"id": space, "host": self.app, "runtime": runtime}
