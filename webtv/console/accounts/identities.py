"""Whom an OpenID Connect provider knows: its people's accounts here, found by issuer and subject.

Names and addresses change hands at a provider; a subject never does (OpenID Connect Core, 5.7).
"""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.console.accounts.database import Database
from webtv.console.accounts.roles import Role
from webtv.console.accounts.users import NAME, User, end_all, insert, user_of
from webtv.errors import WebTVError


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody at a provider. `ruled` says that the role follows the rules at each login."""

    issuer: str
    subject: str
    user: str
    ruled: bool
    used: datetime | None


class Identities:
    """Every identity. Methods raise `WebTVError` for what cannot be."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def of(self, user: str | None = None) -> list[Identity]:
        """The identities of one person, or everybody's."""
        with self._database.read() as db:
            where, values = (" WHERE user = ?", (user,)) if user else ("", ())
            rows = db.execute(f"SELECT * FROM identities{where} ORDER BY user", values)
            return [_identity(row) for row in rows]

    def named(self, issuer: str, subject: str) -> str:
        """The account of somebody of the provider; empty for who has none."""
        with self._database.read() as db:
            row = db.execute(
                "SELECT user FROM identities WHERE issuer = ? AND subject = ?", (issuer, subject)
            ).fetchone()
        return "" if row is None else str(row["user"])

    def bind(self, issuer: str, subject: str, user: str) -> None:
        """Let somebody of the provider into an account that is there, whatever the rules say."""
        try:
            with self._database.write() as db:
                db.execute(
                    "INSERT INTO identities (issuer, subject, user, ruled, created) "
                    "VALUES (?, ?, ?, 0, ?)",
                    (issuer, subject, user, self._clock()),
                )
        except WebTVError as error:
            if isinstance(error.__cause__, sqlite3.IntegrityError):
                raise WebTVError(
                    f"there is no account {user}, or {subject} has one already"
                ) from None
            raise

    def let_in(
        self, issuer: str, subject: str, role: Role | None, claims: Mapping[str, object]
    ) -> User | None:
        """The account of somebody whom the provider has told of; None for who has none.

        `role` is what the rules give. An account that they made follows them: it gets that role,
        or, where they give none any more, what it had open ends. Whoever has no account gets one by
        the rules alone.
        """
        with self._database.write() as db:
            row = db.execute(
                "SELECT users.*, ruled FROM identities JOIN users ON users.name = user "
                "WHERE issuer = ? AND subject = ?",
                (issuer, subject),
            ).fetchone()
            if row is None and role is None:
                return None
            if row is None:
                assert role is not None
                user = insert(db, _free_name(db, claims), "", role, (), self._clock())
                db.execute(
                    "INSERT INTO identities (issuer, subject, user, ruled, created) "
                    "VALUES (?, ?, ?, 1, ?)",
                    (issuer, subject, user.name, self._clock()),
                )
            elif not row["ruled"]:
                user = user_of(row)
            elif role is None:
                end_all(db, row["name"])
                return None
            else:
                if role != row["role"]:
                    db.execute("UPDATE users SET role = ? WHERE name = ?", (role, row["name"]))
                    db.execute("DELETE FROM sessions WHERE user = ?", (row["name"],))
                found = db.execute("SELECT * FROM users WHERE name = ?", (row["name"],))
                user = user_of(found.fetchone())
            db.execute(
                "UPDATE identities SET used = ? WHERE issuer = ? AND subject = ?",
                (self._clock(), issuer, subject),
            )
            return user


def _free_name(db: sqlite3.Connection, claims: Mapping[str, object]) -> str:
    """A name like the one at the provider that nobody has: never that of an account here."""
    email = str(claims.get("email") or "").partition("@")[0]
    wanted = str(claims.get("preferred_username") or "").partition("@")[0] or email
    name = re.sub(r"[^a-z0-9._-]+", "-", wanted.lower())[:34].lstrip("._-") or "person"
    for number in range(1, 1001):
        each = name if number == 1 else f"{name}-{number}"
        if (
            NAME.match(each)
            and not db.execute("SELECT 1 FROM users WHERE name = ?", (each,)).fetchone()
        ):
            return each
    raise WebTVError(f"there are too many accounts like {name}")


def _identity(row: sqlite3.Row) -> Identity:
    return Identity(
        issuer=row["issuer"],
        subject=row["subject"],
        user=row["user"],
        ruled=bool(row["ruled"]),
        used=None if row["used"] is None else datetime.fromtimestamp(row["used"], UTC),
    )
