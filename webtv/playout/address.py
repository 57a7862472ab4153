"""Addresses the channel is published to."""

from __future__ import annotations

import hmac
from time import time
from urllib.parse import urlsplit

SIGNATURE_LIFE_S = 60
"""A signature is checked when a connection is made, so it need not live longer than that takes."""


def signed_address(base: str, channel: str, *, secret: str, now: float | None = None) -> str:
    """The address at which the station publishes or pulls a stream of its own RTMP server.

    Signed as `rtmp/keys.mjs` checks it: `sign=<expiry>-<HMAC-SHA256 of "path-expiry">`.
    """
    expiry = int(time() if now is None else now) + SIGNATURE_LIFE_S
    path = f"{urlsplit(base).path}/{channel}"
    digest = hmac.new(secret.encode(), f"{path}-{expiry}".encode(), "sha256").hexdigest()
    return f"{base}/{channel}?sign={expiry}-{digest}"


def shown_address(address: str) -> str:
    """`address` as it may be shown: without what may be a key."""
    parts = urlsplit(address)
    names = [name for name in parts.path.split("/") if name]
    if parts.query.startswith("sign=") or not names:
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    shown = "/".join([*names[:1], *["***" for _ in names[1:2]]])
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/{shown}"
