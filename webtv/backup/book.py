"""A copy of a database of the station while others write in it, and a look at one before it is
trusted.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from webtv.backup.contents import AUDIENCE, BOOK
from webtv.backup.database import check_database, copy_database, tables
from webtv.errors import ArchiveError
from webtv.log import redact

TOLD = {BOOK: "work book", AUDIENCE: "database of what viewers suggested"}
"""What people call each of these databases."""

_TOLD = {"commissions": ("body", "reason"), "calls": ("backend", "inputs", "reason")}
"""Where an address with a password may stand."""


def copy_book(source: Path, target: Path, *, keys: bool) -> None:
    """Copy a work book as it is at one moment.

    Without `keys`, passwords in addresses become `***`. Raises `ArchiveError` for one that is
    damaged or held by somebody.
    """
    try:
        copy_database(source, target, None if keys else _hide)
    except sqlite3.Error as error:
        raise ArchiveError(
            f"{source} cannot be read ({error}); if it is damaged, start "
            "production again, which sets it aside and begins a new one"
        ) from None


def check_book(file: Path) -> None:
    """Raise `ArchiveError` for a file that is no whole work book, or does more than hold rows."""
    try:
        check_database(file)
    except sqlite3.Error as error:
        raise ArchiveError(f"the {TOLD[file.name]} in it is damaged ({error})") from None


def _hide(copy: sqlite3.Connection) -> None:
    copy.create_function("redact", 1, lambda text: text and redact(str(text)), deterministic=True)
    known = tables(copy)
    for table, columns in _TOLD.items():
        for column in columns if table in known else ():
            told = f"UPDATE {table} SET {column} = redact({column})"
            copy.execute(f"{told} WHERE {column} <> redact({column})")
