"""The work book's database: opening, migrating, and what its failures mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import structlog
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from webtv.errors import ConfigError, DamagedWorkBookError, PreflightError, WorkBookError
from webtv.work.aside import set_aside

ResultT = TypeVar("ResultT")

BUSY_S = 5
"""Seconds to wait for another process's lock, and for Postgres to accept a connection."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_SQLITE = "sqlite:///"
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """One connection to the tables, in use by one thread."""

    def __init__(self, url: str) -> None:
        self._url = _parsed(url)
        self._file = Path(self._url.database or "") if self._url.drivername == "sqlite" else None
        self._engine = _engine(self._url)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    def open(self) -> None:
        """Bring the tables up to date. A damaged SQLite file is set aside and a new one begun.

        Raises `WorkBookError` if the database cannot be used now, `PreflightError` if a newer
        version of the station wrote it.
        """
        try:
            self._guarded(self._prepare)
        except DamagedWorkBookError as error:
            if self._file is None:
                raise
            self._engine.dispose()
            aside = self._guarded(lambda: set_aside(self._file))  # type: ignore[arg-type]
            structlog.get_logger().error(
                "the work book was damaged; a new one is begun, work in the making starts anew",
                error=str(error),
                kept=str(aside),
            )
            self._guarded(self._prepare)

    def transact(self, work: Callable[[Session], ResultT]) -> ResultT:
        """Do `work` in one transaction: all of it is on disk when this returns, or nothing.

        Raises `WorkBookError` or `DamagedWorkBookError`.
        """

        def done() -> ResultT:
            with self._sessions.begin() as session:
                return work(session)

        return self._guarded(done)

    def close(self) -> None:
        """Close the connection; SQLite folds its WAL into the file."""
        self._engine.dispose()

    def _prepare(self) -> None:
        if self._file is not None:
            make_private(self._file)
        with self._engine.begin() as connection:
            if self._file is not None:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                if found != "ok":
                    raise DamagedWorkBookError(f"{self._file}: {found}")
            self._migrate(connection)

    def _migrate(self, connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        present = MigrationContext.configure(connection).get_current_revision()
        known = {s.revision for s in ScriptDirectory.from_config(config).walk_revisions()}
        if present is not None and present not in known:
            raise PreflightError(
                f"{self._place}: a newer WebTV wrote it (revision {present}); "
                "update this one, or move it away to begin a new one"
            )
        command.upgrade(config, "head")

    def _guarded(self, work: Callable[[], ResultT]) -> ResultT:
        """Do `work`; failures of the database and of the disk become errors of the work book."""
        try:
            return work()
        except (DBAPIError, PoolTimeoutError, OSError) as error:
            raise self._meaning(error) from error

    def _meaning(self, error: SQLAlchemyError | OSError) -> Exception:
        cause = error.orig if isinstance(error, DBAPIError) else error
        text = f"{self._place}: {' '.join(str(cause).split())}"
        if isinstance(cause, sqlite3.Error):
            code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
            if code in _DAMAGE:
                return DamagedWorkBookError(text)
            # SQLite would go on with a deleted file, whose name may be another file's by now.
            if self._file is not None and not self._file.exists():
                return DamagedWorkBookError(f"{text}; the file is gone")
        if isinstance(error, DBAPIError) and not _is_passing(error):
            return error
        return WorkBookError(text)

    @property
    def _place(self) -> str:
        return str(self._file or self._url.render_as_string(hide_password=True))


def make_private(file: Path) -> None:
    """Have `file` be there, for its owner alone; SQLite gives its WAL the same mode."""
    file.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600))
    file.chmod(0o600)


def _is_passing(error: DBAPIError) -> bool:
    """Whether the same statement may work later; if not, the statement is wrong."""
    kind = type(error.orig).__name__
    return error.connection_invalidated or kind in ("OperationalError", "InterfaceError")


def _parsed(url: str) -> URL:
    if url.startswith(_SQLITE):
        # Not parsed: a folder's name may hold what a URL could not.
        return URL.create("sqlite", database=url.removeprefix(_SQLITE))
    try:
        parsed = make_url(url)
    except ArgumentError:
        parsed = URL.create("none")
    if parsed.drivername not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ConfigError(
            "WEBTV_DATABASE_URL: must be postgresql://USER:PASSWORD@HOST/NAME or sqlite:///PATH"
        )
    return parsed.set(drivername="postgresql+psycopg")


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        engine = create_engine(
            url, pool_size=1, max_overflow=0, connect_args={"timeout": float(BUSY_S)}
        )
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(
            url,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            connect_args={
                "connect_timeout": BUSY_S,
                "tcp_user_timeout": 10_000,
                "application_name": "webtv",
                "options": f"-c statement_timeout=20s -c lock_timeout={BUSY_S}s",
            },
        )
    except ModuleNotFoundError:
        raise PreflightError(
            "WEBTV_DATABASE_URL names Postgres, whose driver is missing: "
            "pip install 'webtv[postgres]'"
        ) from None


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


def _begin_sqlite(connection: Connection) -> None:
    # At once for writing: a transaction that turns from reading to writing cannot wait its turn.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
