"""A loop that must not end goes on after any fault; the fault is said once, in full."""

from __future__ import annotations

import asyncio

import structlog
from structlog.testing import capture_logs

from webtv.outage import Outage
from webtv.restart import keep_running
from webtv.threads import in_thread


async def test_a_fault_is_said_once_and_the_loop_starts_again() -> None:
    tries = 0

    async def fail_thrice() -> None:
        nonlocal tries
        tries += 1
        if tries <= 3:
            raise KeyError("nobody expected this")

    with capture_logs() as lines:
        async with asyncio.timeout(10):
            await keep_running(fail_thrice, outage=Outage("lost", "back"), first_s=0.01)

    assert tries == 4
    assert [line["event"] for line in lines] == ["lost"]
    assert isinstance(lines[0]["exc_info"], KeyError)


async def test_a_loop_that_has_run_for_long_works_again() -> None:
    tries = 0
    outage = Outage("lost", "back")
    forever = asyncio.Event()

    async def fail_once() -> None:
        nonlocal tries
        tries += 1
        if tries == 1:
            raise OSError("for once")
        await forever.wait()

    with capture_logs() as lines:
        running = asyncio.create_task(
            keep_running(fail_once, outage=outage, first_s=0.01, settled_s=0.05)
        )
        async with asyncio.timeout(10):
            while len(lines) < 2:
                await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    assert [line["event"] for line in lines] == ["lost", "back"]


async def test_what_is_bound_in_a_task_is_bound_in_its_threads() -> None:
    def bound() -> dict[str, object]:
        return structlog.contextvars.get_contextvars()

    with structlog.contextvars.bound_contextvars(channel="llamas"):
        assert (await in_thread(bound, name="look"))["channel"] == "llamas"
