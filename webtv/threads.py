"""Blocking work beside the event loop, in threads that never hold up the end of the process."""

from __future__ import annotations

import asyncio
import errno
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextvars import copy_context
from typing import ParamSpec, TypeVar

ResultT = TypeVar("ResultT")
ParamsT = ParamSpec("ParamsT")


class DaemonExecutor(Executor):
    """Runs each piece of work at once, in a daemon thread of its own.

    For libraries that want an executor. Python waits at exit for the threads of a
    `ThreadPoolExecutor`, whatever they wait for, and for as long.
    """

    def submit(
        self, fn: Callable[ParamsT, ResultT], /, *args: ParamsT.args, **kwargs: ParamsT.kwargs
    ) -> Future[ResultT]:
        """Begin `fn` and give its future."""
        future: Future[ResultT] = Future()

        def work() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                result = fn(*args, **kwargs)
            except BaseException as error:
                future.set_exception(error)
            else:
                future.set_result(result)

        threading.Thread(target=work, name="executor", daemon=True).start()
        return future


async def in_thread(
    function: Callable[[], ResultT], *, name: str, deadline_s: float | None = None
) -> ResultT:
    """Run `function` in a thread of its own and give its result, or raise what it raised.

    Raises `OSError` if the system has no thread left, and `TimeoutError` after `deadline_s`
    seconds. The thread cannot be stopped and may go on; being a daemon it does not delay the exit
    of the process, unlike those of `asyncio.to_thread`.
    """
    loop = asyncio.get_running_loop()
    future: asyncio.Future[ResultT] = loop.create_future()

    def settle(result: ResultT | None, error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result)  # type: ignore[arg-type]

    def work() -> None:
        result: ResultT | None = None
        error: BaseException | None = None
        try:
            result = function()
        except StopIteration as raised:
            # A future cannot hold this one, and would never be done.
            error = RuntimeError(f"{name} ended with StopIteration")
            error.__cause__ = raised
        except BaseException as raised:
            error = raised
        try:
            loop.call_soon_threadsafe(settle, result, error)
        except RuntimeError:
            # The loop is closed: nobody waits for this any more.
            return

    context = copy_context()  # so that log lines have what is bound here
    try:
        threading.Thread(target=context.run, args=(work,), name=name, daemon=True).start()
    except RuntimeError as error:
        raise OSError(errno.EAGAIN, f"no thread is left for {name}") from error
    # Not wait_for: before Python 3.12 it loses a cancellation that comes just as it is done.
    async with asyncio.timeout(deadline_s):
        return await future
