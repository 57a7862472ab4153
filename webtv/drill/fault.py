"""A fault that can be rehearsed: how it is planted, when it is over, and what it may cost."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from webtv.drill.stage import Stage

Recovered = Callable[[], bool | Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Planted:
    """What was done. `recovered` says when the part that was hurt is well again.

    It is asked for again and again after the fault has ended; without it, viewers alone tell.
    """

    recovered: Recovered = lambda: True
    note: str = ""


class NotPlantedError(Exception):
    """The fault could not be planted on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that may happen to a station, and the limits that it is held to, in seconds.

    `plant` returns when the fault has ended. Holes are those of the worst viewer; the time until
    all is well counts from the end of the fault. `prepare` and `repair` are not counted.
    """

    name: str
    what: str
    plant: Callable[[Stage], Awaitable[Planted]]
    hls_s: float = 1.0
    rtmp_s: float = 1.0
    back_s: float = 15.0
    prepare: Callable[[Stage], Awaitable[None]] | None = None
    repair: Callable[[Stage], Awaitable[None]] | None = None
    on: Callable[[Stage], AbstractAsyncContextManager[Stage]] | None = None
    """Makes another stage of the drill's, where it needs one of its own."""

    lacks: Callable[[Stage], str] = lambda _stage: ""
    """Why it cannot be rehearsed here; empty if it can."""
