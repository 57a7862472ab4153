"""The file that accounts, sessions and tokens lie in: SQLite, for the station's own user alone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from webtv.errors import WebTVError

_WAIT_S = 5.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS users (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, extra TEXT NOT NULL DEFAULT '',
    password TEXT NOT NULL, created REAL NOT NULL,
    totp TEXT NOT NULL DEFAULT '', totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE IF NOT EXISTS sessions (
    digest TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    created REAL NOT NULL, seen REAL NOT NULL, address TEXT NOT NULL, agent TEXT NOT NULL,
    way TEXT NOT NULL DEFAULT 'password'
) STRICT;
CREATE INDEX IF NOT EXISTS sessions_user ON sessions(user);
CREATE TABLE IF NOT EXISTS tokens (
    digest TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    label TEXT NOT NULL, channels TEXT NOT NULL, orders TEXT NOT NULL,
    created REAL NOT NULL, ends REAL NOT NULL, used REAL, used_from TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE IF NOT EXISTS attempts (
    key TEXT PRIMARY KEY, count INTEGER NOT NULL, last REAL NOT NULL, until REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS places (
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE, network TEXT NOT NULL,
    PRIMARY KEY (user, network)
) STRICT;
CREATE TABLE IF NOT EXISTS first_run (digest TEXT PRIMARY KEY, ends REAL NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS passkeys (
    id TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    label TEXT NOT NULL, site TEXT NOT NULL, key BLOB NOT NULL, count INTEGER NOT NULL,
    created REAL NOT NULL, used REAL, used_from TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE IF NOT EXISTS identities (
    issuer TEXT NOT NULL, subject TEXT NOT NULL,
    user TEXT NOT NULL REFERENCES users(name) ON DELETE CASCADE,
    ruled INTEGER NOT NULL, created REAL NOT NULL, used REAL, PRIMARY KEY (issuer, subject)
) STRICT;
CREATE TABLE IF NOT EXISTS invitations (
    user TEXT PRIMARY KEY REFERENCES users(name) ON DELETE CASCADE,
    digest TEXT NOT NULL UNIQUE, ends REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
"""


class Database:
    """Opens the file anew for each piece of work, which takes well under a millisecond."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._made = False

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """A connection to read with. Raises `WebTVError` where the file cannot be used."""
        try:
            with closing(self._open()) as connection:
                yield connection
        except sqlite3.Error as error:
            raise WebTVError(f"{self.path}: {error}") from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own: all that is done there is kept, or nothing is.

        Raises `WebTVError` where the file cannot be used.
        """
        with self.read() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        if not self._made or not self.path.exists():
            self._make()
        connection = sqlite3.connect(self.path, timeout=_WAIT_S, isolation_level=None)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        return connection

    def _make(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.parent.chmod(0o700)
            self.path.touch(mode=0o600)
            self.path.chmod(0o600)
        except OSError as error:
            raise WebTVError(f"{self.path}: {error.strerror}") from None
        with closing(sqlite3.connect(self.path, timeout=_WAIT_S)) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("BEGIN IMMEDIATE")
            if "way" not in {row[1] for row in connection.execute("PRAGMA table_info(sessions)")}:
                # A file of before there were other ways in than a password.
                connection.execute(
                    "ALTER TABLE sessions ADD COLUMN way TEXT NOT NULL DEFAULT 'password'"
                )
            connection.commit()
        self._made = True


def numbered(db: sqlite3.Connection, select: str, number: int, what: str) -> sqlite3.Row:
    """The row of a number; `WebTVError` says that there is no such `what`."""
    row: sqlite3.Row | None = db.execute(f"{select} WHERE number = ?", (number,)).fetchone()
    if row is None:
        raise WebTVError(f"there is no {what} {number}")
    return row
