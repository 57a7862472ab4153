"""Makes announcements ahead of their time: spoken by the presenter, or on a card."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from pathlib import Path

import structlog

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.pipeline import StageConfig
from webtv.errors import MediaError, RejectedError
from webtv.files import is_file
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.media.sound.speech import EARLIEST_S, SPARE_S
from webtv.model.programme import Programme
from webtv.model.stage import Stage
from webtv.production.announcements.announcements import (
    Timetable,
    announced_by,
    commission_for,
    out_of_date,
    reading_s,
    upcoming,
)
from webtv.production.announcements.reissue import digest_of, find_earlier, reissue
from webtv.production.calls.calls import Calls, Made
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.scheduler import Rank
from webtv.production.film import draw_card, read_film
from webtv.production.programme.producer import Producer
from webtv.production.programme.progress import Progress
from webtv.production.programme.requests import request_beside
from webtv.production.programme.stage_task import StageTask, run_stage_task
from webtv.safety.moderator import words_of
from webtv.store.library import Library
from webtv.threads import in_thread
from webtv.work.commission import Commission

SPARE_BEFORE_S = 180.0
"""Seconds before its time at which an announcement stops waiting for a voice or a face."""

PATIENCE_S = 60.0
"""Seconds it waits at least."""

_LEAST_CARD_S = 2.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is being made, and how urgent it is."""

    commission: Commission
    progress: Progress
    rank: Callable[[], Rank]


