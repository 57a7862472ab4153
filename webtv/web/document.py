"""A text as it is sent to many: whole, packed once, and marked by its content."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate

from fastapi import Request, Response
from starlette.types import Receive, Scope, Send

_PACKED_FROM = 500
"""Smaller texts are not worth compressing."""

_LEVEL = 5
_PACKED = "-gzip"
_PIECE_BYTES = 64 << 10


@dataclass(frozen=True, slots=True)
class Document:
    """A text at one moment; `packed` is it compressed, or None if it is small.

    The tag is strong: equal tags mean equal bytes. So the packed text has one of its own
    (RFC 9110, 8.8.3.3).
    """

    body: bytes
    packed: bytes | None
    tag: str
    modified: str

    def answer(self, request: Request, *, media_type: str, headers: Mapping[str, str]) -> Response:
        """The answer to a request for it: 304 to who has it already, packed for who takes that."""
        headers = {
            **headers,
            "Cache-Control": "no-cache",
            "ETag": f'"{self.tag}"',
            "Last-Modified": self.modified,
            "Vary": "Accept-Encoding",
        }
        asked = request.headers.get("if-none-match", "").split(",")
        known = {tag.strip().removeprefix("W/") for tag in asked}
        for tag in (f'"{self.tag}"', f'"{self.tag}{_PACKED}"'):
            if tag in known:
                return Response(status_code=304, headers={**headers, "ETag": tag})
        if self.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
            headers |= {"Content-Encoding": "gzip", "ETag": f'"{self.tag}{_PACKED}"'}
            return _InPieces(self.packed, media_type=media_type, headers=headers)
        return _InPieces(self.body, media_type=media_type, headers=headers)


class _InPieces(Response):
    """A text of which a viewer who does not read holds a piece, and not a copy of the whole."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it piece by piece, each as the one before is taken."""
        start = {"type": "http.response.start", "status": self.status_code}
        await send({**start, "headers": self.raw_headers})
        body = memoryview(self.body)
        for at in range(0, max(1, len(body)), _PIECE_BYTES):
            piece, more = bytes(body[at : at + _PIECE_BYTES]), at + _PIECE_BYTES < len(body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})


def document(body: bytes, *, modified_s: float) -> Document:
    """The document of a text that was made or changed at a POSIX time."""
    return Document(
        body=body,
        packed=gzip.compress(body, _LEVEL, mtime=0) if len(body) >= _PACKED_FROM else None,
        tag=hashlib.blake2b(body, digest_size=12).hexdigest(),
        modified=formatdate(modified_s, usegmt=True),
    )
