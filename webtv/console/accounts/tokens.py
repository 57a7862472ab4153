"""Tokens, by which programs give orders in somebody's name: for some channels, orders and days."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from webtv.console.accounts.database import Database, numbered
from webtv.console.accounts.sessions import digest_of
from webtv.console.accounts.users import User, user_of
from webtv.errors import WebTVError

ANY = "*"
LOOK = "look"
"""The scope of a token that may read what a channel's page says."""

LONGEST_DAYS = 366
MOST = 50
"""Tokens of one person."""

_PREFIX = "wtv_"
_NOTED_S = 30.0


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its text. A token never does more than its person may do now."""

    number: int
    user: User
    label: str
    channels: tuple[str, ...]
    orders: tuple[str, ...]
    created: datetime
    ends: datetime
    used: datetime | None
    used_from: str

    def allows(self, channel: str, order: str) -> bool:
        """Tell whether an order on a channel lies within what it was made for."""
        return (ANY in self.channels or channel in self.channels) and (
            ANY in self.orders or order in self.orders
        )


class Tokens:
    """Every token. Methods raise `WebTVError` for what cannot be."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def make(
        self,
        user: str,
        *,
        label: str,
        channels: Sequence[str],
        orders: Sequence[str],
        days: float,
    ) -> tuple[Token, str]:
        """Make a token. Its text is given here and never again."""
        if not 0 < days <= LONGEST_DAYS:
            raise WebTVError(f"a token ends after at most {LONGEST_DAYS} days")
        if not channels or not orders:
            raise WebTVError("a token names its channels and its orders; * is all of them")
        text, now = _PREFIX + secrets.token_urlsafe(32), self._clock()
        with self._database.write() as db:
            db.execute("DELETE FROM tokens WHERE ends < ?", (now - 30 * 86400,))
            count, number = db.execute(
                "SELECT (SELECT count(*) FROM tokens WHERE user = ?), "
                "(SELECT coalesce(max(number), 0) + 1 FROM tokens)",
                (user,),
            ).fetchone()
            if count >= MOST:
                raise WebTVError(f"{user} has {MOST} tokens already: end one first")
            values = (
                digest_of(text),
                number,
                user,
                label[:60] or "token",
                " ".join(channels),
                " ".join(orders),
                now,
                now + days * 86400,
            )
            try:
                db.execute(
                    "INSERT INTO tokens (digest, number, user, label, channels, orders, created, "
                    "ends) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    values,
                )
            except sqlite3.IntegrityError:
                raise WebTVError(f"there is no account {user}") from None
            return _token(numbered(db, _SELECT, number, "token")), text

    def find(self, text: str, *, address: str) -> Token | None:
        """The token that a program shows; None if there is none, or it has ended."""
        if not text.startswith(_PREFIX):
            return None
        digest, now = digest_of(text), self._clock()
        with self._database.read() as db:
            row = db.execute(f"{_SELECT} WHERE digest = ?", (digest,)).fetchone()
        if row is None or now >= row["ends"]:
            return None
        if row["used"] is None or now - row["used"] > _NOTED_S or row["used_from"] != address:
            with suppress(WebTVError), self._database.write() as db:
                db.execute(
                    "UPDATE tokens SET used = ?, used_from = ? WHERE digest = ?",
                    (now, address[:60], digest),
                )
        return _token(row)

    def of(self, user: str | None = None) -> list[Token]:
        """The tokens of one person, or everybody's."""
        with self._database.read() as db:
            where, values = (" WHERE user = ?", (user,)) if user else ("", ())
            return [_token(row) for row in db.execute(f"{_SELECT}{where} ORDER BY number", values)]

    def end(self, number: int, *, user: str | None = None) -> Token:
        """End a token at once, if it is that person's."""
        with self._database.write() as db:
            token = _token(numbered(db, _SELECT, number, "token"))
            if user not in (None, token.user.name):
                raise WebTVError(f"there is no token {number} of yours")
            db.execute("DELETE FROM tokens WHERE number = ?", (number,))
        return token


_SELECT = (
    "SELECT users.*, number, label, channels, orders, tokens.created AS made, ends, used, "
    "used_from FROM tokens JOIN users ON users.name = tokens.user"
)


def _token(row: sqlite3.Row) -> Token:
    return Token(
        number=row["number"],
        user=user_of(row),
        label=row["label"],
        channels=tuple(row["channels"].split()),
        orders=tuple(row["orders"].split()),
        created=datetime.fromtimestamp(row["made"], UTC),
        ends=datetime.fromtimestamp(row["ends"], UTC),
        used=None if row["used"] is None else datetime.fromtimestamp(row["used"], UTC),
        used_from=row["used_from"],
    )
