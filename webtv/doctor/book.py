"""The work book's database: whole, and free to be written in."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import URL

from webtv.config.settings import Settings
from webtv.doctor.finding import Finding, fault
from webtv.doctor.reach import unreachable
from webtv.errors import ConfigError
from webtv.work.engine import parse_url

_BUSY_S = 3.0
"""Production holds the lock for milliseconds at a time."""


def look_at_book(settings: Settings) -> Finding:
    """Look at the database that production keeps its work in."""
    try:
        url = parse_url(settings.work_book_url)
    except ConfigError as error:
        return fault("work book", str(error), "correct it")
    if url.drivername != "sqlite":
        return _postgres(url)
    file = Path(url.database or "")
    if not file.exists():
        return Finding("work book", "none yet")
    try:
        with closing(
            sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_BUSY_S)
        ) as book:
            book.isolation_level = None
            (state,) = book.execute("PRAGMA quick_check(1)").fetchone()
            if state != "ok":
                raise sqlite3.DatabaseError(state)
            book.execute("BEGIN IMMEDIATE")
            book.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            holders = ", ".join(_holders(file)) or "another program"
            return fault("work book", f"{file} is held by {holders}", "end what holds it")
        return fault("work book", f"{file}: {error}", "see who may read and write it")
    except sqlite3.Error as error:
        cure = "start production again: it sets the file aside and copies what can be read"
        return fault("work book", f"{file} is damaged ({error})", cure)
    return Finding("work book", f"{file}, {file.stat().st_size / 1e6:.1f} MB")


def _postgres(url: URL) -> Finding:
    host, port = url.host, url.port or 5432
    if host is None:
        return Finding("work book", "Postgres by a socket, which is not looked at")
    if reason := unreachable(host, port):
        cure = "start the server, or correct WEBTV_DATABASE_URL"
        return fault("work book", f"Postgres at {host}:{port} {reason}", cure)
    return Finding("work book", f"Postgres at {host}:{port} answers")


def _holders(file: Path) -> list[str]:
    """The processes that have a file open, as far as this user may see them; proc(5), fd."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        with suppress(OSError):
            if any(fd.readlink() == file.absolute() for fd in (process / "fd").iterdir()):
                found.append(f"{(process / 'comm').read_text().strip()} (process {process.name})")
    return found
