"""Calls: by whoever can do them, never twice, never beyond the budget."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.clocks import ScaledClock
from tests.production.backends import Row, Scripted, contract
from tests.slack import slack, until
from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.limits import BudgetConfig
from webtv.config.pipeline import BackendConfig
from webtv.config.price import Price
from webtv.errors import MisconfiguredError, RefusedError, UnavailableError
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.generators.transport import Answer
from webtv.model.cost import Cost
from webtv.model.programme import Plan, Shot
from webtv.production.calls.budget import Budgets
from webtv.production.calls.calls import STRIKES, Calls, Job
from webtv.production.calls.scheduler import CallScheduler
from webtv.work.book import WorkBook
from webtv.work.commission import Commission

ID = "20260501T120000-0123ab"


@dataclass
class Bench:
    """Everything that a call passes, with a clock that runs so fast that back-off is no wait."""

    row: Row
    book: WorkBook
    budgets: Budgets
    scheduler: CallScheduler
    calls: Calls

    def job(self, *chain: str, seed: int = 1, channel: str = "llamas") -> Job:
        def request(backend: Backend) -> Request:
            return Request("a llama", seed=seed, seconds=4)

        return Job(
            channel_id=channel,
            programme_id=ID,
            stage="video",
            shot=0,
            chain=[BackendConfig(space=name) for name in chain],
            request=request,
            rank=lambda: (0.0,),
            begun=lambda: None,
        )


@pytest.fixture
async def bench(tmp_path: Path) -> AsyncIterator[Bench]:
    clock = ScaledClock(500, start=datetime(2026, 5, 1, 12, tzinfo=UTC))
    opened = await open_bench(tmp_path, clock)
    yield opened
    opened.scheduler.close()
    await opened.book.close()


async def open_bench(folder: Path, clock: Clock) -> Bench:
    book = await WorkBook.open(
        f"sqlite:///{folder}/work.db", artifacts=folder / "clips", now=clock.now
    )
    await book.commission(
        Commission(
            programme_id=ID,
            channel_id="llamas",
            channel=Channel(title="Llamas", theme="llamas of the Andes"),
            plan=Plan(title="Dawn", shots=(Shot(prompt="a llama"),), music="pan pipes"),
            writer="template",
            created_at=clock.now(),
        )
    )
    row, budgets = Row(clock.monotonic), Budgets(book, clock=clock)
    scheduler = CallScheduler(budgets=budgets, clock=clock)
    calls = Calls(
        backends=row, scheduler=scheduler, budgets=budgets, book=book, scratch=folder / "scratch"
    )
    return Bench(row, book, budgets, scheduler, calls)


def away(times: int, retry_after_s: float | None = None) -> Callable[[int], Answer]:
    def says(number: int) -> Answer:
        if number <= times:
            raise UnavailableError("away", backend="b", retry_after_s=retry_after_s)
        return Answer(gpu_s=2.0)

    return says


def refuse(number: int) -> Answer:
    raise RefusedError("nsfw", backend="b")


def park(number: int) -> Answer:
    raise MisconfiguredError("wrong key", backend="b")


async def test_a_result_that_is_known_is_used_again(bench: Bench) -> None:
    film = Scripted()
    bench.row.add(contract("film"), film)
    first = await bench.calls.make(bench.job("film"))
    again = await bench.calls.make(bench.job("film"))
    assert film.calls == 1
    assert (again.path, again.generation) == (first.path, first.generation)
    assert (await bench.calls.make(bench.job("film", seed=2))).path != first.path


async def test_the_result_of_a_fallback_is_used_when_the_first_is_back(bench: Bench) -> None:
    own, public = Scripted(away(1, retry_after_s=500)), Scripted()
    bench.row.add(contract("own"), own)
    bench.row.add(contract("public"), public)
    first = await bench.calls.make(bench.job("own", "public"))
    assert (first.link, public.calls) == (1, 1)
    again = await bench.calls.make(bench.job("own", "public"))
    assert again.path == first.path
    assert (own.calls, public.calls) == (1, 1)


async def test_the_first_of_the_chain_is_used_again_when_it_is_back(bench: Bench) -> None:
    own, public = Scripted(away(1, retry_after_s=500)), Scripted()
    backend = bench.row.add(contract("own"), own)
    bench.row.add(contract("public"), public)
    assert (await bench.calls.make(bench.job("own", "public"))).link == 1
    await until(lambda: backend.health.wait_s == 0)
    assert (await bench.calls.make(bench.job("own", "public", seed=2))).link == 0


async def test_an_outage_of_everything_is_waited_out(bench: Bench) -> None:
    film = Scripted(away(8))
    bench.row.add(contract("film"), film)
    async with asyncio.timeout(60 * slack()):
        await bench.calls.make(bench.job("film"))
    assert film.calls == 9


async def test_refused_by_one_is_done_by_the_next_and_refused_by_all_is_told(bench: Bench) -> None:
    bench.row.add(contract("prude"), Scripted(refuse))
    bench.row.add(contract("film"), Scripted())
    assert (await bench.calls.make(bench.job("prude", "film"))).link == 1
    with pytest.raises(RefusedError, match="nsfw"):
        await bench.calls.make(bench.job("prude", seed=2))


async def test_what_was_refused_once_is_not_asked_for_again(bench: Bench) -> None:
    prude = Scripted(refuse)
    bench.row.add(contract("prude"), prude)
    for _ in range(3):
        with pytest.raises(RefusedError, match="nsfw"):
            await bench.calls.make(bench.job("prude"))
    assert prude.calls == 1
    bench.row.add(contract("film"), Scripted())
    assert (await bench.calls.make(bench.job("prude", "film"))).link == 1


async def test_a_misconfigured_backend_is_parked_and_the_next_does_the_work(bench: Bench) -> None:
    wrong = Scripted(park)
    bench.row.add(contract("wrong"), wrong)
    bench.row.add(contract("film"), Scripted())
    for seed in (1, 2):
        assert (await bench.calls.make(bench.job("wrong", "film", seed=seed))).link == 1
    assert wrong.calls == 1


async def test_a_call_that_fails_where_others_succeed_is_given_up(bench: Bench) -> None:
    poisoned = Scripted()
    backend = bench.row.add(contract("film"), poisoned)

    def says(number: int) -> Answer:
        backend.health.worked()  # somebody else's call went well
        raise UnavailableError("HTTP 500", backend="b")

    poisoned.says = says
    async with asyncio.timeout(60 * slack()):
        with pytest.raises(RefusedError, match="while it worked for others"):
            await bench.calls.make(bench.job("film"))
    assert poisoned.calls == STRIKES + 1


def vendor(says: Callable[[int], Answer]) -> Scripted:
    return Scripted(says, task="task-1")


VENDOR = contract("vendor", transport="runway", price=Price(credits_per_s=5))


async def test_what_a_vendor_works_on_is_collected_and_bought_by_nobody_else(bench: Bench) -> None:
    def breaks(number: int) -> Answer:
        if number == 1:
            raise UnavailableError("the connection broke", backend="b", collectable=True)
        return Answer(credits=20, task="task-1")

    seller, public = vendor(breaks), Scripted()
    bench.row.add(VENDOR, seller)
    bench.row.add(contract("public"), public)
    async with asyncio.timeout(60 * slack()):
        made = await bench.calls.make(bench.job("vendor", "public"))
    assert (made.link, made.generation.task, public.calls) == (0, "task-1", 0)
    assert seller.tasks == [None, "task-1"]
    assert (await bench.book.cost_of(ID)).credits == 20


async def test_a_task_begun_in_another_life_is_collected_where_it_was_bought(bench: Bench) -> None:
    own, seller = (
        Scripted(away(1, retry_after_s=500)),
        vendor(lambda number: Answer(credits=20, task="task-1")),
    )
    backend = bench.row.add(contract("own"), own)
    bench.row.add(VENDOR, seller)
    seller.go_on.clear()
    task = asyncio.create_task(bench.calls.make(bench.job("own", "vendor")))
    await until(lambda: seller.calls)
    async with asyncio.timeout(10):
        while (await bench.book.cost_of(ID)).credits == 0:
            await asyncio.sleep(0.005)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    seller.go_on.set()
    bench.budgets.limit("llamas", BudgetConfig(credits=20))  # all of it is spent
    await until(lambda: backend.health.wait_s == 0)
    own.says = lambda number: Answer()  # it is back, and free of charge; the other is paid for
    made = await bench.calls.make(bench.job("own", "vendor"))
    assert (made.link, seller.tasks, own.calls) == (1, [None, "task-1"], 1)
    assert (await bench.book.cost_of(ID)).credits == 20


async def test_credits_are_never_exceeded_however_many_want_them(bench: Bench) -> None:
    seller = Scripted(lambda number: Answer(credits=20))
    bench.row.add(VENDOR.model_copy(update={"concurrency": 8}), seller)
    bench.budgets.limit("llamas", BudgetConfig(credits=70))
    tasks = [
        asyncio.create_task(bench.calls.make(bench.job("vendor", seed=seed))) for seed in range(8)
    ]
    await until(lambda: sum(task.done() for task in tasks) == 3 and not seller.running)
    await until(lambda: bench.scheduler.waits_in_vain(ID))
    assert seller.calls == 3
    assert bench.budgets.stands("llamas")[0].spent == 60
    assert bench.scheduler.waits_in_vain(ID)
    bench.budgets.limit("llamas", BudgetConfig(credits=80))
    bench.scheduler.look()
    await until(lambda: sum(task.done() for task in tasks) == 4)
    assert seller.calls == 4
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_gpu_seconds_are_estimated_by_what_calls_took_before(bench: Bench) -> None:
    film = Scripted(lambda number: Answer(gpu_s=7.0))
    backend = bench.row.add(contract("film"), film)
    config = BackendConfig(space="film")
    await bench.calls.make(bench.job("film"))
    await bench.calls.make(bench.job("film", seed=2))
    assert bench.calls.estimate(backend, config, Request()).gpu_s == 7
    assert bench.budgets.stands("llamas")[0].spent == 14


@pytest.mark.parametrize("local", [False, True])
async def test_gpu_seconds_of_failed_calls_are_charged_unless_the_gpu_is_the_stations(
    bench: Bench, local: bool
) -> None:
    def breaks(number: int) -> Answer:
        kind = UnavailableError if number == 1 else RefusedError
        raise kind("it broke", backend="b", gpu_s=number + 1)

    price = Price(money_per_gpu_s=0.5)
    bench.row.add(contract("film", price=price), Scripted(breaks), local=local)
    with pytest.raises(RefusedError):
        await bench.calls.make(bench.job("film"))
    charged = Cost() if local else Cost(gpu_s=5, money=2.5)
    assert await bench.book.cost_of(ID) == charged
    bench.budgets.limit("llamas", BudgetConfig(gpu_s=60))
    assert bench.budgets.stands("llamas")[0].spent == charged.gpu_s


async def test_a_backend_that_needs_what_there_is_not_is_left_out(bench: Bench) -> None:
    base = contract("animate")
    image = base.inputs[0].model_copy(
        update={"name": "image", "source": "image", "kind": "file", "required": True}
    )
    needy = base.model_copy(update={"inputs": (*base.inputs, image)})
    animate = Scripted()
    bench.row.add(needy, animate)
    bench.row.add(contract("film"), Scripted())
    assert (await bench.calls.make(bench.job("animate", "film"))).link == 1
    with pytest.raises(RefusedError, match="can work without"):
        await bench.calls.make(bench.job("animate", seed=2))
    assert animate.calls == 0
