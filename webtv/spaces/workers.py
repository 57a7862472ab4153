"""The studio's worker processes: niced, one core each, confined, replaced when they die."""

from __future__ import annotations

import asyncio
import ctypes
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection
from pathlib import Path

import structlog

import webtv
from webtv.media.process.confinement import Confinement, confinement
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import MEBIBYTE, Limits, allocated_bytes, limiter

CALL_LIMIT_S = 300.0
"""Longest a call may take, waiting for a free worker included."""

MEMORY_BYTES = 1536 * MEBIBYTE
"""What a worker may allocate for its jobs. Those of the contracts need up to 500 MB."""

_WRITTEN_BYTES = 2_000_000_000
_NICENESS = 10


class Workers:
    """A pool of processes that runs the studio's jobs, on clips that anybody may have sent.

    A worker reads the folders and files `reads`, writes into the folder `writes`, connects to
    nothing and starts nothing. Submit from one event loop only. A worker that is killed breaks its
    whole pool (that is how `concurrent.futures` sees it), so the pool is replaced and the call made
    once more.
    """

    def __init__(self, count: int, *, reads: Sequence[Path] = (), writes: Path) -> None:
        self._count = count
        own = Path(webtv.__file__).parent
        self._kept = Confinement(reads=[own, *reads], writes=[writes])
        self._pool: ProcessPoolExecutor | None = None
        self._stopped = False
        self._log = structlog.stdlib.get_logger()

    def start(self) -> None:
        """Start all workers and let them import what they need, without waiting for it."""
        tell_missing()
        self._pool = ProcessPoolExecutor(
            self._count,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=_prepare,
            initargs=(self._kept,),
        )
        for _ in range(self._count):
            self._pool.submit(_warm_up)

    async def call(self, job: Callable[[], None]) -> None:
        """Run `job` (a picklable callable) in a worker; what it raises is raised here."""
        try:
            await self._attempt(job)
        except BrokenProcessPool:
            # A call that the end of the station broke is over: no new workers, no fault to report.
            if self._stopped:
                raise asyncio.CancelledError from None
            await self._attempt(job)

    def stop(self) -> None:
        """End all workers now, for good; what they were doing is lost."""
        self._stopped = True
        self._end()

    def _end(self) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        pool.shutdown(wait=False, cancel_futures=True)
        children = multiprocessing.active_children()
        for child in children:
            child.terminate()
        for child in children:
            child.join(1)
            if child.is_alive():
                child.kill()
                child.join(1)
        pool.shutdown(wait=True)

    async def _attempt(self, job: Callable[[], None]) -> None:
        if self._pool is None:
            self.start()
        pool = self._pool
        assert pool is not None
        try:
            future = asyncio.wrap_future(pool.submit(_tidily, job))
            await asyncio.wait_for(future, CALL_LIMIT_S)
        except BrokenProcessPool:
            self._replace(pool, "a studio worker died")
            raise
        except TimeoutError:
            self._replace(pool, "a studio worker hung")
            raise

    def _replace(self, broken: ProcessPoolExecutor, reason: str) -> None:
        """Put a new pool in the place of `broken`, unless another call already did."""
        if self._pool is broken and not self._stopped:
            self._log.warning("studio workers replaced", reason=reason)
            self._end()
            self.start()


def _prepare(kept: Confinement) -> None:
    """Runs first in each worker: yield to playout, leave Ctrl-C to the owner, die with it."""
    os.nice(_NICENESS)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_owner, daemon=True).start()

    import cv2

    cv2.setNumThreads(1)
    with confinement(kept) as shut_in:
        limiter(Limits(allocated_bytes() + MEMORY_BYTES, None, _WRITTEN_BYTES))()
        shut_in()


def _die_with_owner() -> None:
    owner = multiprocessing.parent_process()
    if owner is not None:
        connection.wait([owner.sentinel])
        os._exit(0)


def _tidily(job: Callable[[], None]) -> None:
    """Run a job and give the memory of its pictures back, which glibc would keep."""
    try:
        job()
    finally:
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def _warm_up() -> None:
    """Import all the studio uses, so that the first call does not wait for it."""
    import webtv.studio.jobs  # noqa: F401
