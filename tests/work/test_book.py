"""Calls and programmes: what is known stays known, whatever happens in between."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from tests.work.values import (
    NOON,
    Now,
    clip,
    commission,
    files,
    generation,
    key,
    make,
    programme_id,
)
from webtv.errors import MediaError
from webtv.model.cost import Cost
from webtv.work.book import WorkBook


async def again(book: WorkBook, url: str, tmp_path: Path, now: Now) -> WorkBook:
    """The book as the next start of production finds it."""
    await book.close()
    return await WorkBook.open(url, artifacts=tmp_path / "clips", now=now)


async def test_commissions_are_open_until_they_are_settled(book: WorkBook) -> None:
    for number in (3, 1, 2):
        await book.commission(commission(number))
    await book.commission(commission(1))
    assert await book.open_commissions() == [commission(n) for n in (1, 2, 3)]
    await book.settle(programme_id(1), "made")
    await book.settle(programme_id(2), "lost", "every shot came out black\0\udc80")
    await book.settle(programme_id(99), "lost", "never heard of")
    assert await book.open_commissions() == [commission(3)]


async def test_a_result_is_found_again_by_its_key(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    assert await book.result(key()) is None
    done = generation(Cost(gpu_s=4.25))
    file = clip(tmp_path, "pictures")
    artifact = await book.done(await book.begin(key()), file, done)
    assert not file.exists()
    assert artifact.path.read_text() == "pictures"
    assert artifact.path.name == f"{artifact.sha256}.mp4"
    book = await again(book, url, tmp_path, now)
    assert await book.result(key()) == (artifact, done)
    assert await book.result(key(seed=8)) is None
    assert await book.result(key(shot=1)) is None
    await book.close()


async def test_a_result_whose_file_is_gone_is_none(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())
    artifact = await make(book, tmp_path, key(), "pictures")
    artifact.path.write_text("torn")
    assert await book.result(key()) is None
    artifact.path.unlink()
    assert await book.result(key()) is None
    assert await make(book, tmp_path, key(), "pictures") == artifact
    assert await book.result(key()) is not None


async def test_a_file_that_was_damaged_in_place_is_replaced(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())
    artifact = await make(book, tmp_path, key(), "pictures")
    artifact.path.write_text("torn")
    assert (await make(book, tmp_path, key(), "pictures")).path.read_text() == "pictures"


async def test_a_vendors_task_is_collected_not_bought_again(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    assert ticket.task is None
    await book.submitted(ticket, "task-1", cost=Cost(credits=25))
    book = await again(book, url, tmp_path, now)
    ticket = await book.begin(key())
    assert ticket.task == "task-1"
    await book.failed(ticket, "the network went away", final=False)
    ticket = await book.begin(key())
    assert ticket.task == "task-1"
    await book.done(ticket, clip(tmp_path), generation(Cost(credits=25)))
    assert await book.cost_of(programme_id(1)) == Cost(credits=25)
    await book.close()


async def test_what_failed_for_good_is_bought_anew(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    await book.submitted(ticket, "task-1", cost=Cost(credits=25))
    await book.failed(ticket, "the vendor's filter")
    ticket = await book.begin(key())
    assert ticket.task is None
    await book.submitted(ticket, "task-2", cost=Cost(credits=25))
    await book.failed(ticket, "paid back", cost=Cost())
    await make(book, tmp_path, key(), cost=Cost(credits=30))
    assert await book.cost_of(programme_id(1)) == Cost(credits=25 + 30)


async def test_a_refusal_is_remembered_across_a_new_start(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    assert await book.refused(key()) is None
    ticket = await book.begin(key())
    await book.failed(ticket, "the vendor's filter", cost=Cost(credits=5), refused=True)
    book = await again(book, url, tmp_path, now)
    assert await book.refused(key()) == "the vendor's filter"
    assert await book.task(key()) is None
    assert await book.cost_of(programme_id(1)) == Cost(credits=5)
    await book.close()


async def test_a_call_needs_a_commission(book: WorkBook) -> None:
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await book.begin(key())
    assert await book.open_commissions() == []


async def test_a_caller_that_goes_away_does_not_undo_its_entry(
    book: WorkBook, tmp_path: Path
) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    file = clip(tmp_path)

    async def call() -> None:
        try:
            await book.done(ticket, file, generation())
        finally:
            file.unlink(missing_ok=True)

    entry = asyncio.create_task(call())
    await asyncio.sleep(0)
    entry.cancel()
    with pytest.raises(asyncio.CancelledError):
        await entry
    assert await book.result(key()) is not None


async def test_done_may_be_said_again(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    file = clip(tmp_path)
    first = await book.done(ticket, file, generation(Cost(money=1)))
    assert await book.done(ticket, file, generation(Cost(money=1))) == first
    assert await book.cost_of(programme_id(1)) == Cost(money=1)


async def test_done_without_a_file_is_an_error(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())
    ticket = await book.begin(key())
    with pytest.raises(MediaError, match=r"nothing\.mp4 is not there"):
        await book.done(ticket, tmp_path / "nothing.mp4", generation())


async def test_entries_at_once_do_not_mix(book: WorkBook, tmp_path: Path) -> None:
    await book.commission(commission())

    async def call(shot: int) -> None:
        ticket = await book.begin(key(shot=shot))
        file = clip(tmp_path, f"shot {shot}", f"{shot}.mp4")
        await book.done(ticket, file, generation(Cost(tokens=1)))

    await asyncio.gather(*(call(shot) for shot in range(20)))
    for shot in range(20):
        found = await book.result(key(shot=shot))
        assert found is not None
        assert found[0].path.read_text() == f"shot {shot}"
    assert await book.cost_of(programme_id(1)) == Cost(tokens=20)
    assert len(files(tmp_path / "clips")) == 20


async def test_finished_work_is_on_record_for_a_while(
    book: WorkBook, tmp_path: Path, now: Now
) -> None:
    for number in (1, 2):
        await book.commission(commission(number))
        await make(book, tmp_path, key(number), f"clip {number}", Cost(money=1))
    await book.settle(programme_id(1), "made")
    now.at = NOON + timedelta(days=89)
    await book.settle(programme_id(2), "made")
    assert await book.cost_of(programme_id(1)) == Cost(money=1)
    now.at = NOON + timedelta(days=91)
    await book.settle("", "lost")
    assert await book.cost_of(programme_id(1)) == Cost()
    assert await book.typical(key().backend) == Cost(money=1)
    now.at = NOON + timedelta(days=200)
    await book.settle("", "lost")
    assert await book.typical(key().backend) is None


async def test_what_is_in_the_making_stays_however_old_it_is(
    book: WorkBook, url: str, tmp_path: Path, now: Now
) -> None:
    await book.commission(commission())
    await make(book, tmp_path, key())
    now.at = NOON + timedelta(days=1000)
    book = await again(book, url, tmp_path, now)
    assert await book.open_commissions() == [commission()]
    assert await book.result(key()) is not None
    await book.close()
