"""What went wrong at a Space, as one of the three ways a backend may fail.

Which texts mean what: https://github.com/gradio-app/gradio/tree/main/client/python and the
messages of ZeroGPU, https://huggingface.co/docs/hub/spaces-zerogpu.
"""

from __future__ import annotations

import re
from concurrent.futures import CancelledError

import httpx

from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError

_RETRY_AFTER = re.compile(r"try again in (?:(\d+) days?, )?(\d+):(\d{2}):(\d{2})", re.IGNORECASE)
_BUSY = re.compile(
    r"quota|too many requests|queue is full|no gpu (?:was|is) available|gpu task aborted"
    r"|out of memory|rate.?limit",
    re.IGNORECASE,
)
_OPERATOR = re.compile(
    r"cannot find a function|invalid function index|invalid state|unknown protocol"
    r"|unsupported protocol|could not find space|(?:greater|less) than (?:maximum|minimum)"
    r"|is not in the list of choices|credentials were not provided|too many arguments"
    r"|no value provided for required|needed (?:at least )?\d+ (?:inputs|arguments)",
    re.IGNORECASE,
)
_BUSY_RETRY_S = 60.0
"""Seconds to leave a busy Space alone when it names no time."""


def backend_error(error: BaseException, *, backend: str) -> BackendError:
    """`error`, raised by gradio_client or httpx during a call, as a `BackendError`."""
    if isinstance(error, BackendError):
        return error
    kind = type(error).__name__
    text = " ".join(str(error).split())[:300] or kind
    if _BUSY.search(text) or kind in ("TooManyRequestsError", "QueueError"):
        wait_s = retry_after_s(text) or _BUSY_RETRY_S
        return UnavailableError(f"{backend} is busy: {text}", backend=backend, retry_after_s=wait_s)
    status = _status(error)
    if status == 429:
        return UnavailableError(
            f"{backend} asks for patience (429)", backend=backend, retry_after_s=_BUSY_RETRY_S
        )
    if status in (401, 403, 404) or kind in ("RepositoryNotFoundError", "InvalidAPIEndpointError"):
        cure = "check the source and HF_TOKEN"
        return MisconfiguredError(f"{backend} cannot be used: {text}; {cure}", backend=backend)
    if _OPERATOR.search(text) or kind == "AuthenticationError":
        return MisconfiguredError(f"{backend} cannot be used: {text}", backend=backend)
    if kind in ("AppError", "ValidationError"):
        return RefusedError(f"{backend} refused the shot: {text}", backend=backend)
    if isinstance(error, CancelledError):
        return UnavailableError(f"{backend} broke off the call", backend=backend)
    if isinstance(error, TimeoutError | httpx.TimeoutException):
        return UnavailableError(f"{backend} did not answer in time", backend=backend)
    if isinstance(error, httpx.TransportError):
        return UnavailableError(f"{backend} cannot be reached: {text}", backend=backend)
    return UnavailableError(f"{backend} failed: {kind}: {text}", backend=backend)


def retry_after_s(text: str) -> float | None:
    """Seconds in "Try again in H:MM:SS" (or "N days, H:MM:SS"); None if there is no such text."""
    match = _RETRY_AFTER.search(text)
    if match is None:
        return None
    days, hours, minutes, seconds = (int(group or 0) for group in match.groups())
    return float(((days * 24 + hours) * 60 + minutes) * 60 + seconds)


def _status(error: BaseException) -> int | None:
    """The HTTP status behind an error of httpx or huggingface_hub, if there is one."""
    response = getattr(error, "response", None)
    status = getattr(response, "status_code", None)
    return status if isinstance(status, int) else None
