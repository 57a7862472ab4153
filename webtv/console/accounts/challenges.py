"""Challenges: what a browser must bring back within minutes, to show that the console has asked.

Nothing is kept of those that are given out, so nobody fills anything by asking for many: a
challenge is random bits, its end, and a signature of both by a key of this process.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import struct
import threading
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable

from webtv.errors import WebTVError

HOLDS_S = 600.0
"""Seconds that a challenge is good for."""

_RANDOM, _END, _SIGNATURE = 16, struct.Struct(">d"), 32


class Challenges:
    """Gives out challenges, and takes each of them once."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self._key = secrets.token_bytes(32)
        self._clock = clock
        self._taking = threading.Lock()
        self._taken: dict[bytes, float] = {}

    def make(self, purpose: str, holder: str = "") -> bytes:
        """A new challenge for one purpose, which `holder` alone can use: a session, or anybody."""
        body = secrets.token_bytes(_RANDOM) + _END.pack(self._clock() + HOLDS_S)
        return body + self._signed(purpose, holder, body)

    def take(self, challenge: bytes, purpose: str, holder: str = "") -> None:
        """Use a challenge up. Raises `WebTVError` for one that is not ours, or not any more."""
        body, signature = challenge[:-_SIGNATURE], challenge[-_SIGNATURE:]
        right = len(body) == _RANDOM + _END.size and hmac.compare_digest(
            signature, self._signed(purpose, holder, body)
        )
        now = self._clock()
        ends = float(_END.unpack(body[_RANDOM:])[0]) if right else 0.0
        with self._taking:
            self._taken = {each: end for each, end in self._taken.items() if end > now}
            if not 0 < ends - now <= HOLDS_S or challenge in self._taken:
                raise WebTVError("it took too long, or was sent before: begin again")
            self._taken[challenge] = ends

    def derived(self, challenge: bytes, name: str) -> str:
        """A secret that belongs to a challenge and tells nothing of it, in letters for a URL."""
        digest = self._signed(f"derived {name}", "", challenge)
        return urlsafe_b64encode(digest).decode().rstrip("=")

    def _signed(self, purpose: str, holder: str, body: bytes) -> bytes:
        text = f"{purpose}\0{holder}\0".encode() + body
        return hmac.new(self._key, text, hashlib.sha256).digest()
