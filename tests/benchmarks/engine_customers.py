"""Processes that buy all calls of the engine benchmark, with and without an engine behind them."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from tests.benchmarks.engine_vendor import CALLS, Vendor, all_of

BARE, OURS, THEIRS = "vendor alone", "work book", "DBOS"


async def alone(folder: Path, programmes: int) -> None:
    """Buy and keep films without any record."""
    vendor = Vendor(folder)

    async def programme(number: int) -> None:
        for shot in range(CALLS):
            film = await vendor.collect(await vendor.take(f"{number}-{shot}"))
            (folder / f"{number}-{shot}.mp4").write_bytes(film)

    await all_of(programme, programmes)


async def with_book(folder: Path, programmes: int) -> None:
    """As production does it: each call is a line of the work book before anybody waits for it."""
    from tests.work.values import commission, generation, key, programme_id
    from webtv.work.book import WorkBook

    vendor = Vendor(folder)
    book = await WorkBook.open(f"sqlite:///{folder / 'work.db'}", artifacts=folder / "clips")

    async def programme(number: int) -> None:
        await book.commission(commission(number))
        for shot in range(CALLS):
            call, name = key(number, shot=shot), f"{number}-{shot}"
            if await book.result(call) is not None:
                continue
            ticket = await book.begin(call)
            task = ticket.task
            if task is None:
                task = await vendor.take(name)
                await book.submitted(ticket, task)
                vendor.noted(name)
            file = folder / f"{name}.mp4"
            file.write_bytes(await vendor.collect(task))
            await book.done(ticket, file, generation())
        await book.settle(programme_id(number), "made")

    await all_of(programme, programmes)
    await book.close()


async def with_dbos(folder: Path, programmes: int) -> None:
    """As DBOS has it: a workflow for each programme, two steps for each call."""
    from dbos import DBOS, SetWorkflowID

    vendor = Vendor(folder)
    DBOS(config={"name": "webtv", "system_database_url": f"sqlite:///{folder / 'dbos.db'}"})

    async def take(name: str) -> str:
        return await vendor.take(name)

    async def collect(name: str, task: str) -> str:
        file = folder / f"{name}.mp4"
        file.write_bytes(await vendor.collect(task))
        return str(file)

    took, collected = DBOS.step()(take), DBOS.step()(collect)

    async def make(number: int) -> None:
        for shot in range(CALLS):
            name = f"{number}-{shot}"
            task = await took(name)
            vendor.noted(name)
            await collected(name, task)

    workflow = DBOS.workflow()(make)

    async def programme(number: int) -> None:
        with SetWorkflowID(f"programme-{number}"):  # one that was begun is gone on with
            handle = await DBOS.start_workflow_async(workflow, number)
        await handle.get_result()

    DBOS.launch()
    try:
        await all_of(programme, programmes)
    finally:
        DBOS.destroy()


CUSTOMERS: dict[str, Callable[[Path, int], Awaitable[None]]] = {
    BARE: alone,
    OURS: with_book,
    THEIRS: with_dbos,
}

if __name__ == "__main__":

    async def main() -> None:
        await CUSTOMERS[sys.argv[1]](Path(sys.argv[2]), int(sys.argv[3]))

    asyncio.run(main())
