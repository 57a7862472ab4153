"""Passwords, kept as Argon2id digests: https://www.rfc-editor.org/rfc/rfc9106."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from webtv.errors import WebTVError

SHORTEST = 12
LONGEST = 256
"""Characters of a password."""

_WAIT_S = 5.0

_AT_ONCE = 2
"""Each check takes 64 MB and a core for a moment; strangers may ask for many at a time."""


class Passwords:
    """Digests passwords, and compares them, a few at a time. Methods raise `WebTVError`."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = ""

    def digest(self, password: str) -> str:
        """The digest that is kept of a password."""
        with self._one_of_few():
            return self._hasher.hash(password)

    def fits(self, digest: str | None, password: str) -> bool:
        """Tell whether a password is the one of a digest.

        Without a digest the answer is no, after as long a time: nobody learns which names exist.
        """
        if digest is None:
            digest, password = self._digest_of_nobody(), password + "\0"
        with self._one_of_few():
            try:
                return self._hasher.verify(digest, password)
            except (VerificationError, InvalidHashError):
                return False

    def is_weak(self, digest: str) -> bool:
        """Tell whether a digest was made with less work than is asked for now."""
        return self._hasher.check_needs_rehash(digest)

    @contextmanager
    def _one_of_few(self) -> Iterator[None]:
        """Raises `WebTVError` where too many wait already: they would take all threads."""
        if not self._room.acquire(timeout=_WAIT_S):
            raise WebTVError("too many log in at once: try again in some seconds")
        try:
            yield
        finally:
            self._room.release()

    def _digest_of_nobody(self) -> str:
        if not self._nobody:
            self._nobody = self.digest("nobody has this password")
        return self._nobody


def check_password(name: str, password: str) -> None:
    """Raise `WebTVError` for a password that is too short, too long or the name again."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WebTVError(f"a password has {SHORTEST} to {LONGEST} characters")
    if name in password.casefold() and len(password) < len(name) + SHORTEST:
        raise WebTVError("a password is more than the name with something beside it")
    if len(set(password)) < 5:
        raise WebTVError("a password has at least five different characters")
