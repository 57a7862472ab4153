"""The guard before the Gradio apps: who may call, what, with how large a body."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webtv.spaces.callers import Callers
from webtv.spaces.routes import CALL_BYTES, body_limit, foreign_path, is_open

BODY_S = 120.0
"""Seconds that a caller may take to send a body."""

UPLOADS = 8
"""Bodies that are received at once; more are asked to come again."""

_NO_KEY = (
    "These Spaces work for their station. Its programs send the key in HOME/spaces.secret as "
    "'Authorization: Bearer KEY'; people open the page on the machine itself, as the user that "
    "the station runs as.\n"
)


class Guard:
    """Wraps the whole application; `paths` are those of the apps, "" of one at the root."""

    def __init__(
        self, app: ASGIApp, *, callers: Callers, paths: Collection[str], uploads: Path
    ) -> None:
        self._app = app
        self._callers = callers
        self._paths = frozenset(paths)
        self._uploads = uploads
        self._receiving = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is refused; hand on all others."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # no app has a WebSocket
            await send({"type": "websocket.close", "code": 1008})
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send)
        elif scope["method"] == "POST":
            await self._take(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        path = scope["path"]
        if not self._callers.is_known_host(headers):
            return PlainTextResponse("These Spaces are not called so.\n", 421)
        if path == "/healthz":
            return None
        port = (scope.get("server") or ("", 0))[1]
        client = tuple(scope["client"]) if scope.get("client") else None
        if not self._callers.may_call(headers, client, server_port=port):
            return PlainTextResponse(_NO_KEY, 401)
        if not any(is_open(scope["method"], below) for below in self._below(path)):
            return PlainTextResponse("Not found\n", 404)
        try:
            length = int(headers.get("content-length") or 0)
        except ValueError:
            return PlainTextResponse("Content-Length must be a number\n", 400)
        if length > body_limit(path):
            return PlainTextResponse(f"At most {body_limit(path)} bytes\n", 413)
        if scope["method"] == "POST" and self._receiving >= UPLOADS:
            return PlainTextResponse("Busy\n", 503, headers={"retry-after": "2"})
        return None

    def _below(self, path: str) -> Iterator[str]:
        """The path as an app has it, if it is one of an app."""
        for own in self._paths:
            if path == own or path.startswith(f"{own}/"):
                yield path[len(own) :]

    async def _take(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on a request with a body, once its files are known to be uploads."""
        bounded = _Bounded(receive, body_limit(scope["path"]))
        self._receiving += 1
        try:
            if body_limit(scope["path"]) == CALL_BYTES:
                body = await bounded.whole()
                wrong = foreign_path(body, self._uploads)
                if wrong is not None:
                    await PlainTextResponse(f"{wrong}\n", 400)(scope, receive, send)
                    return
                bounded.put_back(body)
            await self._app(scope, bounded, send)
        except _TooMuchError:
            await PlainTextResponse("Too much, or too slow\n", 413)(scope, receive, send)
        finally:
            self._receiving -= 1


class _TooMuchError(Exception):
    """A body is larger or slower than its limit."""


class _Bounded:
    """The messages of a request, up to so many bytes of body."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self._receive = receive
        self._left = limit
        self._kept: list[Message] = []
        self._ended = False
        self._deadline = asyncio.get_running_loop().time() + BODY_S

    async def __call__(self) -> Message:
        """The next message, as the server has it."""
        if self._kept:
            return self._kept.pop(0)
        if self._ended:  # what follows is the end of the connection, however late
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._deadline):
                message = await self._receive()
        except TimeoutError:
            raise _TooMuchError from None
        self._left -= len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._left < 0:
            raise _TooMuchError
        return message

    async def whole(self) -> bytes:
        """The body to its end."""
        parts: list[bytes] = []
        more = True
        while more:
            message: Any = await self()
            parts.append(message.get("body", b""))
            more = message.get("more_body", False)
        return b"".join(parts)

    def put_back(self, body: bytes) -> None:
        """Let the body be received again."""
        self._kept.append({"type": "http.request", "body": body, "more_body": False})
