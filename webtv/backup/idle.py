"""Holds a home while its files are replaced: no part of a station may run on it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from webtv.errors import ConfigError, PreflightError
from webtv.preflight import only_station
from webtv.store.onair import NAME
from webtv.store.production_lock import production_lock


@contextmanager
def idle(home: Path) -> Iterator[None]:
    """Hold the locks of `webtv up`, of production and of playout on every channel.

    Raises `PreflightError` if one of them runs; with Docker Compose, each part runs alone.
    """
    with ExitStack() as stack:
        stack.enter_context(only_station(home))
        try:
            stack.enter_context(production_lock(home))
        except ConfigError:
            raise PreflightError(f"production works in {home}: stop it first") from None
        for path in sorted((home / "asrun").glob(f"*/{NAME}")):
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise PreflightError(
                    f"{path.parent.name} is on air from {home}: stop playout first"
                ) from None
        yield
