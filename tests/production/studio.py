"""A studio for tests: real work book, floor, gate and ingest, with Runway as its only vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.contract import load_contracts
from webtv.files import write_atomic
from webtv.generators.backends import Backends
from webtv.generators.runway import RunwayAccount
from webtv.ingest.job import IngestJob
from webtv.media.binary import find_ffmpeg
from webtv.media.probe import MediaInfo, probe
from webtv.model.programme import FilmedShot, Programme
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
from webtv.safety.choose import choose_moderation
from webtv.store.library import Library
from webtv.store.rejected import RejectedStills
from webtv.work.book import WorkBook
from webtv.work.commission import Commission


class Paper(Producer):
    """A producer that writes down what it would ingest: sidecars stand in the library at once."""

    def __init__(self, library: Library, **parts: Any) -> None:
        super().__init__(library=library, **parts)
        self.jobs: list[IngestJob] = []
        self.films: list[MediaInfo] = []
        self._shelf = library

    async def ingest(self, job: IngestJob) -> Programme:
        self.jobs.append(job)
        self.films.append(probe(job.clips[0].path))
        programme = Programme(
            id=job.programme_id,
            channel=job.channel_id,
            title=job.plan.title,
            shots=tuple(
                FilmedShot(prompt=c.shot.prompt, start_s=0, duration_s=c.shown_s, takes=c.takes)
                for c in job.clips
            ),
            file=f"{job.programme_id}.mp4",
            sha256="0" * 64,
            size_bytes=1,
            frames=192,
            fps=24,
            width=256,
            height=144,
            created_at=job.created_at,
        )
        sidecar = self._shelf.sidecar(job.channel_id, job.programme_id)
        write_atomic(self._shelf.media(programme), b"x")
        write_atomic(sidecar, programme.model_dump_json())
        return programme


async def _object_to(channel: Channel, texts: Sequence[str]) -> str:
    """The station's own word list."""
    moderation = choose_moderation(channel)
    return await moderation.object_to(texts) if moderation else ""


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
    producer: Producer
    inbox: Inbox
    announcer: Announcer
    footage: Footage
    clock: SetClock
    jobs: list[IngestJob]
    """What was ingested on paper."""
    films: list[MediaInfo]
    """The first clip of each of these."""

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
    paper: bool = False,
) -> AsyncIterator[Studio]:
    """A studio in `home`, its vendor at the address `runway`; on `paper` it encodes nothing."""
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
    producer = (Paper if paper else Producer)(
        calls=calls,
        floor=floor,
        gate=gate,
        book=book,
        library=library,
        ffmpeg=ffmpeg,
        work_dir=home / "work",
        assets=home / "assets",
        banned=frozenset,
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
        object_to=_object_to,
        ffmpeg=ffmpeg,
        work_dir=home / "work",
        clock=clock,
    )
    try:
        paper_trail = producer if isinstance(producer, Paper) else None
        jobs = paper_trail.jobs if paper_trail else []
        films = paper_trail.films if paper_trail else []
        yield Studio(home, book, library, producer, inbox, announcer, footage, clock, jobs, films)
    finally:
        floor.close()
        backends.close()
        await book.close()
