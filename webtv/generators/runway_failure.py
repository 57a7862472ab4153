"""Turns an error of Runway into one of the three ways a backend may fail.

Sources: https://docs.dev.runwayml.com/errors/errors for requests,
https://docs.dev.runwayml.com/errors/task-failures for tasks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import httpx

from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.failure import readable
from webtv.retry_after import retry_after_s

if TYPE_CHECKING:
    from runwayml.types.task_retrieve_response import Cancelled, Failed

BUSY_S = 60.0
"""Seconds to leave Runway alone when it names no time."""

_DAY_IS_OVER_S = 3600.0
"""The same at the limit of tasks a day, which moves on hour by hour."""

MOST_CREDITS = 1e6
"""No task takes more: a larger number is a mistake, which must not use up a budget."""

_SHOWN = 240

_OURS = {
    "promptText",
    "promptImage",
    "promptVideo",
    "videoUri",
    "character",
    "reference",
    "referenceImages",
}
"""Fields of a request that hold the shot itself; all others come from the contract."""

_ABOUT_THE_SHOT = re.compile(r"\b(asset|moderat\w*|safety|content policy)\b", re.IGNORECASE)
_CREDITS = re.compile(r"\bcredits?\b", re.IGNORECASE)
_DAILY = re.compile(r"\b(daily|per day|24 hours)\b", re.IGNORECASE)


def request_error(error: BaseException, *, backend: str) -> BackendError:
    """Return the `BackendError` for what the SDK or httpx raised for one request."""
    from runwayml import APIConnectionError, APIStatusError, APITimeoutError

    if isinstance(error, BackendError):
        return error
    if isinstance(error, APIStatusError):
        return _status_error(error.status_code, error.body, error.response.headers, backend)
    if isinstance(error, APITimeoutError | TimeoutError | httpx.TimeoutException):
        return UnavailableError(f"{backend} did not answer in time", backend=backend)
    if isinstance(error, TypeError):
        # The SDK's own check of arguments: one is missing or unknown.
        return MisconfiguredError(
            f"{backend} takes other arguments than its contract: {_short(str(error))}",
            backend=backend,
        )
    cause = error.__cause__ if isinstance(error, APIConnectionError) else error
    what = f"{type(cause).__name__}: {cause}".rstrip(": ")
    return UnavailableError(f"{backend} failed: {_short(what)}", backend=backend)


def task_error(task: Failed | Cancelled, *, backend: str) -> BackendError:
    """Return the error of a task that failed. A refusal, or what would come again, drops the shot.

    So does a task that somebody cancelled at Runway: it was cancelled on purpose.
    """
    taken = credits_of(task) or 0.0
    if task.status.upper() in ("CANCELLED", "CANCELED"):
        return RefusedError(
            f"{backend}: the task was cancelled there", backend=backend, credits=taken
        )
    code = _short(str(getattr(task, "failure_code", None) or ""))
    told = _short(str(getattr(task, "failure", None) or "no reason given"))
    reason = f"{told} ({code})" if code else told
    if "SAFETY" in code or code.startswith(("ASSET", "INTERNAL.BAD_OUTPUT")):
        return RefusedError(f"{backend} refused the shot: {reason}", backend=backend, credits=taken)
    return UnavailableError(f"{backend} failed: {reason}", backend=backend, credits=taken)


def credits_of(task: Any) -> float | None:
    """Return the credits that a finished task took, as Runway tells them; None if it does not."""
    cost = getattr(task, "cost", None)
    # The SDK leaves a task that is not as it expects in the form it came.
    taken = cost.get("credits") if isinstance(cost, Mapping) else getattr(cost, "credits", None)
    if not isinstance(taken, int | float) or isinstance(taken, bool):
        return None
    return float(taken) if 0 <= taken <= MOST_CREDITS else None


def _status_error(
    status: int, body: object, headers: Mapping[str, str], backend: str
) -> BackendError:
    text, fields = _told(body)
    if status == 429:
        wait_s = retry_after_s(headers) or (_DAY_IS_OVER_S if _DAILY.search(text) else BUSY_S)
        return UnavailableError(
            f"{backend} asks for patience: {text}", backend=backend, retry_after_s=wait_s
        )
    if status in (401, 403):
        return MisconfiguredError(
            f"{backend} does not accept the key: {text}; check RUNWAYML_API_SECRET",
            backend=backend,
        )
    if status == 402 or (status == 400 and _CREDITS.search(text)):
        return MisconfiguredError(
            f"{backend}: {text}; buy credits at https://dev.runwayml.com", backend=backend
        )
    if status in (400, 422) and (fields <= _OURS if fields else _ABOUT_THE_SHOT.search(text)):
        return RefusedError(f"{backend} refused the shot: {text}", backend=backend)
    if status in (400, 404, 405, 422):
        return MisconfiguredError(
            f"{backend} cannot be used: {text}; check the contract", backend=backend
        )
    return UnavailableError(
        f"{backend} failed with HTTP {status}: {text}",
        backend=backend,
        retry_after_s=retry_after_s(headers),
    )


def _told(body: object) -> tuple[str, set[str]]:
    """What an error's body says: `{"error": text, "issues": [{"path": [field], ...}]}`."""
    if not isinstance(body, Mapping):
        return _short(str(body or "no reason given")), set()
    issues = [issue for issue in body.get("issues") or () if isinstance(issue, Mapping)]
    paths = [issue.get("path") for issue in issues]
    fields = {str(path[0]) for path in paths if isinstance(path, list) and path}
    said = [str(body.get("error") or body.get("message") or "no reason given")]
    said += [
        f"{'.'.join(map(str, issue.get('path') or ()))}: {issue.get('message', '')}"
        for issue in issues
    ]
    return _short("; ".join(said)), fields


def _short(text: str) -> str:
    return readable(text)[:_SHOWN]
