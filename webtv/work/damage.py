"""A damaged SQLite file: it is kept under another name, and what can be read of it is copied."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from webtv.files import aside_of, sync_folder

_COMPANIONS = ("", "-wal", "-shm")


def set_aside(file: Path) -> Path:
    """Rename a database and what SQLite keeps beside it; gives its new name. Raises `OSError`."""
    aside = aside_of(file, "damaged")
    for companion in _COMPANIONS:
        source = file.with_name(file.name + companion)
        if source.exists():
            source.replace(aside.with_name(aside.name + companion))
    sync_folder(file.parent)
    return aside


def salvage(damaged: Path, target: sqlite3.Connection, tables: Sequence[str]) -> int:
    """Copy every row that can be read into the same tables of `target`; gives how many.

    `tables` are in the order of their references. A row whose reference is lost is left out, and
    so is one that is not whole.
    """
    copied = 0
    with closing(sqlite3.connect(damaged)) as source:
        for table in tables:
            for row in _rows(source, table):
                names = ", ".join(f'"{name}"' for name in row)
                places = ", ".join("?" * len(row))
                try:
                    copied += target.execute(
                        f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})",
                        tuple(row.values()),
                    ).rowcount
                except sqlite3.Error:
                    continue
    return copied


def _rows(source: sqlite3.Connection, table: str) -> Iterator[dict[str, object]]:
    """The rows before the first damage, then those after the last; some come twice."""
    for order in ("ASC", "DESC"):
        try:
            cursor = source.execute(f"SELECT * FROM {table} ORDER BY rowid {order}")
            names = [column[0] for column in cursor.description]
            for values in cursor:
                yield dict(zip(names, values, strict=True))
        except (sqlite3.Error, UnicodeError):
            continue
        return
