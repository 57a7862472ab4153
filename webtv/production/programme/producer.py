"""Makes one programme: shots through the stages, music and narration beside them, then ingest."""

from __future__ import annotations

import asyncio
import shutil
import threading
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import structlog

from webtv.clock import Clock
from webtv.errors import MediaError, RejectedError
from webtv.ingest.job import IngestJob
from webtv.ingest.pipeline import ingest
from webtv.model.programme import Programme
from webtv.production.calls.calls import Calls
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import CallScheduler, Rank
from webtv.production.programme.filming import Filming
from webtv.production.programme.making import Making
from webtv.production.programme.progress import Progress
from webtv.signing.sign import Signer
from webtv.store.library import Library
from webtv.threads import in_thread
from webtv.work.book import WorkBook
from webtv.work.commission import Commission

INGESTS = 2
"""Programmes that are joined and encoded at the same time; it is work for the processor."""

INGEST_S = 600.0
"""Seconds that ingest of one programme may take."""

_PAUSES_S = (30.0, 120.0)
"""Before ingest is tried again after a failure that is not the media's, such as a full disk."""


class Producer:
    """Turns commissions into programmes in the library.

    `banned` are the seeds that nothing may be filmed with. `assets` has a folder for each channel.
    `signer` puts a manifest into each programme, `watermark` its id into its picture.
    """

    def __init__(
        self,
        *,
        calls: Calls,
        scheduler: CallScheduler,
        qc: QualityControl,
        book: WorkBook,
        library: Library,
        ffmpeg: Path,
        work_dir: Path,
        assets: Path,
        banned: Callable[[], Collection[int]],
        clock: Clock,
        signer: Signer | None = None,
        watermark: bool = True,
    ) -> None:
        self._signer = signer
        self._watermark = watermark
        self._calls = calls
        self._qc = qc
        self._scheduler = scheduler
        self._book = book
        self._library = library
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir
        self._assets = assets
        self._banned = banned
        self._clock = clock
        self._ingests = asyncio.Semaphore(INGESTS)

    async def make(
        self, commission: Commission, progress: Progress, rank: Callable[[], Rank]
    ) -> Programme:
        """One programme, in the library when this returns.

        What was made for it before is used again. Raises `MediaError` when it is lost: fewer than
        half of the shots came out well, or ingest refuses it. Any other error, and cancelling,
        leave all that was paid for in the work book, and this may be called again.
        """
        known = self._library.get(commission.channel_id, commission.programme_id)
        if known is not None:
            return known
        making = Making(
            self._calls, self._qc, self._scheduler, commission, progress, rank, self._clock
        )
        ends = self._work_dir / commission.channel_id / f"{commission.programme_id}-ends"
        filming = Filming(
            commission,
            calls=self._calls,
            qc=self._qc,
            progress=progress,
            rank=rank,
            banned=self._banned,
            assets=self._assets / commission.channel_id,
            work=ends,
        )
        try:
            filmed, music, narration = await making.gather(filming)
        finally:
            shutil.rmtree(ends, ignore_errors=True)
        progress.conforming()
        clips = tuple(filmed.values())
        programme = await self.ingest(
            IngestJob.of(commission, clips, music=music, narration=narration)
        )
        prints = {i: c.fingerprint for i, c in filmed.items() if c.fingerprint is not None}
        await self._qc.remember(commission, prints)
        return programme

    async def ingest(self, job: IngestJob) -> Programme:
        """The programme of a job, in the library. `MediaError` if nothing will come of it."""
        log = structlog.get_logger().bind(channel=job.channel_id, programme=job.programme_id)
        for pause_s in (*_PAUSES_S, None):
            try:
                async with self._ingests:
                    return await self._ingest(job)
            except RejectedError:
                raise
            except (MediaError, OSError) as error:
                if pause_s is None:
                    raise
                log.warning("ingest failed, it is tried again", reason=str(error))
                await self._clock.sleep(pause_s)
        raise AssertionError("the last try returns or raises")

    async def _ingest(self, job: IngestJob) -> Programme:
        cost = await self._book.cost_of(job.programme_id)
        taken_s = (self._clock.now() - job.created_at).total_seconds()
        job = replace(job, cost=cost, seconds_taken=taken_s)
        work = self._work_dir / job.channel_id / job.programme_id
        work.mkdir(parents=True, exist_ok=True)
        stop = threading.Event()
        try:
            return await in_thread(
                lambda: ingest(
                    job,
                    ffmpeg=self._ffmpeg,
                    library=self._library,
                    work_dir=work,
                    signer=self._signer,
                    watermark=self._watermark,
                    stop=stop,
                ),
                name="ingest",
                deadline_s=INGEST_S,
            )
        except TimeoutError:
            raise MediaError(f"ingest of {job.plan.title!r} took over {INGEST_S:g} s") from None
        finally:
            stop.set()
            shutil.rmtree(work, ignore_errors=True)
