"""Tells when a server listens on a port."""

from __future__ import annotations

import asyncio
import contextlib

_LOOK_S = 0.25


async def until_listening(host: str, port: int, *, within_s: float) -> bool:
    """Wait until a connection to the port is taken; False if it was not in time."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            while not await listens(host, port):  # noqa: ASYNC110 - a port sets no event
                await asyncio.sleep(_LOOK_S)
            return True
    return False


async def listens(host: str, port: int) -> bool:
    """Tell whether a connection to the port is taken now."""
    try:
        _, writer = await asyncio.open_connection(host, port)
    except OSError:
        return False
    writer.close()
    return True
