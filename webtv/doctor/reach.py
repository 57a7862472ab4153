"""Whether a server takes connections."""

from __future__ import annotations

import socket

ANSWER_S = 5.0


def unreachable(host: str, port: int) -> str:
    """Why a TCP port cannot be connected to, after a verb; empty if it can."""
    try:
        socket.create_connection((host, port), timeout=ANSWER_S).close()
    except TimeoutError:
        return f"does not answer within {ANSWER_S:g} s"
    except OSError as error:
        return f"cannot be reached ({(error.strerror or str(error)).lower()})"
    return ""
