"""A connection of strangers' part of the station: it reads, and adds rows to a few tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection

_HARMLESS = frozenset(
    {
        sqlite3.SQLITE_SELECT,
        sqlite3.SQLITE_READ,
        sqlite3.SQLITE_FUNCTION,
        sqlite3.SQLITE_TRANSACTION,
    }
)
_LOOKS = ("table_info", "table_xinfo")
"""Pragmas that tell which columns a table has."""


def only_adding(tables: Collection[str]) -> Callable[..., int]:
    """SQLite's authorizer for a guest: it may read everything, and insert into `tables`.

    No row is ever changed or deleted, and no other file attached. SQLite asks it while it prepares
    a statement: https://www.sqlite.org/c3ref/set_authorizer.html. On Postgres the guest's role has
    these rights and no others.
    """

    def judge(action: int, first: str | None, *_others: str | None) -> int:
        allowed = action in _HARMLESS
        allowed = allowed or (action == sqlite3.SQLITE_INSERT and first in tables)
        allowed = allowed or (action == sqlite3.SQLITE_PRAGMA and first in _LOOKS)
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return judge
