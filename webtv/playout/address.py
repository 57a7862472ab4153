"""Addresses the channel is published to."""

from __future__ import annotations

import hashlib
from time import time
from urllib.parse import urlsplit

SIGNATURE_LIFE_S = 60
"""A signature is checked when a connection is made, so it need not live longer than that takes."""


def signed_address(base: str, channel: str, *, secret: str, now: float | None = None) -> str:
    """The address to publish a channel to on the station's own RTMP server.

    Signed as node-media-server checks it: `sign=<expiry>-<md5 of path-expiry-secret>`.
    """
    expiry = int(time() if now is None else now) + SIGNATURE_LIFE_S
    path = f"{urlsplit(base).path}/{channel}"
    digest = hashlib.md5(f"{path}-{expiry}-{secret}".encode(), usedforsecurity=False).hexdigest()
    return f"{base}/{channel}?sign={expiry}-{digest}"


def shown_address(address: str) -> str:
    """`address` as it may be shown: without what may be a key."""
    parts = urlsplit(address)
    names = [name for name in parts.path.split("/") if name]
    if parts.query.startswith("sign=") or not names:
        return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
    shown = "/".join([*names[:1], *["***" for _ in names[1:2]]])
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/{shown}"
