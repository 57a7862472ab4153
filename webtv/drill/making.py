"""Faults of production and of what it works with: Spaces, a model server, its database."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime

from webtv.drill.fault import Fault, NotPlantedError, Planted
from webtv.drill.model_server import ModelServer
from webtv.drill.stage import Stage

_ASKED_S = 60.0
_BUSY_S = 5.0
_LOCKED_S = 10.0
"""Longer than production waits for a lock (`webtv.work.engine.BUSY_S`)."""


async def _produce(stage: Stage) -> None:
    await stage.produce()


async def _kill_production(stage: Stage) -> Planted:
    at = datetime.now(UTC)
    stage.kill("production")
    return Planted(lambda: all_spoke(stage, at), note=_makings(stage))


async def _kill_spaces(stage: Stage) -> Planted:
    before = stage.kill("spaces")

    async def back() -> bool:
        listening = await stage.reached(stage.settings.spaces_port)
        return listening and stage.anew("spaces", before)

    return Planted(back, note=_makings(stage))


async def _lose_model(stage: Stage) -> Planted:
    """Have production write with a model server, which then goes away in mid-answer."""
    server = ModelServer(stage.sandbox.model_port)
    await server.start()
    try:
        await stage.produce()
        try:
            async with asyncio.timeout(_ASKED_S):
                await server.asked.wait()
        except TimeoutError:
            raise NotPlantedError(f"production asked no model within {_ASKED_S:.0f} s") from None
    finally:
        server.vanish()
    return Planted(lambda: any(stage.making()))


async def _lock_database(stage: Stage) -> Planted:
    """Lock the sandbox's work book for longer than production waits for it."""
    file = stage.settings.home / "work.db"
    if not file.is_file():
        raise NotPlantedError("production has not begun its work book")
    with closing(sqlite3.connect(file, timeout=_BUSY_S, isolation_level=None)) as book:
        deadline = time.monotonic() + _BUSY_S
        while True:
            try:
                book.execute("BEGIN EXCLUSIVE")
                break
            except sqlite3.OperationalError as error:
                if time.monotonic() > deadline:
                    raise NotPlantedError(f"the work book cannot be locked: {error}") from None
        await asyncio.sleep(_LOCKED_S)
        book.execute("ROLLBACK")
    at = datetime.now(UTC)
    return Planted(lambda: all_spoke(stage, at))


def all_spoke(stage: Stage, since: datetime) -> bool:
    """Whether production has said something of every channel since then."""
    said = stage.producing()
    return all(c in said and said[c].written_at > since for c in stage.sandbox.channels)


def _makings(stage: Stage) -> str:
    return "" if stage.making() else "production made nothing at that moment"


MAKING = (
    Fault(
        "model-away",
        "a stand-in of a model server on this machine goes away in mid-answer",
        _lose_model,
        back_s=90.0,
    ),
    Fault(
        "spaces-dead",
        "the local Spaces are killed (-9)",
        _kill_spaces,
        prepare=_produce,
        back_s=60.0,
    ),
    Fault(
        "production-killed",
        "production is killed (-9)",
        _kill_production,
        prepare=_produce,
        back_s=60.0,
    ),
    Fault(
        "database-locked",
        f"another process locks the sandbox's work book for {_LOCKED_S:.0f} s (SQLite)",
        _lock_database,
        prepare=_produce,
        back_s=30.0,
    ),
)
