"""Programmes made beside the desks: announcements and footage, one task each.

Each is commissioned like any other, so that a new start goes on with it, and settled at its end.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from webtv.clock import Clock
from webtv.errors import BackendError, MediaError, WorkBookError
from webtv.model.programme import Programme
from webtv.work.book import WorkBook
from webtv.work.commission import Commission

_FIRST_PAUSE_S = 5.0
_LONGEST_PAUSE_S = 300.0
"""Pause before another try; doubles with each one after another."""


class Errands:
    """The tasks. `made` is called after each that put a programme into the library."""

    def __init__(self, *, book: WorkBook, clock: Clock, made: Callable[[], None]) -> None:
        self._book = book
        self._clock = clock
        self._made = made
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._lost: set[str] = set()

    def __contains__(self, programme_id: object) -> bool:
        """Whether a programme is being made, or was found to come to nothing."""
        return programme_id in self._tasks or programme_id in self._lost

    def __len__(self) -> int:
        return len(self._tasks)

    def start(
        self, commission: Commission, make: Callable[[Commission], Awaitable[Programme]]
    ) -> None:
        """Begin to make a programme. `make` raises `MediaError` if nothing will come of it; after
        other errors it is called again.
        """
        identity = commission.programme_id
        task = asyncio.create_task(self._run(commission, make), name=f"make {identity}")
        self._tasks[identity] = task
        task.add_done_callback(lambda _: self._tasks.pop(identity, None))

    async def close(self) -> None:
        """Stop all of them; what was paid for stays in the work book."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(
        self, commission: Commission, make: Callable[[Commission], Awaitable[Programme]]
    ) -> None:
        log = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id, kind=commission.kind
        )
        pause_s = _FIRST_PAUSE_S
        while True:
            try:
                await self._book.commission(commission)
                programme = await make(commission)
                await self._book.settle(commission.programme_id, "made")
            except MediaError as error:
                log.warning("programme lost", title=commission.plan.title, reason=str(error))
                self._lost.add(commission.programme_id)
                await self._settle_lost(commission, str(error))
                return
            except (WorkBookError, BackendError, OSError) as error:
                log.warning("programme held up, it is tried again", reason=str(error))
            except Exception:
                log.exception("programme held up by an error in production")
            else:
                log.info("programme made", title=programme.title, seconds=programme.duration_s)
                self._made()
                return
            await self._clock.sleep(pause_s)
            pause_s = min(_LONGEST_PAUSE_S, 2 * pause_s)

    async def _settle_lost(self, commission: Commission, reason: str) -> None:
        try:
            await self._book.settle(commission.programme_id, "lost", reason)
        except WorkBookError as error:
            # It stays open in the book; a new start comes to the same end with it.
            structlog.get_logger().warning(
                "a lost programme cannot be settled",
                programme=commission.programme_id,
                reason=str(error),
            )
