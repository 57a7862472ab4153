"""Costs: exact sums by channel and UTC day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from tests.work.values import NOON, Now, commission, key, make, programme_id
from webtv.model.cost import Cost
from webtv.work.book import WorkBook


async def test_sums_are_exact(book: WorkBook) -> None:
    """A hundred times 0.1 is 9.99999999999998 where floats are added up."""
    for _ in range(100):
        await book.charge("llamas", Cost(money=0.1, tokens=3), "a language model", NOON)
    assert await book.spent("llamas", "2026-03-01") == Cost(money=10.0, tokens=300)


async def test_channels_and_days_are_apart(book: WorkBook) -> None:
    midnight = datetime(2026, 3, 2, tzinfo=UTC)
    await book.charge("llamas", Cost(credits=1), "runway", midnight - timedelta(microseconds=1))
    await book.charge("llamas", Cost(credits=2), "runway", midnight)
    await book.charge("sea", Cost(credits=4), "runway", midnight)
    lima = timezone(timedelta(hours=-5))
    await book.charge("sea", Cost(credits=8), "runway", datetime(2026, 3, 1, 23, tzinfo=lima))
    assert await book.spent("llamas", "2026-03-01") == Cost(credits=1)
    assert await book.spent("llamas", "2026-03-02") == Cost(credits=2)
    assert await book.spent("sea", "2026-03-02") == Cost(credits=12)
    assert await book.spent("nobody", "2026-03-02") == Cost()


async def test_a_call_is_charged_on_the_day_it_was_bought(
    book: WorkBook, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    await book.submitted(ticket, "task-1", cost=Cost(credits=25, money=0.25))
    assert await book.spent("llamas", "2026-03-01") == Cost(credits=25, money=0.25)
    now.at = NOON + timedelta(days=1)
    await make(book, tmp_path, key(), cost=Cost(credits=20, money=0.2))
    assert await book.spent("llamas", "2026-03-01") == Cost(credits=20, money=0.2)
    assert await book.spent("llamas", "2026-03-02") == Cost()


async def test_a_programme_costs_all_that_was_tried_for_it(book: WorkBook, tmp_path: Path) -> None:
    await book.charge(
        "llamas", Cost(tokens=900), "a language model", NOON, programme_id=programme_id(1)
    )
    await book.commission(commission())
    ticket = await book.begin(key())
    await book.failed(ticket, "the connection broke", cost=Cost(gpu_s=10))
    await make(book, tmp_path, key(), cost=Cost(gpu_s=2.5))
    await make(book, tmp_path, key(seed=9), cost=Cost(gpu_s=2.5))
    assert await book.cost_of(programme_id(1)) == Cost(tokens=900, gpu_s=15)
    assert await book.spent("llamas", "2026-03-01") == Cost(tokens=900, gpu_s=15)


async def test_what_a_call_typically_costs(book: WorkBook, tmp_path: Path) -> None:
    backend = key().backend
    assert await book.typical(backend) is None
    await book.commission(commission())
    for seed, seconds in enumerate([4, 5, 900]):
        await make(book, tmp_path, key(seed=seed), cost=Cost(gpu_s=seconds))
    assert await book.typical(backend) == Cost(gpu_s=5)
    assert await book.typical("another") is None
