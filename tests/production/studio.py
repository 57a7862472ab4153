"""A studio for tests: real work book, floor, gate and ingest, with Runway as its only vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from webtv.clock import Clock
from webtv.config.contract import load_contracts
from webtv.generators.backends import Backends
from webtv.generators.runway import RunwayAccount
from webtv.media.binary import find_ffmpeg
from webtv.model.programme import Programme
from webtv.production.announcer import Announcer
from webtv.production.budget import Budgets
from webtv.production.calls import Calls
from webtv.production.floor import Floor
from webtv.production.footage import Footage
from webtv.production.gate import Gate
from webtv.production.inbox import Inbox
from webtv.production.producer import Producer
from webtv.production.progress import Progress
from webtv.production.rework import Rework
from webtv.store.library import Library
from webtv.store.rejected import RejectedStills
from webtv.work.book import WorkBook
from webtv.work.commission import Commission


class SetClock(Clock):
    """A clock whose date is set by hand; its seconds are the machine's."""

    def __init__(self, date: datetime) -> None:
        self.date = date

    def now(self) -> datetime:
        return self.date


@dataclass
class Studio:
    """All parts of production that one programme passes."""

    home: Path
    book: WorkBook
    library: Library
    inbox: Inbox
    announcer: Announcer
    footage: Footage
    clock: SetClock

    async def announce(self, commission: Commission) -> Programme:
        await self.book.commission(commission)
        return await self.announcer.make(
            commission, Progress(commission.programme_id), lambda: (0.0,)
        )

    async def show(self, commission: Commission) -> Programme:
        await self.book.commission(commission)
        return await self.footage.make(
            commission, Progress(commission.programme_id), lambda: (0.0,)
        )


@asynccontextmanager
async def studio(
    home: Path,
    *,
    runway: str = "http://127.0.0.1:9",
    now: datetime = datetime(2026, 6, 1, 19, 45, tzinfo=UTC),
    banned: Iterable[int] = (),
) -> AsyncIterator[Studio]:
    """A studio in `home`, whose vendor is at the address `runway`."""
    clock, ffmpeg, library = SetClock(now), find_ffmpeg(None), Library(home / "library")
    contracts = load_contracts()
    book = await WorkBook.open(f"sqlite:///{home}/work.db", artifacts=home / "clips", now=clock.now)
    backends = Backends(
        contracts,
        local_url="http://127.0.0.1:9",
        local_concurrency=1,
        runway=RunwayAccount("key_test", runway, poll_s=0.02),
    )
    budgets = Budgets(book, clock=clock)
    floor = Floor(budgets=budgets, clock=clock)
    calls = Calls(
        backends=backends, floor=floor, budgets=budgets, book=book, scratch=home / "scratch"
    )
    gate = Gate(book=book, stills=RejectedStills(home / "rejected"), clock=clock)
    producer = Producer(
        calls=calls,
        floor=floor,
        gate=gate,
        book=book,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=home / "work",
        assets=home / "assets",
        banned=lambda: set(banned),
        clock=clock,
    )
    inbox = Inbox(home / "inbox")
    announcer = Announcer(
        calls=calls,
        gate=gate,
        producer=producer,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=home / "work",
        assets=home / "assets",
        clock=clock,
    )
    footage = Footage(
        inbox=inbox,
        rework=Rework(calls=calls, gate=gate, contracts=contracts, ffmpeg=ffmpeg, clock=clock),
        producer=producer,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=home / "work",
        clock=clock,
    )
    try:
        yield Studio(home, book, library, inbox, announcer, footage, clock)
    finally:
        floor.close()
        backends.close()
        await book.close()
