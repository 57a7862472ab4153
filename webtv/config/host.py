"""Tells how others reach a server, by the host that it is bound to."""

from __future__ import annotations

import socket

_ANY = ("0.0.0.0", "::", "")


def loopback(host: str) -> str:
    """The address to connect to for a server bound to `host`."""
    if host in _ANY:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def public_host(host: str) -> str:
    """The name to tell others for a server bound to `host`."""
    if host in ("127.0.0.1", "::1", "localhost"):
        return "localhost"
    if host in _ANY:
        return socket.gethostname()
    return f"[{host}]" if ":" in host else host
