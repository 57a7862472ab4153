"""Signed addresses of the station's own RTMP server, as `rtmp/keys.mjs` checks them."""

from __future__ import annotations

import hmac
import secrets
from time import time
from urllib.parse import urlsplit

GENERATED = "generated"
"""The application at which the Spaces publish live programmes, by the ids of their channels."""

SIGNATURE_LIFE_S = 60
"""A signature is checked when a connection is made, so it need not live longer than that takes.

It may stand on a command line, for the station's own server on this machine: that takes it once,
and from this user alone.
"""


def signed_address(
    base: str, channel: str, *, secret: str, now: float | None = None, epoch: int = 0
) -> str:
    """The address at which the station publishes or pulls a stream of its own RTMP server.

    Signed as `rtmp/keys.mjs` checks it: `sign=<expiry>-<epoch>-<nonce>-<HMAC-SHA256 of
    "path-expiry-epoch-nonce">`. Each is good for publishing once. Of several machines the server
    takes the one with the highest `epoch`, and refuses those that it took before.
    """
    expiry = int(time() if now is None else now) + SIGNATURE_LIFE_S
    path = f"{urlsplit(base).path}/{channel}"
    signed = f"{expiry}-{epoch}-{secrets.token_hex(8)}"
    digest = hmac.new(secret.encode(), f"{path}-{signed}".encode(), "sha256").hexdigest()
    return f"{base}/{channel}?sign={signed}-{digest}"