class Announcer:
    """All channels' announcements. `assets` has a folder for each channel."""

    def __init__(
        self,
        *,
        calls: Calls,
        qc: QualityControl,
        producer: Producer,
        library: Library,
        object_to: Callable[[Channel, Sequence[str]], Awaitable[str]],
        ffmpeg: Path,
        work_dir: Path,
        assets: Path,
        clock: Clock,
    ) -> None:
        self._calls = calls
        self._qc = qc
        self._producer = producer
        self._library = library
        self._object_to = object_to
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir
        self._assets = assets
        self._clock = clock
        self._timetable = Timetable()

    def due(self, channel_id: str, channel: Channel) -> list[Commission]:
        """What is to be made now for a channel's next announcements."""
        now = self._clock.now()
        return [
            commission_for(channel_id, channel, announcement, now=now)
            for announcement in upcoming(channel, self._timetable, now=now)
        ]

    async def make(
        self, commission: Commission, progress: Progress, rank: Callable[[], Rank]
    ) -> Programme:
        """One announcement, in the library when this returns.

        One that was made before, and has not changed since, is taken from the library. What cannot
        be had in time is left out: without a face there is a card, without a voice the text is
        read. Raises `MediaError` when it comes too late, or moderation or ingest refuses it.
        """
        known = self._library.get(commission.channel_id, commission.programme_id)
        if known is not None:
            return known
        if out_of_date(commission, now=self._clock.now()):
            raise MediaError("it would come too late")
        objection = await self._object_to(commission.channel, words_of(commission.plan))
        if objection:
            raise RejectedError(f"moderation refused its words: {objection}", check="moderation")
        earlier = await in_thread(
            lambda: find_earlier(commission, self._library), name="announcement"
        )
        if earlier is not None:
            return await in_thread(
                lambda: reissue(earlier, commission, self._library), name="announcement"
            )
        wanted = _Wanted(commission, progress, rank)
        progress.begin(commission.plan.title, 0, self._stages(commission))
        spoken, performed = await asyncio.gather(self._spoken(wanted), self._performed(wanted))
        progress.conforming()
        work = self._work_dir / commission.channel_id / f"{commission.programme_id}-card"
        try:
            clips = await self._clips(commission, spoken, performed, work)
            return await self._producer.ingest(
                IngestJob.of(
                    commission,
                    clips,
                    narration=(spoken,) if spoken else (),
                    titled=performed is not None,
                    announcement=digest_of(commission),
                )
            )
        finally:
            shutil.rmtree(work, ignore_errors=True)

    @staticmethod
    def _stages(commission: Commission) -> list[Stage]:
        pipeline, said = commission.channel.pipeline, announced_by(commission)
        stages: list[Stage] = []
        if pipeline.narration is not None and commission.plan.narration:
            stages.append("narration")
        if pipeline.presenter is not None and said is not None and said.presenter:
            stages.append("presenter")
        return stages

    async def _spoken(self, wanted: _Wanted) -> Made | None:
        """The text, spoken; None if nobody can."""
        commission = wanted.commission
        config = commission.channel.pipeline.narration
        if config is None or not commission.plan.narration:
            return None

        def request(backend: Backend, seed: int) -> Request:
            return request_beside(
                "narration", backend.contract, commission.channel, commission.plan, seed=seed
            )

        return await self._perform(
            wanted, "narration", config, request, partial(self._qc.speech, commission)
        )

    async def _performed(self, wanted: _Wanted) -> Made | None:
        """The presenter; None if there shall be none, or none can be had."""
        commission = wanted.commission
        said = announced_by(commission)
        if said is None or not said.presenter:
            return None
        log = self._log(commission)
        presenter, config = commission.channel.presenter, commission.channel.pipeline.presenter
        if presenter is None or config is None:
            log.error(
                "announcement without its presenter",
                reason="the channel needs `presenter` and `pipeline.presenter`",
            )
            return None
        folder = self._assets / commission.channel_id
        portrait, performance = folder / presenter.image, folder / presenter.performance
        for path in (portrait, performance):
            if not is_file(path):
                log.error("announcement without its presenter", reason=f"{path} is missing")
                return None
        try:
            length_s = (await read_film(performance, performance.name)).duration_s
        except MediaError as error:
            log.error("announcement without its presenter", reason=str(error))
            return None

        def request(backend: Backend, seed: int) -> Request:
            return Request(
                commission.plan.title,
                seed=seed,
                image=portrait,
                video=performance,
                seconds=length_s,
                aspect=commission.channel.house.aspect,
            )

        async def look(made: Made) -> None:
            await self._qc.clip(commission, 0, made, wanted_s=length_s, first=False)

        return await self._perform(wanted, "presenter", config, request, look)

    async def _perform(
        self,
        wanted: _Wanted,
        stage: Stage,
        config: StageConfig,
        request: Callable[[Backend, int], Request],
        look: Callable[[Made], Awaitable[object]],
    ) -> Made | None:
        commission, progress = wanted.commission, wanted.progress
        task = StageTask(
            commission,
            stage,
            config,
            request,
            look,
            rank=lambda: (*wanted.rank(), 0, 0),
            begun=lambda: progress.beside(stage, "running"),
            wait_s=max(PATIENCE_S, self._left_s(commission) - SPARE_BEFORE_S),
        )
        made = await run_stage_task(task, calls=self._calls, clock=self._clock)
        progress.beside(stage, "done" if made else "dropped")
        return made

    async def _clips(
        self, commission: Commission, spoken: Made | None, performed: Made | None, work: Path
    ) -> tuple[FilmedClip, ...]:
        """The picture: the presenter as long as there is something of it, a card for the rest."""
        shot, grid_s = commission.plan.shots[0], commission.channel.house.grid_s
        words_s = (await read_film(spoken.path, "the narration")).duration_s if spoken else 0.0
        wanted_s = words_s + EARLIEST_S + SPARE_S if spoken else 0.0
        if performed is None:
            said = announced_by(commission)
            wanted_s = max(wanted_s, reading_s(said) if said else 0.0)
            seconds = ceil(wanted_s / grid_s) * grid_s
            card = await self._card(commission, seconds, work)
            return (FilmedClip(shot, card, seconds=seconds),)
        film = await read_film(performed.path, "the performance")
        filmed_s = film.video.duration_s if film.video else 0.0
        # Under the narration the performance is mute; alone, it is heard.
        sound = performed.path if film.audio and not spoken else None
        seconds = max(1, ceil(max(wanted_s, filmed_s if sound else 0.0) / grid_s)) * grid_s
        presenter = FilmedClip(
            shot,
            performed.path,
            (performed.generation,),
            sound=sound,
            sound_role="own",
            seconds=min(filmed_s, seconds),
        )
        rest_s = seconds - min(filmed_s, seconds)
        if rest_s < _LEAST_CARD_S:
            # Its last picture stands for a moment.
            return (replace(presenter, seconds=seconds),)
        return (
            presenter,
            FilmedClip(shot, await self._card(commission, rest_s, work), seconds=rest_s),
        )

    async def _card(self, commission: Commission, seconds: float, work: Path) -> Path:
        channel, plan = commission.channel, commission.plan
        return await draw_card(
            self._ffmpeg,
            channel,
            title=plan.title,
            text=plan.narration,
            seconds=seconds,
            out=work / "card.mp4",
        )

    def _left_s(self, commission: Commission) -> float:
        """Seconds until it is to air, at least 0."""
        if commission.airs_at is None:
            return 0.0
        return max(0.0, (commission.airs_at - self._clock.now()).total_seconds())

    def _log(self, commission: Commission) -> structlog.BoundLogger:
        log: structlog.BoundLogger = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id
        )
        return log
