"""Makes idents and trails: drawn by the station, with a jingle by the channel's own composer."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from webtv.clock import Clock
from webtv.errors import MediaError
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.graphics.colours import colours_of
from webtv.media.graphics.ident import Words, make_ident
from webtv.model.programme import Programme
from webtv.production.calls.calls import Calls, Made
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import Rank
from webtv.production.continuity.wanted import find_ident, ident_look, next_word, trail_look
from webtv.production.programme.making import PATIENCE_S
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.production.programme.requests import request_beside
from webtv.production.programme.stage_task import StageTask, run_stage_task
from webtv.store.library import Library
from webtv.threads import in_thread
from webtv.work.commission import Commission


class Continuity:
    """All channels' idents and trails."""

    def __init__(
        self,
        *,
        calls: Calls,
        qc: QualityControl,
        producer: Producer,
        library: Library,
        ffmpeg: Path,
        work_dir: Path,
        clock: Clock,
    ) -> None:
        self._calls = calls
        self._qc = qc
        self._producer = producer
        self._library = library
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir
        self._clock = clock

    async def make(
        self, commission: Commission, progress: Progress, rank: Callable[[], Rank]
    ) -> Programme:
        """One ident or trail, in the library when this returns.

        A trail sounds like the channel's ident. Without music both have the station's chord.
        Raises `MediaError` if what a trail names is gone, or ingest refuses it.
        """
        known = self._library.get(commission.channel_id, commission.programme_id)
        if known is not None:
            return known
        channel, named = commission.channel, None
        if commission.kind == "trail":
            named = self._library.get(commission.channel_id, commission.trails)
            if named is None:
                raise MediaError("the programme that it names is gone")
        progress.begin(commission.plan.title, 0, ["music"] if named is None else [])
        jingle = await self._jingle(commission, progress, rank) if named is None else None
        progress.conforming()
        work = self._work_dir / commission.channel_id / f"{commission.programme_id}-ident"
        try:
            card = await self._card(commission, work)
            clip = FilmedClip(commission.plan.shots[0], card, seconds=channel.house.grid_s)
            job = IngestJob.of(commission, (clip,), music=jingle, titled=False)
            if named is None:
                return await self._producer.ingest(replace(job, look=ident_look(channel)))
            job = replace(job, look=trail_look(ident_look(channel), named), trails=named.id)
            ident = find_ident(channel, self._library.programmes(commission.channel_id))
            if ident is not None:
                job = replace(
                    job, music=self._library.media(ident), music_generations=ident.music_generations
                )
            return await self._producer.ingest(job)
        finally:
            shutil.rmtree(work, ignore_errors=True)

    async def _jingle(
        self, commission: Commission, progress: Progress, rank: Callable[[], Rank]
    ) -> Made | None:
        config = commission.channel.pipeline.music
        if config is None:
            return None

        def request(backend: Backend, seed: int) -> Request:
            return request_beside(
                "music", backend.contract, commission.channel, commission.plan, seed=seed
            )

        task = StageTask(
            commission,
            "music",
            config,
            request,
            partial(self._qc.music, commission),
            rank=lambda: (*rank(), 0, 0),
            begun=lambda: progress.beside("music", "running"),
            wait_s=PATIENCE_S,
        )
        made = await run_stage_task(task, calls=self._calls, clock=self._clock)
        progress.beside("music", "done" if made else "dropped")
        return made

    async def _card(self, commission: Commission, work: Path) -> Path:
        channel, plan = commission.channel, commission.plan
        trail = commission.kind == "trail"
        words = Words(
            plan.title,
            kicker=next_word(channel.language) if trail else "",
            line=channel.title if trail else channel.description,
            number=str(channel.number or ""),
            language=channel.language,
        )
        return await in_thread(
            partial(
                make_ident,
                self._ffmpeg,
                channel.house,
                words,
                colours_of(channel.style, name=channel.title),
                name=channel.title,
                rises=not trail,
                seconds=channel.house.grid_s,
                out=work / "card.mp4",
            ),
            name="ident",
        )
