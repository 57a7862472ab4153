"""Who gets the next free slot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from tests.clocks import ScaledClock
from tests.production.backends import Row, Scripted, contract
from webtv.clock import Clock
from webtv.config.limits import BudgetConfig
from webtv.errors import MisconfiguredError, UnavailableError
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.model.cost import Cost
from webtv.production.calls.budget import Budgets
from webtv.production.calls.scheduler import CallScheduler, Option, Wanted
from webtv.work.call import CallKey


class Ledger:
    async def spent(self, channel: str, day: str) -> Cost:
        return Cost()


@pytest.fixture
def row() -> Row:
    return Row()


@pytest.fixture
def scheduler() -> CallScheduler:
    return CallScheduler(budgets=Budgets(Ledger(), clock=Clock()), clock=Clock())


def wanted(
    *links: Sequence[Backend],
    rank: float = 0.0,
    channel: str = "llamas",
    cost: Cost | None = None,
) -> Wanted:
    key = CallKey("20260501T000000-000000", channel, "video", 0, "b")
    return Wanted(
        channel,
        f"programme {rank:g}",
        "video",
        lambda: (rank,),
        [
            [Option(b, {}, Request("a llama"), cost or Cost(), place, key) for b in link]
            for place, link in enumerate(links)
        ],
    )


class Queue:
    """Calls that take a slot and keep it until they are told to leave."""

    def __init__(self, scheduler: CallScheduler) -> None:
        self.scheduler = scheduler
        self.served: list[tuple[float, str]] = []
        self._leave: dict[float, asyncio.Event] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def join(self, call: Wanted) -> None:
        leave = self._leave[call.rank()[0]] = asyncio.Event()
        self._tasks.append(asyncio.create_task(self._hold(call, leave)))
        await settle()

    def send_away(self, rank: float) -> None:
        self._leave[rank].set()

    async def leave(self, rank: float) -> None:
        self.send_away(rank)
        await settle()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _hold(self, call: Wanted, leave: asyncio.Event) -> None:
        async with self.scheduler.slot(call) as option:
            self.served.append((call.rank()[0], option.backend.id))
            await leave.wait()


async def settle() -> None:
    """Let every task go on until it waits."""
    for _ in range(5):
        await asyncio.sleep(0)


def lose(backend: Backend, retry_after_s: float = 60.0) -> None:
    backend.health.failed(UnavailableError("away", backend=backend.id, retry_after_s=retry_after_s))


async def test_the_freed_slot_goes_to_the_most_urgent_call(
    scheduler: CallScheduler, row: Row
) -> None:
    film = row.add(contract("film"), Scripted())
    queue = Queue(scheduler)
    for rank in (50, 30, 10, 20):
        await queue.join(wanted([film], rank=rank))
    assert [rank for rank, _ in queue.served] == [50]
    for rank in (50, 10, 20):
        await queue.leave(rank)
    assert [rank for rank, _ in queue.served] == [50, 10, 20, 30]
    await queue.close()
    assert scheduler.calls(film) == 0


async def test_backends_at_one_place_share_its_slots(scheduler: CallScheduler, row: Row) -> None:
    film = row.add(contract("film"), Scripted(), place="me/both")
    music = row.add(contract("music", stage="music"), Scripted(), place="me/both")
    queue = Queue(scheduler)
    await queue.join(wanted([film], rank=1))
    await queue.join(wanted([music], rank=2))
    assert queue.served == [(1, film.id)]
    await queue.leave(1)
    assert queue.served[1:] == [(2, music.id)]
    await queue.close()


async def test_a_pool_is_filled_before_anybody_waits(scheduler: CallScheduler, row: Row) -> None:
    pool = [row.add(contract("film"), Scripted(), place=f"me/{n}") for n in range(3)]
    queue = Queue(scheduler)
    for rank in range(4):
        await queue.join(wanted(pool, rank=rank))
    assert sorted(name for _, name in queue.served) == sorted(b.id for b in pool)
    await queue.close()


async def test_a_fallback_is_for_a_backend_that_is_away_not_for_one_that_is_busy(
    scheduler: CallScheduler, row: Row
) -> None:
    own = row.add(contract("own"), Scripted())
    public = row.add(contract("public"), Scripted())
    queue = Queue(scheduler)
    await queue.join(wanted([own], [public], rank=1))
    await queue.join(wanted([own], [public], rank=2))
    assert queue.served == [(1, own.id)]
    lose(own)
    scheduler.look()
    await settle()
    assert queue.served[1:] == [(2, public.id)]
    await queue.close()


async def test_when_it_is_time_one_call_tries_a_lost_backend_and_the_others_do_not(
    scheduler: CallScheduler, row: Row
) -> None:
    own = row.add(contract("own", concurrency=4), Scripted())
    public = row.add(contract("public", concurrency=4), Scripted())
    lose(own)
    row.seconds.now += 70
    queue = Queue(scheduler)
    for rank in (1, 2, 3):
        await queue.join(wanted([own], [public], rank=rank))
    assert [name for _, name in queue.served] == [own.id, public.id, public.id]
    own.health.worked()
    await queue.join(wanted([own], [public], rank=4))
    assert queue.served[3:] == [(4, own.id)]
    await queue.close()


async def test_with_every_backend_away_a_call_waits_and_goes_on_by_itself(row: Row) -> None:
    clock = ScaledClock(1000, start=datetime(2026, 5, 1, tzinfo=UTC))
    scheduler = CallScheduler(budgets=Budgets(Ledger(), clock=clock), clock=clock)
    own = Row(clock.monotonic).add(contract("own"), Scripted())
    lose(own, retry_after_s=50)
    queue = Queue(scheduler)
    await queue.join(wanted([own], rank=1))
    assert queue.served == []
    assert scheduler.waits_in_vain("programme 1")
    assert scheduler.waits_in_vain("programme 1", "video", "upscale")
    assert not scheduler.waits_in_vain("programme 1", "music")
    async with asyncio.timeout(10):
        while not queue.served:
            await asyncio.sleep(0.005)
    assert clock.monotonic() > 50
    assert not scheduler.waits_in_vain("programme 1")
    await queue.close()
    scheduler.close()


async def test_a_parked_backend_is_left_alone(scheduler: CallScheduler, row: Row) -> None:
    own = row.add(contract("own"), Scripted())
    public = row.add(contract("public"), Scripted())
    own.health.failed(MisconfiguredError("wrong key", backend=own.id))
    queue = Queue(scheduler)
    await queue.join(wanted([own], [public], rank=1))
    assert queue.served == [(1, public.id)]
    await queue.close()


async def test_what_the_budget_does_not_allow_goes_to_who_costs_nothing(row: Row) -> None:
    budgets = Budgets(Ledger(), clock=Clock())
    budgets.limit("llamas", BudgetConfig(credits=60))
    scheduler = CallScheduler(budgets=budgets, clock=Clock())
    vendor = row.add(contract("vendor", concurrency=4), Scripted())
    queue = Queue(scheduler)
    for rank in (1, 2):
        await queue.join(wanted([vendor], rank=rank, cost=Cost(credits=50)))
    assert queue.served == [(1, vendor.id)]  # both together would be too much
    assert scheduler.waits_in_vain("programme 2")
    await queue.join(wanted([vendor], rank=3, channel="tides", cost=Cost(credits=50)))
    assert queue.served[1:] == [(3, vendor.id)]
    await queue.leave(1)  # it took nothing after all
    assert queue.served[2:] == [(2, vendor.id)]
    await queue.close()


async def test_a_call_that_is_cancelled_leaves_no_slot_behind(
    scheduler: CallScheduler, row: Row
) -> None:
    film = row.add(contract("film"), Scripted())
    queue = Queue(scheduler)
    await queue.join(wanted([film], rank=1))
    waiting = asyncio.create_task(hold(scheduler, wanted([film], rank=2)))
    await settle()
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    # Cancelled at the very moment its turn comes:
    unlucky = asyncio.create_task(hold(scheduler, wanted([film], rank=3)))
    await settle()
    queue.send_away(1)
    await asyncio.sleep(0)
    unlucky.cancel()
    await asyncio.gather(unlucky, return_exceptions=True)
    assert scheduler.calls(film) == 0
    await queue.join(wanted([film], rank=4))
    assert queue.served[1:] == [(4, film.id)]
    await queue.close()


async def hold(scheduler: CallScheduler, call: Wanted) -> None:
    async with scheduler.slot(call):
        await asyncio.sleep(60)
