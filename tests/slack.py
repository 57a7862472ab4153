"""Deadlines that allow for a machine that has other work."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

_MOST = 6.0


def slack() -> float:
    """How many times longer than on an idle machine something may take now: 1 to 6.

    Processes that want to run, per core, as Linux's load average counts them. A promise such as
    "ends within five seconds" is held to the second where nothing else runs.
    """
    runnable = os.getloadavg()[0] / (os.cpu_count() or 1)
    return min(max(1.0, runnable), _MOST)


async def until(happened: Callable[[], object]) -> None:
    """Wait for something that takes milliseconds; `TimeoutError` after half a minute and more."""
    async with asyncio.timeout(30 * slack()):
        while not happened():
            await asyncio.sleep(0.01)
