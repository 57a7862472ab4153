"""One work book on several machines: who was taken over plans nothing, and loses nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.work.server import empty
from tests.work.values import NOON, Now, clip, commission, generation, key
from webtv.errors import SupersededError, WorkBookError
from webtv.machines.table import SqlTables, register, require
from webtv.machines.value import Self
from webtv.work.book import WorkBook
from webtv.work.database import Database
from webtv.work.engine import LEASES, Use


class Place:
    """One production of several."""

    def __init__(self, url: str, name: str) -> None:
        self.database = Database(url, LEASES)
        self.database.open()
        self.me = self.database.transact(
            lambda session: register(session, Self("production", name), capacity=9)
        )

    @asynccontextmanager
    async def book(self, url: str, folder: Path) -> AsyncIterator[WorkBook]:
        book = await WorkBook.open(
            url,
            artifacts=folder / "clips",
            now=Now(),
            fence=lambda session: require(session, self.me),
        )
        yield book
        await book.close()
        self.database.close()

    def supersede(self, other: str) -> None:
        def done(session: object) -> bool:
            tables = SqlTables(session, self.me)  # type: ignore[arg-type]
            (machine,) = [m for m in tables.look().machines if m.id == other]
            return tables.supersede(machine)

        assert self.database.transact(done)


def test_an_answer_that_takes_too_long_may_come_later(postgres: str) -> None:
    database = Database(empty(postgres), Use(claim="none", patience_s=1))
    with pytest.raises(WorkBookError, match="statement timeout"):
        database.transact(lambda session: session.execute(text("SELECT pg_sleep(60)")))
    database.close()


async def test_nothing_is_bought_by_who_was_taken_over(postgres: str, tmp_path: Path) -> None:
    url = empty(postgres)
    one, two = Place(url, "one"), Place(url, "two")
    async with one.book(url, tmp_path) as before, two.book(url, tmp_path) as after:
        await before.commission(commission())
        ticket = await before.begin(key(shot=1))
        bought = await before.begin(key(shot=2))
        two.supersede("one")
        with pytest.raises(SupersededError, match=r"machine one .* was taken over"):
            await before.begin(key(shot=3))
        with pytest.raises(SupersededError):
            await before.commission(commission(2))
        # What was under way came to its end all the same, and is not asked for again.
        await before.submitted(bought, "task-1")
        done = await before.done(ticket, clip(tmp_path, "pictures"), generation())
        await before.charge("llamas", generation().cost, "writing", NOON)
        assert await after.open_commissions() == [commission()]
        assert await after.result(key(shot=1)) == (done, generation())
        assert (await after.begin(key(shot=2))).task == "task-1"


async def test_who_shares_and_who_does_not_keep_apart(postgres: str, tmp_path: Path) -> None:
    url = empty(postgres)
    place = Place(url, "one")
    async with place.book(url, tmp_path):
        with pytest.raises(WorkBookError, match="WEBTV_MACHINE on every machine"):
            await WorkBook.open(url, artifacts=tmp_path / "more")


async def test_what_another_may_be_about_to_record_is_not_swept(
    postgres: str, tmp_path: Path
) -> None:
    url = empty(postgres)
    strange = tmp_path / "clips" / "ab" / f"ab{'0' * 62}.mp4"
    strange.parent.mkdir(parents=True)
    strange.write_bytes(b"pictures")
    async with Place(url, "one").book(url, tmp_path):
        assert strange.exists()
