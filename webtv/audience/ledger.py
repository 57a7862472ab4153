"""The audience's database as its users have it: opened at the first use, and again after a loss."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from webtv.audience.tables import AUDIENCE
from webtv.errors import DamagedWorkBookError, WorkBookError
from webtv.work.database import Database
from webtv.work.engine import Use

ResultT = TypeVar("ResultT")

_USE = Use(claim="none", patience_s=5)


class Ledger:
    """One connection for all threads of a process, which have it one after the other.

    A `guest` speaks to strangers: it may only add what they suggest, vote for and like.
    """

    def __init__(self, url: str, *, guest: bool = False) -> None:
        self._url = url
        self._guest = guest
        self._database: Database | None = None
        self._in_use = threading.Lock()

    def do(self, entry: Callable[[Session], ResultT]) -> ResultT:
        """Do `entry` in one transaction. Blocks; raises `WorkBookError` while that cannot be."""
        with self._in_use:
            try:
                if self._database is None:
                    database = Database(self._url, _USE, AUDIENCE, guest=self._guest)
                    try:
                        database.open()
                    except BaseException:
                        database.close()
                        raise
                    self._database = database
                return self._database.transact(entry)
            except DamagedWorkBookError as error:  # the next use opens it anew
                self._close()
                raise WorkBookError(str(error)) from error

    def close(self) -> None:
        """Close the connection; the next use opens it again."""
        with self._in_use:
            self._close()

    def _close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None
