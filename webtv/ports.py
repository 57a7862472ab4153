"""TCP ports the station listens on: tried before they are needed, or opened, with one message."""

from __future__ import annotations

import errno
import socket

from webtv.errors import PreflightError


def require_port(host: str, port: int, *, purpose: str, variable: str) -> None:
    """Raise `PreflightError` if nothing could listen on this address now.

    `variable` is the setting that names the port, for the cure.
    """
    with socket.socket(_family(host), socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise _refusal(host, port, purpose, variable, error) from None


def open_port(
    host: str, port: int, *, purpose: str, variable: str, backlog: int = 128
) -> socket.socket:
    """A socket that listens on this address, or a `PreflightError` with the cure."""
    try:
        return socket.create_server((host, port), family=_family(host), backlog=backlog)
    except OSError as error:
        raise _refusal(host, port, purpose, variable, error) from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _refusal(host: str, port: int, purpose: str, variable: str, error: OSError) -> PreflightError:
    in_use = error.errno == errno.EADDRINUSE
    reason = "it is in use" if in_use else str(error.strerror or error).lower()
    return PreflightError(
        f"port {port} for {purpose} cannot be used on {host} ({reason}): stop what uses it, "
        f"or choose another with {variable}=..."
    )
