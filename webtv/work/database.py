"""A database of the station: opening, migrating, and what its failures mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

import structlog
from sqlalchemy import Connection, event, inspect
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from webtv.errors import DamagedWorkBookError, PreflightError, WorkBookError
from webtv.work.damage import salvage, set_aside
from webtv.work.engine import ALONE, Use, make_engine, parse_url
from webtv.work.guest import only_adding
from webtv.work.schema import WORK_BOOK, Schema

ResultT = TypeVar("ResultT")

_MIGRATING = int.from_bytes(b"tables")
"""The advisory lock of whoever brings the tables of a shared database up to date."""

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """One connection to the tables of a `schema`, in use by one thread.

    A `guest` makes no tables: it waits for another process to have done so. It reads, and adds to
    those that its schema has for guests.
    """

    def __init__(
        self, url: str, use: Use = ALONE, schema: Schema = WORK_BOOK, *, guest: bool = False
    ) -> None:
        self._schema = schema
        self._guest = guest
        self._url = parse_url(url)
        self._file = Path(self._url.database or "") if self._url.drivername == "sqlite" else None
        self._opened: tuple[int, int] | None = None
        self._engine = make_engine(self._url, use)
        if guest and self._file is not None:
            event.listen(self._engine, "connect", self._bound)
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
            self._guarded(partial(self._begin_anew, self._file, str(error)))

    def transact(self, work: Callable[[Session], ResultT]) -> ResultT:
        """Do `work` in one transaction: all of it is on disk when this returns, or nothing.

        Raises `WorkBookError` or `DamagedWorkBookError`.
        """

        def done() -> ResultT:
            self._find_file()
            with self._sessions.begin() as session:
                return work(session)

        return self._guarded(done)

    def close(self) -> None:
        """Close the connection; SQLite folds its WAL into the file."""
        self._engine.dispose()

    def _prepare(self) -> None:
        if self._guest:
            self._look()
            return
        if self._file is not None:
            make_private(self._file)
            self._opened = _identity(self._file)
        with self._engine.begin() as connection:
            if self._file is not None:
                found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
                if found != "ok":
                    raise DamagedWorkBookError(f"{self._file}: {found}")
            self._migrate(connection)

    def _bound(self, connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        assert isinstance(connection, sqlite3.Connection)
        connection.set_authorizer(only_adding(self._schema.for_guests))

    def _look(self) -> None:
        """Find the tables as they should be. Raises `WorkBookError` while they are not."""
        if self._file is not None:
            self._opened = _identity(self._file)
            if self._opened is None:
                raise WorkBookError(f"{self._file}: is not there yet")
        with self._engine.begin() as connection:
            if self._revision(connection) != self._schema.revision:
                raise WorkBookError(f"{self._place}: its tables are not up to date yet")

    def _begin_anew(self, file: Path, reason: str) -> None:
        self._engine.dispose()
        aside = set_aside(file)
        self._prepare()
        tables = [table.name for table in self._schema.metadata.sorted_tables]
        with self._engine.begin() as connection:
            target = connection.connection.driver_connection
            assert isinstance(target, sqlite3.Connection)
            saved = salvage(aside, target, tables)
        structlog.get_logger().error(
            f"{self._schema.name} is damaged: a new one is begun with what could be read of it",
            reason=reason,
            records=saved,
            damaged=str(aside),
        )

    def _migrate(self, connection: Connection) -> None:
        if connection.dialect.name == "postgresql":  # several machines may start at once
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
        present = self._revision(connection)
        if present == self._schema.revision:
            return
        # It takes a while to import, and almost every start comes without it.
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(self._schema.migrations).replace("%", "%%"))
        config.attributes["connection"] = connection
        known = {s.revision for s in ScriptDirectory.from_config(config).walk_revisions()}
        if present is not None and present not in known:
            raise PreflightError(
                f"{self._place}: a newer WebTV wrote it (revision {present}); "
                "update this one, or move it away to begin a new one"
            )
        command.upgrade(config, "head")

    def _revision(self, connection: Connection) -> str | None:
        table = self._schema.version_table
        if not inspect(connection).has_table(table):
            return None
        found = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()
        return str(found) if found is not None else None

    def _find_file(self) -> None:
        """SQLite would go on with a file that was deleted or replaced, and lose all of it."""
        if self._file is not None and _identity(self._file) != self._opened:
            raise DamagedWorkBookError(f"{self._file} is gone, or is another file by now")

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


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _is_passing(error: DBAPIError) -> bool:
    """Whether the same statement may work later; if not, the statement is wrong."""
    return error.connection_invalidated or isinstance(error, (OperationalError, InterfaceError))
