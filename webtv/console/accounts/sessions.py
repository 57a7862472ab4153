"""Sessions: what a browser shows after its person has logged in.

A session is 256 random bits. Only a digest is kept, so the file of accounts opens nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.console.accounts.database import Database
from webtv.console.accounts.users import User, user_of
from webtv.errors import WebTVError

IDLE_S = 2 * 3600.0
"""A session ends when nothing was asked for so long; what a page fetches by itself is no asking."""

LONGEST_S = 16 * 3600.0
"""A session ends so long after its person has logged in, whatever happens."""

FRESH_S = 600.0
"""Whoever has no password may change the own account for so long after they have come in."""

MOST = 20
"""Sessions of one person at once; the oldest ends."""

_NOTED_S = 30.0


@dataclass(frozen=True, slots=True)
class Session:
    """A session that holds now. `digest` names it and cannot be shown in its place."""

    digest: str
    user: User
    way: str
    """How its person came in: password, passkey, oidc or invitation."""
    csrf: str
    created: datetime
    ends: datetime
    fresh: bool
    """Whether it was begun a moment ago, so that its person need not show again who it is."""


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of a person, as the person sees it in a list."""

    digest: str
    created: datetime
    seen: datetime
    address: str
    agent: str
    way: str


class Sessions:
    """Every session. Those of a person who is removed, or gets another role, end at once."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, user: str, *, address: str, agent: str, way: str = "password") -> str:
        """Begin a session. Returns what the browser shows from now on, never what it brought."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.write() as db:
            db.execute("DELETE FROM sessions WHERE created < ?", (now - LONGEST_S,))
            db.execute(
                "INSERT INTO sessions (digest, user, created, seen, address, agent, way) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (digest_of(token), user, now, now, address[:60], agent[:120], way),
            )
            db.execute(
                "DELETE FROM sessions WHERE user = ? AND digest NOT IN "
                "(SELECT digest FROM sessions WHERE user = ? ORDER BY seen DESC LIMIT ?)",
                (user, user, MOST),
            )
        return token

    def find(self, token: str, *, touch: bool) -> Session | None:
        """The session that a browser shows; None if there is none, or it has ended.

        `touch` says that its person has asked for something.
        """
        digest, now = digest_of(token), self._clock()
        with self._database.read() as db:
            row = db.execute(
                "SELECT users.*, sessions.created AS began, sessions.seen AS seen, way "
                "FROM sessions JOIN users ON users.name = sessions.user WHERE digest = ?",
                (digest,),
            ).fetchone()
        if row is None:
            return None
        ends = min(row["began"] + LONGEST_S, row["seen"] + IDLE_S)
        if not row["began"] - 60 <= now < ends:  # a clock that was set back ends sessions, too
            return None
        if touch and now - row["seen"] > _NOTED_S:
            # A crowd at the login may hold the file: nobody who is in is kept out by that.
            with suppress(WebTVError), self._database.write() as db:
                db.execute("UPDATE sessions SET seen = ? WHERE digest = ?", (now, digest))
        return Session(
            digest=digest,
            user=user_of(row),
            way=row["way"],
            csrf=hmac.new(token.encode(), b"webtv console form", hashlib.sha256).hexdigest(),
            created=datetime.fromtimestamp(row["began"], UTC),
            ends=datetime.fromtimestamp(row["began"] + LONGEST_S, UTC),
            fresh=now - row["began"] < FRESH_S,
        )

    def of(self, user: str) -> list[SessionLine]:
        """The sessions of one person that hold now, the newest first."""
        now = self._clock()
        with self._database.read() as db:
            rows = db.execute(
                "SELECT * FROM sessions WHERE user = ? AND created > ? AND seen > ? "
                "ORDER BY seen DESC",
                (user, now - LONGEST_S, now - IDLE_S),
            ).fetchall()
        return [
            SessionLine(
                digest=row["digest"],
                created=datetime.fromtimestamp(row["created"], UTC),
                seen=datetime.fromtimestamp(row["seen"], UTC),
                address=row["address"],
                agent=row["agent"],
                way=row["way"],
            )
            for row in rows
        ]

    def end(self, digest: str) -> None:
        """End one session."""
        with self._database.write() as db:
            db.execute("DELETE FROM sessions WHERE digest = ?", (digest,))

    def end_all(self, user: str, *, way: str = "") -> int:
        """End every session of one person, or those begun in one way. Returns how many."""
        with self._database.write() as db:
            return db.execute(
                "DELETE FROM sessions WHERE user = ? AND ? IN ('', way)", (user, way)
            ).rowcount


def digest_of(token: str) -> str:
    """The digest that is kept of a random token. No salt is needed: nobody can guess 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
