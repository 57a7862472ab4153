"""Publishes a film: an encoder that gets a frame when it is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from webtv.media.process.longrun import run_long
from webtv.media.process.spawn import DEVNULL, Child
from webtv.spaces.live.film import Film

_LATE_S = 0.6
"""A feed that pauses for a second is over for whoever pulls it; this one ends before that."""

_END_S = 5.0


async def publish(argv: Sequence[str], film: Film, *, rate: int, due: Callable[[], bool]) -> str:
    """Feed the program of `argv` a film, `rate` frames a second, while it is `due` and its chunks
    come in time; let it finish. Returns why it ended by itself; empty if it did not.
    """
    loop = asyncio.get_running_loop()
    fed = asyncio.Event()

    async def feed(encoder: Child) -> None:
        assert encoder.stdin is not None
        began, sent = loop.time(), 0
        try:
            while due():
                for frame in await film.next(_LATE_S):
                    await asyncio.sleep(began + sent / rate - loop.time())
                    encoder.stdin.write(frame.tobytes())
                    await encoder.stdin.drain()
                    sent += 1
        except ConnectionError:
            return  # it says why
        except TimeoutError:
            pass
        fed.set()
        encoder.stdin.close()

    async def finished() -> str:
        await fed.wait()
        await asyncio.sleep(_END_S)
        return "it did not finish"

    reason = await run_long(argv, feed=feed, watch=[finished], stdout=DEVNULL)
    return "" if fed.is_set() else reason
