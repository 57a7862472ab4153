"""The number of connections that a server may hold: it follows from the limit on open files."""

from __future__ import annotations

from webtv.openfiles import raise_open_files

MOST = 4096
"""Connections of one server, however many files it may open."""

_RESERVED = 128
"""Descriptors that are left to the process for its own files."""

_WANTED = 2 * MOST + _RESERVED
_EACH = 2
"""A connection and the file that is being sent on it."""


def raise_capacity() -> int:
    """Let this process open as many files as its connections need, and may.

    Returns the number of connections that a server can then hold.
    """
    return capacity(raise_open_files(_WANTED))


def capacity(files: int) -> int:
    """The number of connections that a process can hold that may have `files` files open."""
    return max(1, min(MOST, (files - _RESERVED) // _EACH))
