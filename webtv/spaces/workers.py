"""The studio's worker processes: niced, one core each, confined, replaced when they die."""

from __future__ import annotations

import asyncio
import ctypes
import json
import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from pathlib import Path

import structlog

import webtv
from webtv.media.process.confinement import Confinement, confinement
from webtv.media.process.kernel import tell_missing
from webtv.media.process.limits import MEBIBYTE, Limits, allocated_bytes, limiter
from webtv.threads import in_thread

CALL_LIMIT_S = 300.0
"""Longest a call may take."""

MEMORY_BYTES = 1536 * MEBIBYTE
"""What a worker may allocate for its jobs. Those of the contracts need up to 500 MB."""

_WRITTEN_BYTES = 2_000_000_000
_ANSWER_BYTES = 100_000
_NICENESS = 10
_END_S = 1.0


class JobError(RuntimeError):
    """A job failed by a fault of its own; the text is the traceback."""


class WorkerDiedError(RuntimeError):
    """A worker ended, or answered nonsense, in the middle of a job."""


class Workers:
    """Processes that run the studio's jobs, on clips that anybody may have sent.

    A worker reads the folders and files `reads`, writes into the folder `writes`, connects to
    nothing and starts nothing. Its answers are bytes of JSON: who takes one over could make any
    call of what is unpickled here. One that is killed is replaced and its call made once more.
    Call from one event loop only.
    """

    def __init__(self, count: int, *, reads: Sequence[Path] = (), writes: Path) -> None:
        self._count = count
        own = Path(webtv.__file__).parent
        self._kept = Confinement(reads=[own, *reads], writes=[writes])
        self._workers: set[_Worker] = set()
        self._free: list[_Worker] = []
        self._turn = asyncio.Semaphore(count)
        self._running: set[asyncio.Task[object]] = set()
        self._stopped = False
        self._log = structlog.stdlib.get_logger()

    def start(self) -> None:
        """Start all workers and let them import what they need, without waiting for it."""
        tell_missing()
        for _ in range(self._count):
            self._start_worker()

    async def call(self, job: Callable[[], None]) -> None:
        """Run `job` (a picklable callable) in a worker.

        Raises `ValueError` and `MemoryError` as the job did, errors of FFmpeg as `ValueError`,
        `TimeoutError` after `CALL_LIMIT_S`, and `JobError` for all else.
        """
        asked = pickle.dumps(job)
        try:
            await self._attempt(asked)
        except WorkerDiedError:
            # A call that the end of the station broke is over: no new workers, no fault to report.
            if self._stopped:
                raise asyncio.CancelledError from None
            await self._attempt(asked)

    def stop(self) -> None:
        """End all workers now, for good; what they were doing is lost."""
        self._stopped = True
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.end()

    def _start_worker(self) -> None:
        worker = _Worker(self._kept)
        self._workers.add(worker)
        self._free.append(worker)

    async def _attempt(self, asked: bytes) -> None:
        if not self._workers and not self._stopped:
            self.start()
        await self._turn.acquire()
        if self._stopped:
            raise asyncio.CancelledError
        for dead in [each for each in self._free if not each.alive]:
            self._free.remove(dead)
            self._replace(dead, "a studio worker died")
        worker = self._free.pop(0)
        # Who called may go; the worker is busy until it has answered.
        run = asyncio.create_task(self._run(worker, asked))
        self._running.add(run)
        run.add_done_callback(self._running.discard)
        error = await asyncio.shield(run)
        if error is not None:
            raise error

    async def _run(self, worker: _Worker, asked: bytes) -> Exception | None:
        """Have a job done; what went wrong with it, if anything."""
        try:
            answer = await in_thread(
                partial(worker.ask, asked), name="studio job", deadline_s=CALL_LIMIT_S
            )
            error = _error_in(answer)
        except TimeoutError as late:
            self._replace(worker, "a studio worker hung")
            return late
        except Exception as fault:  # an end of the line, or whatever a worker makes of an answer
            self._replace(worker, "a studio worker died")
            return WorkerDiedError(f"a studio worker died: {fault or type(fault).__name__}")
        else:
            self._free.append(worker)
            return error
        finally:
            self._turn.release()

    def _replace(self, worker: _Worker, reason: str) -> None:
        if self._stopped:
            return
        self._log.warning("studio worker replaced", reason=reason)
        self._workers.discard(worker)
        worker.end()
        self._start_worker()


class _Worker:
    """One process, and the line to it."""

    def __init__(self, kept: Confinement) -> None:
        context = multiprocessing.get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, kept), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, job: bytes) -> bytes:
        """Send a job and wait for the answer. Raises `EOFError` or `OSError` if none comes."""
        self._line.send_bytes(job)
        return self._line.recv_bytes(_ANSWER_BYTES)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def terminate(self) -> None:
        """Tell the process to end, without waiting for it."""
        self._process.terminate()

    def end(self) -> None:
        """End the process now; who waits for an answer gets none."""
        self.terminate()
        self._process.join(_END_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(_END_S)


def _error_in(answer: bytes) -> Exception | None:
    """The error that a worker tells, if any. Raises for what is no answer."""
    kind, text = json.loads(answer)
    if kind == "done":
        return None
    if kind == "memory":
        return MemoryError()
    return ValueError(str(text)) if kind == "unusable" else JobError(str(text))


def _serve(line: Connection, kept: Confinement) -> None:
    """Be a worker: shut in, then one job after another."""
    _prepare(kept)
    import webtv.studio.jobs  # noqa: F401 - so that the first job does not wait for it

    while True:
        try:
            job = pickle.loads(line.recv_bytes())
        except EOFError:
            return
        line.send_bytes(json.dumps(_told(job)).encode())


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
        wait([owner.sentinel])
        os._exit(0)


def _told(job: Callable[[], None]) -> tuple[str, str]:
    """Run a job, and say how it went; `_error_in` reads it."""
    import av

    try:
        job()
    except MemoryError:
        return "memory", ""
    except (ValueError, av.FFmpegError) as error:
        return "unusable", str(error)[: _ANSWER_BYTES // 20]
    except Exception:
        return "fault", traceback.format_exc()[-_ANSWER_BYTES // 20 :]
    finally:
        # The memory of its pictures goes back, which glibc would keep.
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
    return "done", ""
