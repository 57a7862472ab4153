"""Invitations: links that let somebody without a password in once, to make a passkey."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable

from webtv.console.accounts.database import Database
from webtv.console.accounts.sessions import digest_of
from webtv.errors import WebTVError

HOLDS_S = 24 * 3600.0
"""Seconds that a link works."""


class Invitations:
    """Gives out links to accounts, and takes each once."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def invite(self, user: str) -> str:
        """A token for somebody; the one before is void.

        Raises `WebTVError` for an account with a password: a link must not go round its code.
        """
        text = secrets.token_urlsafe(32)
        with self._database.write() as db:
            row = db.execute("SELECT password FROM users WHERE name = ?", (user,)).fetchone()
            if row is None:
                raise WebTVError(f"there is no account {user}")
            if row["password"]:
                raise WebTVError(f"{user} has a password: invitations are for those who have none")
            db.execute(
                "INSERT OR REPLACE INTO invitations (user, digest, ends) VALUES (?, ?, ?)",
                (user, digest_of(text), self._clock() + HOLDS_S),
            )
        return text

    def holds(self, token: str) -> str:
        """The account that a token would let in now; empty if none."""
        with self._database.read() as db:
            return self._found(db, token)

    def take(self, token: str) -> str:
        """Use a token up. Returns the account that it lets in; `WebTVError` if it does not hold."""
        with self._database.write() as db:
            user = self._found(db, token)
            if not user:
                raise WebTVError("the invitation does not hold any more: ask for another")
            db.execute("DELETE FROM invitations WHERE user = ?", (user,))
        return user

    def _found(self, db: sqlite3.Connection, token: str) -> str:
        row = db.execute(
            "SELECT user, ends FROM invitations JOIN users ON users.name = user "
            "WHERE digest = ? AND password = ''",
            (digest_of(token),),
        ).fetchone()
        if row is None or not 0 < row["ends"] - self._clock() <= HOLDS_S:
            return ""
        return str(row["user"])
