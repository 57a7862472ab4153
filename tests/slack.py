"""Deadlines that allow for a machine that has other work."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

_MOST = 12.0


def slack() -> float:
    """How many times longer than on an idle machine something may take now: 1 to 12.

    Processes that want to run, per core, as Linux's load average counts them, and now, if they are
    more: others may have begun a moment ago. A promise such as "ends within five seconds" is held
    to the second where nothing else runs.
    """
    runnable = max(os.getloadavg()[0], _running() - 1)  # without the one that asks
    return min(max(1.0, runnable / (os.cpu_count() or 1)), _MOST)


def _running() -> int:
    """Threads that want to run at this moment; none where nobody tells."""
    try:
        return int(Path("/proc/loadavg").read_text().split()[3].partition("/")[0])
    except OSError:
        return 0


async def until(happened: Callable[[], object]) -> None:
    """Wait for something that takes milliseconds; `TimeoutError` after half a minute and more."""
    async with asyncio.timeout(30 * slack()):
        while not happened():
            await asyncio.sleep(0.01)
