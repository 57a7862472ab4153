"""A Hub that tells of Spaces what a test wants, as huggingface.co/api does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.jsonserver import JsonServer, Reply, Request


@dataclass
class HubServer(JsonServer):
    """`spaces` are stages by Space id; each Space's app is at `app`. Requests are kept."""

    app: str = ""
    spaces: dict[str, str] = field(default_factory=dict)
    quota: tuple[int, dict[str, Any]] = (200, {})
    failure: int = 0
    error: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def reply(self, request: Request) -> Reply:
        self.seen.append((request.path, dict(request.headers)))
        status, body = self._state(request.path)
        return status, self.headers, body

    def _state(self, path: str) -> tuple[int, dict[str, Any]]:
        if path == "/api/spaces/zero-gpu/quota":
            return self.quota
        space = path.removeprefix("/api/spaces/").split("?")[0]
        if self.failure:
            return self.failure, {"error": "no"}
        if space not in self.spaces:
            return 404, {"error": "Repository not found"}
        runtime = {"stage": self.spaces[space], "hardware": {"current": "zero-a10g"}}
        runtime |= {"errorMessage": self.error} if self.error else {}
        return 200, {"id": space, "host": self.app, "runtime": runtime}
