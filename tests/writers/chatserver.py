"""A small HTTP server that speaks the chat completions protocol."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.jsonserver import JsonServer, Reply, Request
from tests.writers.answers import GOOD


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
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, named, {"error": error}


@contextmanager
def hanging() -> Iterator[Callable[[dict[str, Any]], Reply]]:
    """An answer that does not come before the block ends, 20 s at most."""
    release = threading.Event()

    def reply(_: dict[str, Any]) -> Reply:
        release.wait(20)
        return said(GOOD)

    try:
        yield reply
    finally:
        release.set()


class ChatServer(JsonServer):
    """Answers each request by `answer(request)`; keeps the requests and their keys."""

    root = "/v1"

    def __init__(self, answer: Callable[[dict[str, Any]], Reply]) -> None:
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._answer = answer

    def reply(self, request: Request) -> Reply:
        asked = request.json()
        self.requests.append(asked)
        self.keys.append(request.headers.get("authorization", ""))
        return self._answer(asked)

    @property
    def formats(self) -> list[str]:
        """What form each request asked for."""
        return [r.get("response_format", {}).get("type", "text") for r in self.requests]
