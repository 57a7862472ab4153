"""Connections to SQLite and to Postgres, each set up so that a commit is durable."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import ConnectionPoolEntry

from webtv.errors import ConfigError, PreflightError, WorkBookError

BUSY_S = 5
"""Seconds to wait for another process's lock, and for Postgres to accept a connection."""

_SQLITE = "sqlite:///"
_KEEP_ALIVE = {
    # So that the server gives up a dead production's connection, and its claim, in half a minute.
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 4,
}
_CLAIM = int.from_bytes(b"webtv")
"""The advisory lock that says that a production works with a database."""


@dataclass(frozen=True, slots=True)
class Use:
    """What a connection to Postgres is for.

    `claim` keeps productions apart: one that works alone, or any number that share by leases.
    Within `patience_s` seconds a statement is answered, or given up.
    """

    claim: Literal["alone", "shared", "none"] = "alone"
    patience_s: int = 20


ALONE = Use()
SHARED = Use(claim="shared")
LEASES = Use(claim="none", patience_s=2)
"""A sign of life that comes later than that is none."""


def parse_url(url: str) -> URL:
    """The database's address; `ConfigError` if it cannot be one of ours. Passwords are not told."""
    if url.startswith(_SQLITE):
        # Not parsed: a folder's name may hold what a URL could not.
        return URL.create("sqlite", database=url.removeprefix(_SQLITE))
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # the latter for a port that is no number
        parsed = URL.create("none")
    if parsed.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ConfigError(
            "WEBTV_DATABASE_URL: must be postgresql://USER:PASSWORD@HOST/NAME or sqlite:///PATH"
        )
    return parsed.set(drivername="postgresql+psycopg")


def make_engine(url: URL, use: Use = ALONE) -> Engine:
    """An engine of one connection; `PreflightError` if the driver is missing."""
    if url.drivername == "sqlite":
        engine = create_engine(
            url, pool_size=1, max_overflow=0, connect_args={"timeout": float(BUSY_S)}
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    limits = {
        "statement_timeout": f"{use.patience_s}s",
        "lock_timeout": f"{min(BUSY_S, use.patience_s)}s",
        **_KEEP_ALIVE,
    }
    try:
        engine = create_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": min(BUSY_S, use.patience_s),
                "tcp_user_timeout": use.patience_s * 500,
                "application_name": "webtv",
                "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            },
        )
    except ModuleNotFoundError:
        raise PreflightError(
            "WEBTV_DATABASE_URL names Postgres, whose driver is missing: "
            "pip install '.[postgres]' in the project's folder"
        ) from None
    if use.claim != "none":
        event.listen(engine, "connect", partial(_claim_postgres, shared=use.claim == "shared"))
    return engine


def _set_up_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    """WAL, so that a reader does not stop the writer; FULL, so that a commit survives power cuts.

    See https://www.sqlite.org/pragma.html#pragma_synchronous.
    """
    # SQLAlchemy begins transactions itself: sqlite3 would leave reads and tables out of them.
    connection.isolation_level = None
    cursor = connection.cursor()
    for setting in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {setting}")
    cursor.close()


def _claim_postgres(
    connection: DBAPIConnection, _entry: ConnectionPoolEntry, *, shared: bool
) -> None:
    """Two productions with one book would make every programme twice, unless leases part them."""
    cursor = connection.cursor()
    lock = "pg_try_advisory_lock_shared" if shared else "pg_try_advisory_lock"
    cursor.execute(f"SELECT {lock}(%s)", (_CLAIM,))
    claimed = cursor.fetchone()
    cursor.close()
    connection.commit()
    if claimed != (True,):
        raise WorkBookError(
            "another production works with this database: each needs its own, or WEBTV_MACHINE "
            "on every machine that shares it"
        )


def _begin_sqlite(connection: Connection) -> None:
    # At once for writing: a transaction that turns from reading to writing cannot wait its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
