"""Loops that outlive any fault in them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from webtv.backoff import Backoff
from webtv.outage import Outage

LONGEST_WAIT_S = 5.0
"""Longest wait before a loop that failed is started again."""

SETTLED_S = 30.0
"""A loop that has run for so many seconds works again."""


async def keep_running(
    work: Callable[[], Awaitable[None]],
    *,
    outage: Outage,
    first_s: float = 1.0,
    settled_s: float = SETTLED_S,
) -> None:
    """Run `work` until it returns, and start it again whenever it raises an exception.

    The first exception is logged in full and begins `outage`; those that follow are silent until
    `work` has run for `settled_s` seconds, which ends it.
    """
    backoff = Backoff(first_s=first_s, most_s=max(first_s, LONGEST_WAIT_S), settled_s=settled_s)
    loop = asyncio.get_running_loop()
    while True:
        began = loop.time()
        settling = loop.call_later(settled_s, outage.end)
        try:
            await work()
        except Exception as error:
            outage.begin(error, exc_info=error)
        else:
            return
        finally:
            settling.cancel()
        await asyncio.sleep(backoff.wait_s(lasted_s=loop.time() - began))
