"""Passkeys (WebAuthn): https://www.w3.org/TR/webauthn-3/. A library checks what browsers send.

A passkey is two factors by itself: the device, and its owner's finger, face or number, which the
device must have asked for. It names its account, so nobody types a name.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import webauthn
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webtv.console.accounts.challenges import HOLDS_S, Challenges
from webtv.console.accounts.database import Database, numbered
from webtv.console.accounts.users import User, end_all, user_of
from webtv.errors import WebTVError

MOST = 20
"""Passkeys of one person."""

MOST_LETTERS = 50_000
"""Letters of what a browser sends of a passkey."""

_REGISTER, _LOG_IN = "passkey", "passkey login"


@dataclass(frozen=True, slots=True)
class Site:
    """An address of the console as browsers know it: `id` is the host that passkeys belong to."""

    id: str
    origin: str


class PasskeyError(WebTVError):
    """What a browser has sent is no passkey of the console, or not for this."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey of somebody. The console has its public key alone."""

    number: int
    user: str
    label: str
    site: str
    created: datetime
    used: datetime | None
    used_from: str


class Passkeys:
    """Every passkey. Methods raise `PasskeyError` for what is not right, `WebTVError` else."""

    def __init__(
        self,
        database: Database,
        challenges: Challenges,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._database = database
        self._challenges = challenges
        self._clock = clock

    def offer(self, user: User, site: Site, *, session: str) -> str:
        """What a browser needs to make a passkey, as JSON (`PublicKeyCredentialCreationOptions`).

        It is good for one `session`.
        """
        with self._database.read() as db:
            rows = db.execute("SELECT id FROM passkeys WHERE user = ?", (user.name,)).fetchall()
        options = webauthn.generate_registration_options(
            rp_id=site.id,
            rp_name="WebTV console",
            user_name=user.name,
            user_id=_handle(user),
            challenge=self._challenges.make(_REGISTER, session),
            timeout=int(HOLDS_S * 1000),
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            exclude_credentials=[
                PublicKeyCredentialDescriptor(id=base64url_to_bytes(row["id"])) for row in rows
            ],
        )
        return webauthn.options_to_json(options)

    def register(
        self, user: User, site: Site, credential: str, *, session: str, label: str
    ) -> Passkey:
        """Keep a passkey that a browser has made of an offer to the same session."""
        try:
            _short(credential)
            made = parse_registration_credential_json(credential)
            challenge = parse_client_data_json(made.response.client_data_json).challenge
            self._challenges.take(challenge, _REGISTER, session)
            found = webauthn.verify_registration_response(
                credential=made,
                expected_challenge=challenge,
                expected_rp_id=site.id,
                expected_origin=site.origin,
                require_user_verification=True,
            )
        except WebTVError:
            raise
        except Exception as error:
            # Bytes that anybody made up fail in ways that nobody has listed.
            raise PasskeyError(
                f"that is no passkey for this console ({str(error)[:200]})"
            ) from None
        with self._database.write() as db:
            count, number = db.execute(
                "SELECT (SELECT count(*) FROM passkeys WHERE user = ?), "
                "(SELECT coalesce(max(number), 0) + 1 FROM passkeys)",
                (user.name,),
            ).fetchone()
            if count >= MOST:
                raise WebTVError(f"{user.name} has {MOST} passkeys already: remove one first")
            try:
                db.execute(
                    "INSERT INTO passkeys (id, number, user, label, site, key, count, created) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        bytes_to_base64url(found.credential_id),
                        number,
                        user.name,
                        label[:60] or "passkey",
                        site.id,
                        found.credential_public_key,
                        found.sign_count,
                        self._clock(),
                    ),
                )
            except sqlite3.IntegrityError:
                raise PasskeyError(
                    "that passkey is known already, or the account is gone"
                ) from None
            return _passkey(numbered(db, _SELECT, number, "passkey"))

    def ask(self, site: Site) -> str:
        """What a browser needs to find a passkey, as JSON (`PublicKeyCredentialRequestOptions`)."""
        options = webauthn.generate_authentication_options(
            rp_id=site.id,
            challenge=self._challenges.make(_LOG_IN),
            timeout=int(HOLDS_S * 1000),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def owner(self, credential: str) -> str:
        """The account whose passkey a browser says to have; empty if there is none. No proof."""
        try:
            ident = json.loads(credential[:MOST_LETTERS])["id"]
            with self._database.read() as db:
                row = db.execute("SELECT user FROM passkeys WHERE id = ?", (ident,)).fetchone()
        except (ValueError, LookupError, TypeError, RecursionError, sqlite3.Error):
            return ""
        return str(row["user"]) if row else ""

    def log_in(self, site: Site, credential: str, *, address: str) -> tuple[User, Passkey]:
        """The account of a passkey that a browser has shown to have."""
        with self._database.write() as db:
            try:
                _short(credential)
                shown = parse_authentication_credential_json(credential)
                challenge = parse_client_data_json(shown.response.client_data_json).challenge
                self._challenges.take(challenge, _LOG_IN)
                row = db.execute(f"{_SELECT} WHERE id = ?", (shown.id,)).fetchone()
                if row is None:
                    raise PasskeyError("nobody has that passkey any more")
                user = user_of(row)
                if shown.response.user_handle not in (None, _handle(user)):
                    raise PasskeyError("that passkey was made for another account")
                found = webauthn.verify_authentication_response(
                    credential=shown,
                    expected_challenge=challenge,
                    expected_rp_id=site.id,
                    expected_origin=site.origin,
                    credential_public_key=row["key"],
                    credential_current_sign_count=row["count"],
                    require_user_verification=True,
                )
            except (PasskeyError, sqlite3.Error):
                raise
            except Exception as error:
                # As above; and a challenge that is not good any more.
                raise PasskeyError(f"the passkey is not right ({str(error)[:200]})") from None
            db.execute(
                "UPDATE passkeys SET count = ?, used = ?, used_from = ? WHERE id = ?",
                (found.new_sign_count, self._clock(), address[:60], shown.id),
            )
            return user, _passkey(numbered(db, _SELECT, row["number"], "passkey"))

    def of(self, user: str | None = None) -> list[Passkey]:
        """The passkeys of one person, or everybody's."""
        with self._database.read() as db:
            where, values = (" WHERE user = ?", (user,)) if user else ("", ())
            rows = db.execute(f"{_SELECT}{where} ORDER BY number", values)
            return [_passkey(row) for row in rows]

    def remove(self, number: int, *, user: str | None = None) -> Passkey:
        """Forget a passkey, if it is that person's, and end the account's sessions and tokens.

        The only way in of an account stays: whoever has lost that is invited anew first.
        """
        with self._database.write() as db:
            passkey = _passkey(numbered(db, _SELECT, number, "passkey"))
            if user not in (None, passkey.user):
                raise WebTVError(f"there is no passkey {number} of yours")
            db.execute("DELETE FROM passkeys WHERE number = ?", (number,))
            if user is not None and not _ways(db, passkey.user):
                raise WebTVError("it is your only way in: add another passkey or a password first")
            end_all(db, passkey.user)
        return passkey


_SELECT = (
    "SELECT users.*, id, number, label, site, key, count, passkeys.created AS made, used, "
    "used_from, user FROM passkeys JOIN users ON users.name = passkeys.user"
)


def _ways(db: sqlite3.Connection, user: str) -> bool:
    """Whether an account has a password, a passkey or an identity at the provider."""
    found = db.execute(
        "SELECT 1 FROM users WHERE name = :user AND password <> '' UNION ALL "
        "SELECT 1 FROM passkeys WHERE user = :user UNION ALL "
        "SELECT 1 FROM identities WHERE user = :user",
        {"user": user},
    )
    return found.fetchone() is not None


def _handle(user: User) -> bytes:
    """The account as authenticators know it, of 32 bytes that are no name (WebAuthn, 5.4.3)."""
    return hashlib.sha256(f"{user.name}\0{user.created.timestamp()!r}".encode()).digest()


def _short(credential: str) -> None:
    if len(credential) > MOST_LETTERS:
        raise PasskeyError("that is too long for a passkey")


def _passkey(row: sqlite3.Row) -> Passkey:
    return Passkey(
        number=row["number"],
        user=row["user"],
        label=row["label"],
        site=row["site"],
        created=datetime.fromtimestamp(row["made"], UTC),
        used=None if row["used"] is None else datetime.fromtimestamp(row["used"], UTC),
        used_from=row["used_from"],
    )
