"""A copy of a database of the station while others write in it, and a look at one before it is
trusted.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from webtv.backup.contents import AUDIENCE, BOOK
from webtv.errors import ArchiveError
from webtv.log import redact

_BUSY_S = 30.0

TOLD = {BOOK: "work book", AUDIENCE: "database of what viewers suggested"}
"""What people call each of these databases."""

_TOLD = {"commissions": ("body", "reason"), "calls": ("backend", "inputs", "reason")}
"""Where an address with a password may stand."""


def copy_book(source: Path, target: Path, *, keys: bool) -> None:
    """Copy a work book as it is at one moment, by SQLite's own backup.

    Without `keys`, passwords in addresses become `***`. Raises `ArchiveError` for one that is
    damaged or held by somebody.
    """
    try:
        with (
            closing(sqlite3.connect(_address(source), uri=True, timeout=_BUSY_S)) as book,
            closing(sqlite3.connect(target, isolation_level=None)) as copy,
        ):
            book.backup(copy)
            if not keys:
                _hide(copy)
            # So that the copy is one file, without another beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            _check(copy)
    except sqlite3.Error as error:
        raise ArchiveError(
            f"{source} cannot be read ({error}); if it is damaged, start "
            "production again, which sets it aside and begins a new one"
        ) from None


def check_book(file: Path) -> None:
    """Raise `ArchiveError` for a file that is no whole work book, or does more than hold rows."""
    try:
        with closing(sqlite3.connect(_address(file), uri=True)) as book:
            book.execute("PRAGMA trusted_schema = OFF")
            _check(book)
    except sqlite3.Error as error:
        raise ArchiveError(f"the {TOLD[file.name]} in it is damaged ({error})") from None


def _check(book: sqlite3.Connection) -> None:
    (found,) = book.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    others = book.execute("SELECT type FROM sqlite_master WHERE type NOT IN ('table', 'index')")
    if (other := others.fetchone()) is not None:
        raise sqlite3.DatabaseError(f"it has a {other[0]}, which none of ours has")


def _hide(copy: sqlite3.Connection) -> None:
    copy.create_function("redact", 1, lambda text: text and redact(str(text)), deterministic=True)
    known = {name for (name,) in copy.execute("SELECT name FROM sqlite_master")}
    changed = 0
    for table, columns in _TOLD.items():
        for column in columns if table in known else ():
            told = f"UPDATE {table} SET {column} = redact({column})"
            changed += copy.execute(f"{told} WHERE {column} <> redact({column})").rowcount
    if changed:
        copy.execute("VACUUM")  # else the old rows stay in free pages


def _address(file: Path) -> str:
    return f"{file.absolute().as_uri()}?mode=ro"
