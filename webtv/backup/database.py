"""Copies of SQLite files while somebody writes in them, and a look at one before it is trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

_BUSY_S = 30.0


def copy_database(
    source: Path, target: Path, change: Callable[[sqlite3.Connection], None] | None = None
) -> None:
    """Copy a file as it is at one moment, by SQLite's own backup; `change` the copy.

    Raises `sqlite3.Error` for one that is damaged or held by somebody.
    """
    with (
        closing(sqlite3.connect(_address(source), uri=True, timeout=_BUSY_S)) as database,
        closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        database.backup(copy)
        if change is not None:
            before = copy.total_changes
            change(copy)
            if copy.total_changes > before:
                copy.execute("VACUUM")  # else the old rows stay in free pages
        # So that the copy is one file, without another beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
        _check(copy)


def check_database(file: Path) -> None:
    """Raise `sqlite3.Error` for a file that is not whole, or does more than hold rows."""
    with closing(sqlite3.connect(_address(file), uri=True)) as database:
        database.execute("PRAGMA trusted_schema = OFF")
        _check(database)


def tables(database: sqlite3.Connection) -> set[str]:
    """The names of its tables and indices."""
    return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}


def _check(database: sqlite3.Connection) -> None:
    (found,) = database.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    others = database.execute("SELECT type FROM sqlite_master WHERE type NOT IN ('table', 'index')")
    if (other := others.fetchone()) is not None:
        raise sqlite3.DatabaseError(f"it has a {other[0]}, which none of ours has")


def _address(file: Path) -> str:
    return f"{file.absolute().as_uri()}?mode=ro"
