"""Blocking work of requests that read much, in threads that players' requests never wait for.

FastAPI has 40 threads for all that is not async, segments and playlists among it. A guide of a
large station takes a second, and a thousand may ask for one.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from webtv.threads import in_thread

ResultT = TypeVar("ResultT")
ParamsT = ParamSpec("ParamsT")


class Aside:
    """Does so many pieces of work at a time; others wait without a thread."""

    def __init__(self, most: int = 4) -> None:
        self._room = asyncio.Semaphore(most)

    async def run(
        self, work: Callable[ParamsT, ResultT], *args: ParamsT.args, **more: ParamsT.kwargs
    ) -> ResultT:
        """Give the result of `work`, or raise what it raises."""
        async with self._room:
            return await in_thread(lambda: work(*args, **more), name="aside")
