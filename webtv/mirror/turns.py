"""Runs the jobs of the mirror, each at its own pace; what fails is told once, and tried again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

from webtv.backoff import Backoff
from webtv.errors import StoreError
from webtv.outage import Outage

MOST_S = 30.0
"""Longest wait between two tries while the store is away."""

_AT_ONCE = 4
"""Channels that are looked after at the same time."""


class Turns:
    """The jobs of one mirror. `problem` says why one of them fails now; empty if none does."""

    def __init__(self) -> None:
        self._outage = Outage(
            "the store cannot be followed, what is here airs", "the store is followed again"
        )
        self._problems: dict[str, str] = {}

    @property
    def problem(self) -> str:
        """The fault of a job, in one sentence."""
        return next(iter(self._problems.values()), "")

    async def keep(self, name: str, job: Callable[[], Awaitable[None]], *, every_s: float) -> None:
        """Do a job every so many seconds, until cancelled; later and later while it fails."""
        backoff = Backoff(first_s=every_s, most_s=max(every_s, MOST_S))
        while True:
            try:
                await job()
            except Exception as error:
                self._failed(name, error)
                await asyncio.sleep(backoff.wait_s())
            else:
                self._worked(name)
                backoff.reset()
                await asyncio.sleep(every_s)

    def _failed(self, name: str, error: Exception) -> None:
        told = f"{error.strerror or error}" if isinstance(error, OSError) else str(error)
        self._problems[name] = told or type(error).__name__
        known = isinstance(error, (StoreError, OSError))
        self._outage.begin(self._problems[name], **({} if known else {"exc_info": error}))

    def _worked(self, name: str) -> None:
        self._problems.pop(name, None)
        if not self._problems:
            self._outage.end()


async def each(channels: Iterable[str], work: Callable[[str], Awaitable[None]]) -> None:
    """Do some work for each channel, for a few of them at a time.

    What fails for one stops no other; the first failure is raised when all are done.
    """
    room = asyncio.Semaphore(_AT_ONCE)

    async def one(channel: str) -> None:
        async with room:
            await work(channel)

    results = await asyncio.gather(*map(one, channels), return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
