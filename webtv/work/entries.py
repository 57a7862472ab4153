"""Entries of the work book: made by one thread, in order, and what a failure of them means."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sqlalchemy.orm import Session

from webtv.errors import DamagedWorkBookError, SupersededError, WorkBookError
from webtv.outage import Outage
from webtv.work.database import Database
from webtv.work.worker import Worker

ResultT = TypeVar("ResultT")

Fence = Callable[[Session], None]
"""Raises `SupersededError` in a transaction that is another machine's to make by now."""

DEADLINE_S = 120.0
"""Seconds that one entry may take, those before it included."""

RETRY_S = 2.0
"""Seconds before what has happened is tried to be written down again."""


class Entries:
    """The thread that has the database. `folder` is where artifacts lie, for messages."""

    def __init__(self, database: Database, *, folder: Path, fence: Fence | None) -> None:
        self.damage = ""
        """What only a new start of production can mend; or empty."""
        self._database = database
        self._folder = folder
        self._fence = fence
        self._worker = Worker("work-book")
        self._outage = Outage(
            "the work book cannot be used, it is tried again", "the work book can be used again"
        )

    def start(self) -> None:
        """Start the thread, once."""
        self._worker.start()

    def stop(self) -> None:
        """End the thread after what it was given so far."""
        self._worker.stop()

    async def make(self, entry: Callable[[Session], ResultT]) -> ResultT:
        """Make an entry of what is planned, in one transaction."""

        def fenced(session: Session) -> ResultT:
            if self._fence is not None:
                self._fence(session)
            return entry(session)

        return await self.do(lambda: self._database.transact(fenced))

    async def record(self, piece: Callable[[], ResultT]) -> ResultT:
        """Write down what has happened, however long that takes."""
        while True:
            try:
                return await self.do(piece)
            except WorkBookError:
                await asyncio.sleep(RETRY_S)

    async def do(self, piece: Callable[[], ResultT]) -> ResultT:
        """Have the thread do a piece of work; tell when the book is lost, and when it is back."""
        try:
            result = await self.attempt(piece)
        except SupersededError:
            raise
        except WorkBookError as error:
            self._outage.begin(error)
            raise
        except DamagedWorkBookError as error:
            self.damage = str(error)
            raise
        self._outage.end()
        return result

    async def attempt(self, piece: Callable[[], ResultT]) -> ResultT:
        """Have the thread do a piece of work, and say nothing of it in the log."""
        try:
            return await self._worker.do(piece, deadline_s=DEADLINE_S)
        except TimeoutError:
            raise WorkBookError(f"the work book did not answer in {DEADLINE_S:g} s") from None
        except OSError as error:
            raise WorkBookError(f"{self._folder}: {error}") from error
