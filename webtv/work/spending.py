"""The spending of channels, for commands that work beside production.

They read the work book's account and add to it; all else in it is production's alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from webtv.model.cost import Cost
from webtv.threads import in_thread
from webtv.work import charges
from webtv.work.commission import day_of
from webtv.work.database import Database


async def spent_on_day(url: str, channel: str, at: datetime) -> Cost:
    """All that a channel spent on the UTC day of `at`. Raises `WorkBookError`."""

    def read() -> Cost:
        with _opened(url) as database:
            return database.transact(lambda s: charges.spent(s, channel, day_of(at)))

    return await in_thread(read, name="spending")


async def charge(url: str, channel: str, cost: Cost, what: str, at: datetime) -> None:
    """Charge a channel for something that belongs to no programme. Raises `WorkBookError`."""

    def write() -> None:
        with _opened(url) as database:
            database.transact(
                lambda s: charges.charge(s, channel, cost, what, programme_id=None, at=at)
            )

    await in_thread(write, name="spending")


@contextmanager
def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    database.open()
    try:
        yield database
    finally:
        database.close()
