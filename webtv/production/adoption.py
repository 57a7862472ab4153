"""Waits until the mirror has brought what production goes on from."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import structlog

from webtv.config.settings import Settings
from webtv.model.status import MirrorStatus
from webtv.store.status import read_station

PATIENCE_S = 30.0
"""Seconds after which production begins with what is here: the mirror or its store is away."""

_LOOK_S = 0.5


async def adopted(
    settings: Settings, stop: asyncio.Event, *, patience_s: float = PATIENCE_S
) -> None:
    """Wait for the library and the rundown of the store, if the station has one.

    Without them a new machine would make anew what there is, and number its playlists from 1. While
    the mirror works, it is waited for as long as it takes. Production must hold its lock.
    """
    if settings.store is None:
        return
    log, loop = structlog.get_logger(), asyncio.get_running_loop()
    log.info("waiting for what the store has", store=settings.store)
    deadline = loop.time() + patience_s
    while not stop.is_set():
        status = read_station(settings.status_dir, MirrorStatus, now=datetime.now(UTC))
        if status is not None and status.produces and status.adopted:
            return
        if status is not None and not status.problem:
            deadline = loop.time() + patience_s
        if loop.time() > deadline:
            reason = status.problem if status else "the mirror does not run"
            log.warning("production begins with what is here", reason=reason)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_S):
                await stop.wait()
