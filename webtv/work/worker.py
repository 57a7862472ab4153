"""One thread beside the event loop that does pieces of work in the order they came."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

ResultT = TypeVar("ResultT")


class Worker:
    """The thread. What it was given is done even if nobody waits for it any more.

    A caller that waits has one piece in its queue. Being a daemon it does not hold up the
    end of the process.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stopped = False

    def start(self) -> None:
        """Start the thread, once."""
        threading.Thread(target=self._work, name=self._name, daemon=True).start()

    async def do(self, piece: Callable[[], ResultT], *, deadline_s: float) -> ResultT:
        """Do `piece` in the thread and give its result, or raise what it raised.

        After `deadline_s` seconds this raises `TimeoutError`; the piece may still be done. Raises
        `RuntimeError` after `stop`.
        """
        if self._stopped:
            raise RuntimeError(f"{self._name} was stopped")
        outcome: Future[ResultT] = Future()
        # A future that runs cannot be cancelled: a caller that goes away does not undo its work.
        outcome.set_running_or_notify_cancel()

        def job() -> None:
            try:
                outcome.set_result(piece())
            except BaseException as error:
                outcome.set_exception(error)

        self._jobs.put(job)
        async with asyncio.timeout(deadline_s):
            return await asyncio.wrap_future(outcome)

    def stop(self) -> None:
        """End the thread after what it was given so far."""
        self._stopped = True
        self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
