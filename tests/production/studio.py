"""A studio for tests: real work book, scheduler, QC and ingest; Runway is its only vendor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from tests.clocks import SetClock
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.files import write_atomic
from webtv.generators.backends import Backends
from webtv.generators.local import LocalSpaces
from webtv.generators.runway import RunwayAccount
from webtv.ingest.job import IngestJob
from webtv.media.probe import MediaInfo, probe
from webtv.media.process.binary import find_ffmpeg
from webtv.model.programme import FilmedShot, Programme
from webtv.production.announcements.announcer import Announcer
from webtv.production.continuity.continuity import Continuity
from webtv.production.inbox.footage import Footage
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.production.studio import fit_out
from webtv.store.library import Library
from webtv.work.book import WorkBook
from webtv.work.commission import Commission


class Paper:
    """Writes down what is to be ingested: sidecars stand in the library at once."""

    def __init__(self, library: Library) -> None:
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
                FilmedShot(
                    prompt=c.shot.prompt, start_s=0, duration_s=c.shown_s, generations=c.generations
                )
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
            kind=job.kind,
            airs_at=job.airs_at,
            announcement=job.announcement,
            look=job.look,
            trails=job.trails,
            narration_generations=job.narration_generations,
        )
        sidecar = self._shelf.sidecar(job.channel_id, job.programme_id)
        write_atomic(self._shelf.media(programme), b"x")
        write_atomic(sidecar, programme.model_dump_json())
        return programme


@dataclass
class Studio:
    """All parts of production that one programme passes."""

    home: Path
    book: WorkBook
    library: Library
    producer: Producer
    announcer: Announcer
    continuity: Continuity
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
    clock, contracts = SetClock(now), load_contracts()
    settings = Settings(
        home=home,
        spaces_url="http://127.0.0.1:9",
        spaces_workers=1,
        openai_api_key=None,
        openai_base_url=None,
    )
    book = await WorkBook.open(settings.work_book_url, artifacts=settings.clips_dir, now=clock.now)
    backends = Backends(
        contracts,
        local_url=LocalSpaces(settings).url,
        local_concurrency=settings.spaces_workers,
        runway=RunwayAccount("key_test", runway, poll_s=0.02),
    )
    parts = fit_out(
        settings,
        contracts=contracts,
        ffmpeg=find_ffmpeg(None),
        book=book,
        backends=backends,
        clock=clock,
    )
    library, producer, trail = parts.library, parts.producer, Paper(parts.library)
    try:
        with patch.object(producer, "ingest", trail.ingest if paper else producer.ingest):
            yield Studio(
                home,
                book,
                library,
                producer,
                parts.announcer,
                parts.continuity,
                parts.footage,
                clock,
                trail.jobs,
                trail.films,
            )
    finally:
        parts.scheduler.close()
        backends.close()
        await book.close()
