"""Reads the state of a task of Runway, in whatever words it is told.

The words of the API: https://docs.dev.runwayml.com/api#tag/Task-management. A version of it that
says another word for "done" must not make the station wait for what is there, or delete it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

Outcome = Literal["pending", "done", "failed", "unknown"]

_PENDING = {"PENDING", "THROTTLED", "RUNNING", "QUEUED", "PROCESSING", "IN_PROGRESS", "STARTING"}
_DONE = {"SUCCEEDED", "SUCCESS", "COMPLETED", "COMPLETE", "DONE", "FINISHED"}
_FAILED = {"FAILED", "FAILURE", "ERROR", "CANCELLED", "CANCELED", "ABORTED", "EXPIRED"}

_ADDRESSES = ("url", "uri", "href")
_MOST_OUTPUTS = 100


def outcome_of(task: Any) -> Outcome:
    """Return the outcome of a task. One with results is done, whatever it calls that."""
    status = getattr(task, "status", None)
    word = status.strip().upper().replace("-", "_") if isinstance(status, str) else ""
    if word in _DONE:
        return "done"
    if word in _FAILED:
        return "failed"
    if word in _PENDING:
        return "pending"
    return "done" if outputs_of(getattr(task, "output", None)) else "unknown"


def outputs_of(output: object) -> list[str]:
    """Return the addresses of a task's results, from a list, one alone, or objects with them."""
    if isinstance(output, str):
        return [output] if output else []
    if isinstance(output, Mapping):
        found = next((output[name] for name in _ADDRESSES if name in output), None)
        return outputs_of(found) if isinstance(found, str) else []
    if isinstance(output, Sequence):
        return [
            address
            for each in output[:_MOST_OUTPUTS]
            if isinstance(each, str | Mapping)
            for address in outputs_of(each)
        ]
    return []
