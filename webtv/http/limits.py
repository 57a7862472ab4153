"""Limits on the size and the time of one answer, and the errors raised past them."""

from __future__ import annotations

from dataclasses import dataclass

import httpx


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one answer.

    `body_bytes` counts the body as it was sent and as it is after decompression. `total_s` is for
    all of it, from the request to the last byte, `idle_s` for one silence, `connect_s` for
    reaching the server.
    """

    body_bytes: int
    total_s: float
    idle_s: float = 30.0
    connect_s: float = 10.0

    @property
    def timeout(self) -> httpx.Timeout:
        """The same as httpx and the SDKs on top of it take it; they know no total."""
        return httpx.Timeout(min(self.idle_s, self.total_s), connect=self.connect_s)


class TooLargeError(httpx.TransportError):
    """A body has more bytes than it may have."""


class TooSlowError(httpx.ReadTimeout):
    """An answer was not complete in time, although something may have come all the while."""


class UnknownCodingError(httpx.TransportError):
    """A body is compressed in a way that nobody asked for, or damaged."""


class ForbiddenHostError(httpx.TransportError):
    """A request would lead to where it must not go."""
