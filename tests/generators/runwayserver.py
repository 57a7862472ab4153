"""A small HTTP server that speaks Runway's protocol, as runwayml 5.24 does.

Creates tasks, uploads, results. It counts the tasks created, by their words, so that whoever kills
a station can tell whether anything was paid twice.
"""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

CREDITS = 25
"""What every task takes that does not fail."""

METHODS = (
    "image_to_video",
    "text_to_video",
    "video_to_video",
    "character_performance",
    "text_to_image",
    "sound_effect",
    "text_to_speech",
    "video_to_audio",
)

Reply = tuple[int, Mapping[str, str], Any]
"""Status, headers, JSON body."""


@dataclass
class Bought:
    """One task: the request that created it, when it is done, and what becomes of it."""

    id: str
    method: str
    request: dict[str, Any]
    created: datetime
    done_at: float
    end: dict[str, Any] = field(default_factory=lambda: {"status": "SUCCEEDED"})
    looks: int = 0


@dataclass
class RunwayServer:
    """Finishes each task `takes_s` seconds after it was created, with `media(method)` as result.

    `on_create` may answer a request in place of the server: with a reply, or with None to go on.
    `on_look` may do so for each look at a task; `ends(request)` says how a task ends.
    """

    media: Callable[[str], bytes]
    takes_s: float = 0.0
    key: str = "key_test"
    on_create: Callable[[dict[str, Any]], Reply | None] = lambda request: None
    on_look: Callable[[Bought], Reply | None] = lambda task: None
    on_download: Callable[[Bought], Reply | None] = lambda task: None
    ends: Callable[[dict[str, Any]], dict[str, Any]] = lambda request: {"status": "SUCCEEDED"}
    drop_answer: bool = False
    """Create the task, then break the connection without a word."""
    tasks: dict[str, Bought] = field(default_factory=dict)
    uploads: dict[str, bytes] = field(default_factory=dict)
    deleted: list[str] = field(default_factory=list)
    created: Counter[str] = field(default_factory=Counter)
    """Tasks created, by their words."""

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    def __enter__(self) -> RunwayServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def create(
        self, method: str, request: dict[str, Any], *, age: timedelta = timedelta()
    ) -> Bought:
        """Take a task, as if it had been ordered `age` ago."""
        task = Bought(
            str(uuid4()), method, request, datetime.now(UTC) - age, time.monotonic() + self.takes_s
        )
        task.end = self.ends(request)
        with self._lock:
            self.tasks[task.id] = task
            self.created[str(request.get("promptText", method))] += 1
        return task

    def state(self, task: Bought) -> dict[str, Any]:
        """A task as `tasks.retrieve` gives it."""
        task.looks += 1
        common = {"id": task.id, "createdAt": task.created.isoformat()}
        if time.monotonic() < task.done_at:
            status = "THROTTLED" if task.looks == 1 else "RUNNING"
            running = {"progress": 0.5} if status == "RUNNING" else {}
            return {**common, "status": status, "estimatedCost": {"credits": CREDITS}, **running}
        ended = {"cost": {"credits": CREDITS}, **common, **task.end}
        if ended["status"] == "SUCCEEDED":
            ended.setdefault("output", [f"{self.url}/result/{task.id}?signature=secret"])
        return ended


def _handler(server: RunwayServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            path = urlsplit(self.path).path
            if path.startswith("/put/"):
                server.uploads[path.removeprefix("/put/")] = body
                return self._answer(204, {}, None)
            if self.headers.get("authorization") != f"Bearer {server.key}":
                return self._answer(401, {}, {"error": "The API key is not valid."})
            if not self.headers.get("x-runway-version"):
                return self._answer(400, {}, {"error": "X-Runway-Version is missing."})
            request = json.loads(body)
            if path == "/v1/uploads":
                name = uuid4().hex
                return self._answer(
                    200,
                    {},
                    {
                        "runwayUri": f"runway://{name}",
                        "uploadUrl": f"{server.url}/put/{name}",
                        "fields": {"key": name},
                    },
                )
            method = path.removeprefix("/v1/")
            if method not in METHODS:
                return self._answer(404, {}, {"error": "Not found"})
            reply = server.on_create(request)
            if reply is not None:
                return self._answer(*reply)
            task = server.create(method, request)
            if server.drop_answer:
                self.close_connection = True
                return None
            self._answer(200, {}, {"id": task.id, "estimatedCost": {"credits": CREDITS}})

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path.startswith("/result/"):
                task = server.tasks[path.removeprefix("/result/")]
                reply = server.on_download(task)
                if reply is not None:
                    return self._answer(*reply)
                return self._send(200, {}, server.media(task.method), "application/octet-stream")
            found = server.tasks.get(path.removeprefix("/v1/tasks/"))
            if self.headers.get("authorization") != f"Bearer {server.key}":
                return self._answer(401, {}, {"error": "The API key is not valid."})
            if found is None:
                return self._answer(404, {}, {"error": "Not found"})
            self._answer(*(server.on_look(found) or (200, {}, server.state(found))))

        def do_DELETE(self) -> None:
            server.deleted.append(urlsplit(self.path).path.removeprefix("/v1/tasks/"))
            self._answer(204, {}, None)

        def _answer(self, status: int, headers: Mapping[str, str], body: Any) -> None:
            payload = b"" if body is None else json.dumps(body).encode()
            self._send(status, headers, payload, "application/json")

        def _send(self, status: int, headers: Mapping[str, str], payload: bytes, kind: str) -> None:
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except (BrokenPipeError, ConnectionResetError):
                return  # whoever asked was killed, as the crash test wants it

        def log_message(self, format: str, *args: object) -> None:
            return

    return Handler
