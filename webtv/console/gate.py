"""The gate before every page of the console: names, origins, bounds and headers.

What changes something must come from a page of the console itself: browsers say so in Origin and
Sec-Fetch-Site. A program with a token sends neither, and no cookie; nor does the provider that says
whose session has ended.
"""

from __future__ import annotations

import asyncio
import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from webtv.console.door import Door, Doors

MOST_BYTES = 1 << 20
"""A form is shorter: a channel file has at most 64 KiB, and a form's letters may take nine each."""

BODY_S = 20.0
"""A body has so long to come; of one with a film, the next piece."""

FILMS = re.compile(r"/console/channels/[^/]+/inbox/films\Z")
"""Where films are sent to: their forms are long, and take their time."""

LOGOUT = "/console/oidc/logout"
"""Where the OpenID Connect provider posts to by itself; what it sends is signed."""

SLOWEST_BYTES = 64_000
"""Bytes a second in which a film comes at the least."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}
"""Headers of the console's pages, beside those of the public ones."""

_SAFE = ("GET", "HEAD")
_METHODS = (*_SAFE, "POST")


class TooMuchError(Exception):
    """A body is longer, or takes longer, than is set aside for it."""


class Gate:
    """ASGI middleware that lets pass what is meant for the console. `scope["door"]` says how.

    A film has at most `film_bytes`.
    """

    def __init__(self, app: ASGIApp, doors: Doors, *, film_bytes: int = 0) -> None:
        self._app = app
        self._doors = doors
        self._film_bytes = film_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        door = self._doors.of(scope)
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers, door)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        scope["door"] = door
        if door is not None and door.public:  # for `localhost` it would bind all of its ports
            send = _with_hsts(send)
        if FILMS.match(scope["path"]):
            length = int(headers.get("content-length", "0"))
            within_s = BODY_S + length / SLOWEST_BYTES
            bounded = _bounded(receive, most=length, within_s=within_s, piece_s=BODY_S)
        else:
            bounded = _bounded(receive, most=MOST_BYTES, within_s=BODY_S, piece_s=BODY_S)
        await self._app(scope, bounded, send)

    def _refusal(self, scope: Scope, headers: Headers, door: Door | None) -> Response | None:
        if scope["path"] == "/healthz":
            return None
        if door is None:
            text = (
                "The console answers to localhost, and to the address in WEBTV_CONSOLE_URL with "
                "TLS: its own, or that of a proxy whose address stands in WEBTV_TRUSTED_PROXIES. "
                "From elsewhere: ssh -L 8081:localhost:8081 this-machine\n"
            )
            return PlainTextResponse(text, 421)
        if scope["method"] not in _METHODS:
            return PlainTextResponse("There is GET, HEAD and POST.\n", 405)
        if scope["method"] in _SAFE:
            return None
        by_token = "authorization" in headers and "cookie" not in headers
        site = headers.get("sec-fetch-site")
        by_itself = by_token or scope["path"] == LOGOUT
        if not by_itself and (
            headers.getlist("origin") != [door.origin] or site not in (None, "same-origin")
        ):
            return PlainTextResponse("Only a page of this console may ask for that.\n", 403)
        film = FILMS.match(scope["path"]) is not None
        most = MOST_BYTES + (self._film_bytes if film else 0)
        length = headers.get("content-length", "" if film else "0")
        if not length.isascii() or not length.isdecimal() or int(length) > most:
            return PlainTextResponse(f"A form here has at most {most} bytes, and says so.\n", 413)
        return None


def _bounded(receive: Receive, *, most: int, within_s: float, piece_s: float) -> Receive:
    """`receive` for a body of at most `most` bytes that comes in time, as each piece of it does."""
    taken = 0
    whole = False
    loop = asyncio.get_running_loop()
    ends = loop.time() + within_s

    async def bounded() -> Message:
        nonlocal taken, whole
        if whole:
            return await receive()  # until the peer goes
        try:
            async with asyncio.timeout_at(min(ends, loop.time() + piece_s)):
                message = await receive()
        except TimeoutError:
            raise TooMuchError from None
        taken += len(message.get("body", b""))
        if taken > most:
            raise TooMuchError
        whole = not message.get("more_body", False)
        return message

    return bounded


def _with_hsts(send: Send) -> Send:
    async def with_hsts(message: Message) -> None:
        if message["type"] == "http.response.start":
            value = (b"strict-transport-security", b"max-age=31536000")
            message = {**message, "headers": [*message.get("headers", ()), value]}
        await send(message)

    return with_hsts
