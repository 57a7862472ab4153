"""A small HTTP server that speaks the chat completions protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.jsonserver import JsonServer, Reply, Request
from tests.writers.sample import GOOD


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


def streamed(parts: Iterable[object], *, done: bool = True) -> Reply:
    """A completion sent event by event: JSON, or the bytes of a line as they are."""

    def lines() -> Iterator[bytes]:
        for part in parts:
            data = part if isinstance(part, bytes) else json.dumps(part).encode()
            yield b"data: " + data + b"\n\n"
        if done:
            yield b"data: [DONE]\n\n"

    return 200, {"content-type": "text/event-stream"}, lines()


def delta(content: str = "", **more: object) -> dict[str, Any]:
    """One event of a streamed completion."""
    return {"choices": [{"index": 0, "delta": {"content": content, **more}}]}


def as_stream(body: dict[str, Any], *, usage: bool) -> Reply:
    """A completion as a server streams it."""
    content = body["choices"][0]["message"]["content"] if body["choices"] else ""
    parts = [delta(content[start : start + 20]) for start in range(0, len(content), 20)]
    tail = [{"choices": [], "usage": body["usage"]}] if usage and "usage" in body else []
    return streamed([delta(role="assistant"), *parts, *tail])


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
    """Answers each request by `answer(request)`; keeps the requests and their keys.

    A whole completion is streamed to those who ask for it, unless `streams` is False.
    """

    root = "/v1"

    def __init__(self, answer: Callable[[dict[str, Any]], Reply], *, streams: bool = True) -> None:
        self._streams = streams
        self.requests: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self._answer = answer

    def reply(self, request: Request) -> Reply:
        asked = request.json()
        self.requests.append(asked)
        self.keys.append(request.headers.get("authorization", ""))
        status, headers, body = self._answer(asked)
        if self._streams and asked.get("stream") and isinstance(body, dict) and "choices" in body:
            return as_stream(body, usage=bool(asked.get("stream_options")))
        return status, headers, body

    @property
    def formats(self) -> list[str]:
        """What form each request asked for."""
        return [r.get("response_format", {}).get("type", "text") for r in self.requests]
