"""What an error of the OpenAI SDK means for the station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import httpx

from webtv import retry_after
from webtv.errors import BackendError, MisconfiguredError, UnavailableError
from webtv.http.limits import TooLargeError, TooSlowError, UnknownCodingError
from webtv.plaintext import plain_text

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAIError

_PAUSE_S = 30.0
"""For a server that asks for patience and does not say how much."""

_CURES = {
    401: "check OPENAI_API_KEY",
    403: "check what the key may do",
    404: "check writer.model and the base URL",
    429: "its credit is used up",
}


def failure_of(error: OpenAIError, where: str, *, backend: str, silence_s: float) -> BackendError:
    """The error as one of the three that backends end in. `where` names model and server."""
    from openai import APIConnectionError, APIStatusError, APITimeoutError, RateLimitError

    if isinstance(error.__cause__, httpx.TransportError) and not isinstance(
        error.__cause__, httpx.ConnectError
    ):
        return lost(error.__cause__, where, backend=backend, silence_s=silence_s)
    if isinstance(error, APITimeoutError):
        return UnavailableError(f"{where} cannot be reached in time", backend=backend)
    if isinstance(error, APIConnectionError):
        return UnavailableError(f"{where} cannot be reached", backend=backend)
    if isinstance(error, RateLimitError) and error.code != "insufficient_quota":
        return UnavailableError(
            f"{where} asks for patience (429)",
            backend=backend,
            retry_after_s=retry_after_s(error.response.headers) or _PAUSE_S,
        )
    if isinstance(error, APIStatusError):
        return _by_status(error, where, backend)
    return UnavailableError(f"{where} failed: {plain_text(str(error)[:200])}", backend=backend)


def lost(
    error: httpx.TransportError, where: str, *, backend: str, silence_s: float
) -> UnavailableError:
    """The error for an answer that was broken off, by the server or by our limits."""
    what = f"broke off: {plain_text(str(error)[:200]) or type(error).__name__}"
    if isinstance(error, TooSlowError | TooLargeError | UnknownCodingError):
        what = f"failed: {error}"
    elif isinstance(error, httpx.ReadTimeout):
        what = f"was silent for {silence_s:g} s"
    return UnavailableError(f"{where} {what}", backend=backend)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """Seconds that `Retry-After` asks for, at least one; None if it does not say."""
    wait_s = retry_after.retry_after_s(headers)
    return None if wait_s is None else max(1.0, wait_s)


def _by_status(error: APIStatusError, where: str, backend: str) -> BackendError:
    if error.status_code >= 500 or error.status_code in (408, 409):
        return UnavailableError(f"{where} failed ({error.status_code})", backend=backend)
    cure = _CURES.get(error.status_code, "check the channel's writer")
    return MisconfiguredError(
        f"{where} refuses to work ({error.status_code}); {cure}", backend=backend
    )
