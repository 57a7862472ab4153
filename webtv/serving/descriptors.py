"""The limit on open files, from which follows how many connections a server may hold."""

from __future__ import annotations

import resource
from contextlib import suppress

MOST = 4096
"""Connections of one server, however many files it may open."""

_RESERVED = 128
"""Descriptors that are left to the process for its own files."""

_WANTED = 2 * MOST + _RESERVED
_EACH = 2
"""A connection and the file that is being sent on it."""


def raise_limit() -> int:
    """Raise this process's limit on open files as far as it needs and may.

    Returns the number of connections that a server can then hold.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    unlimited = resource.RLIM_INFINITY
    wanted = _WANTED if hard == unlimited else min(_WANTED, hard)
    if soft != unlimited and soft < wanted:
        with suppress(OSError, ValueError):  # a sandbox may forbid it; then the old one holds
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return MOST if soft == unlimited else capacity(soft)


def capacity(files: int) -> int:
    """How many connections a process can hold that may have `files` files open."""
    return max(1, min(MOST, (files - _RESERVED) // _EACH))
