"""A small HTTP server that speaks Runway's protocol, as runwayml 5.24 does.

Creates tasks, uploads, results. It counts the tasks created, by their words, so that whoever kills
a station can tell whether anything was paid twice.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from tests.jsonserver import JsonServer, Reply, Request

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
class RunwayServer(JsonServer):
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

    protocol = "HTTP/1.1"

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

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

    def reply(self, request: Request) -> Reply | None:
        path = urlsplit(request.path).path
        if request.method == "DELETE":
            self.deleted.append(path.removeprefix("/v1/tasks/"))
            return 204, {}, None
        if path.startswith("/put/"):
            self.uploads[path.removeprefix("/put/")] = request.body
            return 204, {}, None
        if path.startswith("/result/"):
            return self._result(self.tasks[path.removeprefix("/result/")])
        if request.headers.get("authorization") != f"Bearer {self.key}":
            return 401, {}, {"error": "The API key is not valid."}
        if request.method == "POST":
            return self._order(path.removeprefix("/v1/"), request)
        found = self.tasks.get(path.removeprefix("/v1/tasks/"))
        if found is None:
            return 404, {}, {"error": "Not found"}
        return self.on_look(found) or (200, {}, self.state(found))

    def _result(self, task: Bought) -> Reply:
        kind = {"content-type": "application/octet-stream"}
        return self.on_download(task) or (200, kind, self.media(task.method))

    def _order(self, method: str, request: Request) -> Reply | None:
        if not request.headers.get("x-runway-version"):
            return 400, {}, {"error": "X-Runway-Version is missing."}
        if method == "uploads":
            name = uuid4().hex
            upload = {"uploadUrl": f"{self.url}/put/{name}", "fields": {"key": name}}
            return 200, {}, {"runwayUri": f"runway://{name}", **upload}
        if method not in METHODS:
            return 404, {}, {"error": "Not found"}
        wanted = request.json()
        reply = self.on_create(wanted)
        if reply is not None:
            return reply
        task = self.create(method, wanted)
        if self.drop_answer:
            return None
        return 200, {}, {"id": task.id, "estimatedCost": {"credits": CREDITS}}
