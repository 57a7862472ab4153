"""Faults of one channel, kept apart from all others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def kept_apart(channel_id: str, faults: dict[str, Exception]) -> Iterator[None]:
    """What fails of one channel is kept in `faults`, the first of it, and stops no other."""
    try:
        yield
    except Exception as error:
        faults.setdefault(channel_id, error)
