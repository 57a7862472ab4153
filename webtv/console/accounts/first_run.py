"""The first account: made on the station's own machine, with a link that works once."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable

from webtv.console.accounts.database import Database
from webtv.console.accounts.sessions import digest_of
from webtv.console.accounts.users import User, Users
from webtv.errors import WebTVError

HOLDS_S = 3600.0
"""Seconds that a link works."""


class FirstRun:
    """Gives out the link to the first account, and takes it."""

    def __init__(
        self, database: Database, users: Users, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._users = users
        self._clock = clock

    @property
    def needed(self) -> bool:
        """True while there is no account."""
        with self._database.read() as db:
            return db.execute("SELECT 1 FROM users LIMIT 1").fetchone() is None

    def token(self) -> str:
        """A new token; the one before is void. Raises `WebTVError` where there is an account."""
        text = secrets.token_urlsafe(32)
        with self._database.write() as db:
            if db.execute("SELECT 1 FROM users LIMIT 1").fetchone():
                raise WebTVError("there is an account already")
            db.execute("DELETE FROM first_run")
            db.execute(
                "INSERT INTO first_run VALUES (?, ?)", (digest_of(text), self._clock() + HOLDS_S)
            )
        return text

    def holds(self, token: str) -> bool:
        """Tell whether a token would be taken now."""
        with self._database.read() as db:
            return self._found(db, token)

    def take(self, token: str, name: str, password: str) -> User:
        """Make the first account, an admin's. Raises `WebTVError` where the token does not hold."""

        def use(db: sqlite3.Connection) -> None:
            if not self._found(db, token):
                raise WebTVError("the link does not hold any more: start the console again")
            db.execute("DELETE FROM first_run")

        return self._users.add_first(name, password, use)

    def _found(self, db: sqlite3.Connection, token: str) -> bool:
        row = db.execute(
            "SELECT ends FROM first_run WHERE digest = ?", (digest_of(token),)
        ).fetchone()
        return row is not None and 0 < row["ends"] - self._clock() <= HOLDS_S
