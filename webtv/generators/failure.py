"""Turns an error of a Space into one of the three ways a backend may fail.

The only place that reads messages. Which mean what:
https://github.com/gradio-app/gradio/tree/main/client/python, ZeroGPU's titles as `spaces` 0.51
raises them, https://huggingface.co/docs/hub/spaces-zerogpu.
"""

from __future__ import annotations

import html
import re
import unicodedata
from concurrent.futures import CancelledError

import httpx

from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.http.limits import ForbiddenHostError, TooLargeError, UnknownCodingError
from webtv.retry_after import LONGEST_RETRY_S, retry_after_s

BUSY_S = 60.0
"""Seconds to leave a busy Space alone when it names no time."""

AWAY = "Unavailable"
"""Title of an error by which the station's own Spaces say that what was asked is not at fault."""

_RETRY = re.compile(
    r"(?:try again|retry) in (?:(\d+) days?, )?(\d+):(\d{2}):(\d{2})", re.IGNORECASE
)
_BUSY = re.compile(
    r"quota|too many requests|queue is full|no gpu (?:was|is) available|gpu task aborted"
    r"|zerogpu (?:queue timeout|pending credits|client error|worker error|api)"
    r"|has reached its gpu limit|at capacity|out of memory|rate.?limit",
    re.IGNORECASE,
)
_OPERATOR = re.compile(
    r"cannot find a function|invalid function index|invalid state|unknown protocol"
    r"|unsupported protocol|could not find space|(?:greater|less) than (?:maximum|minimum)"
    r"|is not in the list of choices|credentials were not provided|too many arguments"
    r"|no value provided for required|needed (?:at least )?\d+ (?:inputs|arguments)"
    r"|illegal duration|larger than the maximum allowed",
    re.IGNORECASE,
)
_CRASH = re.compile(
    r"\b(?:cuda|cudnn|cublas|nccl)\b|device-side assert|no space left|\[errno"
    r"|connection (?:reset|refused|aborted|error)|timed out",
    re.IGNORECASE,
)
"""What an app lets slip when it breaks, whatever it was asked for."""

_WITHOUT_REASON = "has not enabled verbose error reporting"
_OPERATOR_KINDS = (
    "InvalidAPIEndpointError",
    "AuthenticationError",
)
_QUOTED = re.compile(r"\A(['\"])(.*)\1\Z", re.DOTALL)
"""Gradio 3 and 4 send the text of an error in quotes."""

_READ = 4000
"""Letters of a message that are read at most: it may be of any length."""

_TAGS = re.compile(r"<(?=[a-zA-Z/!?])(?:[^>]*>)?")
"""As HTML has them: a sign before a space or a number is one of arithmetic."""

_UNESCAPED = 4
"""Times that escaped markup is taken apart; what is hidden deeper than this loses its signs."""

_LOGINS = re.compile(r"(https?://)[^/\s'\"]*@")
_QUERIES = re.compile(r"(https?://[^\s'\"?]*)\?[^\s'\"]*")
_TOKENS = re.compile(r"\b(hf_|key_(?=\w{32}))\w+")
"""Those of Hugging Face, and Runway's keys."""


def backend_error(error: BaseException, *, backend: str) -> BackendError:
    """Return the `BackendError` for what gradio_client or httpx raised."""
    if isinstance(error, BackendError):
        return error
    kind = type(error).__name__
    away = (title := _title(error)) == AWAY
    told = readable(f"{title} {error}" if title and not away else str(error)) or kind
    status, header_s = _response(error)
    if status == 429 or _BUSY.search(told) or kind in ("TooManyRequestsError", "QueueError"):
        wait_s = told_wait_s(told) or header_s or BUSY_S
        return UnavailableError(f"{backend} is busy: {told}", backend=backend, retry_after_s=wait_s)
    if status in (301, 307, 308, 401, 403, 404) or kind in _OPERATOR_KINDS:
        cure = "check the source and HF_TOKEN"
        return MisconfiguredError(f"{backend} cannot be used: {told}; {cure}", backend=backend)
    if _OPERATOR.search(told) or isinstance(error, httpx.UnsupportedProtocol | httpx.InvalidURL):
        return MisconfiguredError(f"{backend} cannot be used: {told}", backend=backend)
    if _WITHOUT_REASON in told:
        return UnavailableError(f"{backend} failed without saying why", backend=backend)
    if away or (kind == "AppError" and _CRASH.search(told)):
        return UnavailableError(f"{backend} failed: {told}", backend=backend)
    if kind in ("AppError", "ValidationError") or "exceeds the maximum file size" in told:
        return RefusedError(f"{backend} refused the shot: {told}", backend=backend)
    return UnavailableError(
        _unavailable(error, told, backend), backend=backend, retry_after_s=header_s
    )


def told_wait_s(text: str) -> float | None:
    """Return the seconds in "Try again in H:MM:SS" (or "N days, H:MM:SS"); else None."""
    match = _RETRY.search(text)
    if match is None:
        return None
    days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return min(float(((days * 24 + hours) * 60 + minutes) * 60 + seconds), LONGEST_RETRY_S)


def readable(text: str) -> str:
    """Return `text` in one line without markup, passwords, tokens and queries of addresses.

    Nothing in it can steer a terminal, turn the direction of writing, or be markup on a page.
    """
    text = _QUOTED.sub(r"\2", _without_markup(text[:_READ]))
    text = "".join(letter if _is_plain(letter) else " " for letter in text)
    text = _TOKENS.sub(r"\1...", _QUERIES.sub(r"\1", _LOGINS.sub(r"\1", text)))
    return " ".join(text.split())[:300]


def _without_markup(text: str) -> str:
    """`text` without tags, however often their signs were escaped."""
    for _ in range(_UNESCAPED):
        plain = _TAGS.sub("", html.unescape(text))
        if plain == text:
            return text
        text = plain
    return text.replace("<", " ").replace(">", " ").replace("&", " ")


def _is_plain(letter: str) -> bool:
    """Whether a letter has no other effect than to be seen. Line ends count as spaces.

    Categories of Unicode: controls, formats (which turn direction), surrogates and unassigned.
    """
    return unicodedata.category(letter)[0] != "C"


def _unavailable(error: BaseException, told: str, backend: str) -> str:
    if isinstance(error, CancelledError):
        return f"{backend} broke off the call"
    if isinstance(error, TooLargeError | UnknownCodingError | ForbiddenHostError):
        return f"{backend} is not used: {told}"
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return f"{backend} did not answer in time"
    if isinstance(error, httpx.TransportError):
        return f"{backend} cannot be reached: {told}"
    return f"{backend} failed: {type(error).__name__}: {told}"


def _title(error: BaseException) -> str:
    """The title of an error of an app; Gradio's own for all of them says nothing."""
    title = getattr(error, "title", None)
    return title if isinstance(title, str) and title != "Error" else ""


def _response(error: BaseException) -> tuple[int | None, float | None]:
    """The HTTP status and the wait behind an error of httpx, if there are."""
    if not isinstance(error, httpx.HTTPStatusError):
        return None, None
    return error.response.status_code, retry_after_s(error.response.headers)
