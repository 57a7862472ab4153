"""Forms that strangers send: bounded, in time too, and from pages of this server alone."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urlsplit

from fastapi import HTTPException, Request
from starlette.requests import ClientDisconnect

MOST_BYTES = 8 << 10
"""A form is shorter: a suggestion has 400 characters at most, of up to twelve bytes each."""

_BODY_S = 10.0
_MOST_FIELDS = 8
_FORM = "application/x-www-form-urlencoded"


def check_origin(request: Request) -> None:
    """Raise a 403 where a page of another site has a visitor's browser send a form here.

    Browsers say so in Sec-Fetch-Site and Origin; programs need say neither.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    try:
        own = origin is None or urlsplit(origin).netloc == request.headers.get("host", "")
    except ValueError:
        own = False
    if not own or site not in (None, "same-origin", "none"):
        raise HTTPException(403, "only a page of this station may ask for that")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; the last of a name counts. Raises 413 and 422."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != _FORM:
        raise HTTPException(422, f"send a form ({_FORM})")
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_S):
            async for piece in request.stream():
                body += piece
                if len(body) > MOST_BYTES:
                    raise HTTPException(413, f"a form has at most {MOST_BYTES} bytes")
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            max_num_fields=_MOST_FIELDS,
            errors="strict",
        )
    except (TimeoutError, ClientDisconnect):
        raise HTTPException(413, "the form came too slowly") from None
    except ValueError:  # of bytes that are no text, too
        raise HTTPException(422, "the form cannot be read") from None
    return dict(pairs)
