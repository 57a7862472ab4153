"""The people who may come to the console."""

from __future__ import annotations

import re
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

import pyotp

from webtv.console.accounts.database import Database
from webtv.console.accounts.passwords import Passwords, check_password
from webtv.console.accounts.roles import EXTRA, ROLES, Right, Role, rights_of
from webtv.errors import WebTVError

NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,39}\Z")
"""A name that people log in with."""

MOST_USERS = 1000

_STEP_S = 30
SECRET = re.compile(r"[A-Z2-7]{32}")
"""What an authenticator is given."""

_CODE = re.compile(r"[0-9]{6}\Z")


@dataclass(frozen=True, slots=True)
class User:
    """Somebody with an account."""

    name: str
    role: Role
    extra: tuple[Right, ...]
    created: datetime
    second_factor: bool
    has_password: bool
    """False for who comes in by passkey, or by the OIDC provider, alone."""

    @property
    def rights(self) -> frozenset[Right]:
        """The rights of this person."""
        return rights_of(self.role, self.extra)


class Users:
    """Every account. Methods raise `WebTVError` for what cannot be."""

    def __init__(
        self,
        database: Database,
        passwords: Passwords | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._passwords = passwords or Passwords()
        self._clock = clock

    def all(self) -> list[User]:
        """Everybody, by name."""
        with self._database.read() as db:
            return [user_of(row) for row in db.execute("SELECT * FROM users ORDER BY name")]

    def find(self, name: str) -> User:
        """The account of that name."""
        with self._database.read() as db:
            return user_of(_row(db, name))

    def add(self, name: str, password: str | None, role: Role, extra: Sequence[Right] = ()) -> User:
        """Make an account. Without a password its person is invited to another way in."""
        _check_name(name)
        digest = ""
        if password is not None:
            check_password(name, password)
            digest = self._passwords.digest(password)
        with self._database.write() as db:
            return insert(db, name, digest, role, extra, self._clock())

    def add_first(
        self, name: str, password: str, allowed: Callable[[sqlite3.Connection], None]
    ) -> User:
        """Make the first account, an admin's, if there is none and `allowed` raises nothing."""
        _check_name(name)
        check_password(name, password)
        digest = self._passwords.digest(password)
        with self._database.write() as db:
            if db.execute("SELECT 1 FROM users").fetchone():
                raise WebTVError("there is an account already")
            allowed(db)
            return insert(db, name, digest, "admin", (), self._clock())

    def set_password(self, name: str, password: str) -> None:
        """Give an account another password, and end all of its sessions and tokens.

        Whoever knew the old one may have made tokens with it.
        """
        check_password(name, password)
        digest = self._passwords.digest(password)
        with self._database.write() as db:
            _row(db, name)
            db.execute("UPDATE users SET password = ? WHERE name = ?", (digest, name))
            end_all(db, name)

    def drop_password(self, name: str) -> None:
        """Take the password of an account, and its second factor: end its sessions and tokens."""
        with self._database.write() as db:
            _row(db, name)
            db.execute("UPDATE users SET password = '', totp = '' WHERE name = ?", (name,))
            end_all(db, name)

    def set_role(self, name: str, role: Role, extra: Sequence[Right] = ()) -> User:
        """Give an account another role, and end all of its sessions."""
        with self._database.write() as db:
            row = _row(db, name)
            self._spare_admin(db, row, role)
            ruled = "SELECT 1 FROM identities WHERE user = ? AND ruled"
            if role != row["role"] and db.execute(ruled, (name,)).fetchone():
                raise WebTVError(f"{name} has the role that WEBTV_CONSOLE_OIDC_RULES gives")
            db.execute(
                "UPDATE users SET role = ?, extra = ? WHERE name = ?",
                (_role(role), _extra(extra), name),
            )
            db.execute("DELETE FROM sessions WHERE user = ?", (name,))
            return user_of(_row(db, name))

    def remove(self, name: str) -> None:
        """Take an account away, its sessions and tokens with it."""
        with self._database.write() as db:
            self._spare_admin(db, _row(db, name), "viewer")
            db.execute("DELETE FROM users WHERE name = ?", (name,))

    def log_in(self, name: str, password: str, code: str = "") -> User | None:
        """The account, if the password is right, and the code where it has a second factor.

        A code counts once. None says nothing of which of the three was wrong.
        """
        with self._database.read() as db:
            row = db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
        right = self._passwords.fits((row and row["password"]) or None, password)
        if row is None or not right:
            return None
        if row["totp"] and not self._takes_code(name, row["totp"], code):
            return None
        if self._passwords.is_weak(row["password"]):
            digest = self._passwords.digest(password)
            with self._database.write() as db:
                db.execute(
                    "UPDATE users SET password = ? WHERE name = ? AND password = ?",
                    (digest, name, row["password"]),
                )
        return user_of(row)

    def begin_second_factor(self) -> str:
        """A new secret for an authenticator; it counts once `set_second_factor` has seen a code."""
        return pyotp.random_base32()

    def set_second_factor(self, name: str, secret: str, code: str) -> None:
        """Ask for codes of `secret` from now on, if `code` is one; end all other sessions."""
        if not SECRET.fullmatch(secret):
            raise WebTVError("that is no secret of this page: begin again")
        with self._database.write() as db:
            _row(db, name)
            db.execute("UPDATE users SET totp = ?, totp_step = 0 WHERE name = ?", (secret, name))
            if not self._counted(db, name, secret, code):
                raise WebTVError("the code is not right: is the clock of the phone?")
            db.execute("DELETE FROM sessions WHERE user = ?", (name,))

    def drop_second_factor(self, name: str) -> None:
        """Ask for no codes any more."""
        with self._database.write() as db:
            _row(db, name)
            db.execute("UPDATE users SET totp = '', totp_step = 0 WHERE name = ?", (name,))

    def _takes_code(self, name: str, secret: str, code: str) -> bool:
        with self._database.write() as db:
            return self._counted(db, name, secret, code)

    def _counted(self, db: sqlite3.Connection, name: str, secret: str, code: str) -> bool:
        """Tell whether a code is right and newer than the last one that counted (RFC 6238, 5.2)."""
        digits = code.replace(" ", "")
        if not _CODE.match(digits):
            return False
        totp, step = pyotp.TOTP(secret), int(self._clock()) // _STEP_S
        for each in (step, step - 1, step + 1):
            if pyotp.utils.strings_equal(totp.generate_otp(each), digits):
                changed = db.execute(
                    "UPDATE users SET totp_step = ? WHERE name = ? AND totp_step < ?",
                    (each, name, each),
                )
                return changed.rowcount == 1
        return False

    def _spare_admin(self, db: sqlite3.Connection, row: sqlite3.Row, role: Role) -> None:
        if row["role"] != "admin" or role == "admin":
            return
        if db.execute("SELECT count(*) FROM users WHERE role = 'admin'").fetchone()[0] < 2:
            raise WebTVError(f"{row['name']} is the only admin: make another one first")


def user_of(row: sqlite3.Row) -> User:
    """The account of a row of `users`."""
    return User(
        name=row["name"],
        role=cast("Role", row["role"]),
        extra=tuple(Right(each) for each in row["extra"].split()),
        created=datetime.fromtimestamp(row["created"], UTC),
        second_factor=bool(row["totp"]),
        has_password=bool(row["password"]),
    )


def insert(
    db: sqlite3.Connection,
    name: str,
    digest: str,
    role: Role,
    extra: Sequence[Right],
    created: float,
) -> User:
    """Make an account, in the transaction of `db`. Raises `WebTVError`."""
    if db.execute("SELECT count(*) FROM users").fetchone()[0] >= MOST_USERS:
        raise WebTVError(f"there are {MOST_USERS} accounts already")
    try:
        db.execute(
            "INSERT INTO users (name, role, extra, password, created) VALUES (?, ?, ?, ?, ?)",
            (name, _role(role), _extra(extra), digest, created),
        )
    except sqlite3.IntegrityError:
        raise WebTVError(f"there is an account {name} already") from None
    return user_of(_row(db, name))


def _check_name(name: str) -> None:
    if not NAME.match(name):
        raise WebTVError("a name has 1 to 40 lower-case letters, digits, dots and hyphens")


def end_all(db: sqlite3.Connection, name: str) -> None:
    """End what a way in has opened, when that way is shut: all sessions and tokens of a person."""
    db.execute("DELETE FROM sessions WHERE user = ?", (name,))
    db.execute("DELETE FROM tokens WHERE user = ?", (name,))


def _row(db: sqlite3.Connection, name: str) -> sqlite3.Row:
    row = db.execute("SELECT * FROM users WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise WebTVError(f"there is no account {name}")
    return cast("sqlite3.Row", row)


def _role(role: str) -> str:
    if role not in ROLES:
        raise WebTVError(f"there is no role {role}; there are {', '.join(ROLES)}")
    return role


def _extra(extra: Sequence[Right]) -> str:
    if wrong := [each for each in extra if each not in EXTRA]:
        raise WebTVError(f"{wrong[0]} comes with a role; beside it there are {', '.join(EXTRA)}")
    return " ".join(dict.fromkeys(extra))
