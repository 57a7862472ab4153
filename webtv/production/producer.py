"""Makes one programme: its shots through the Spaces, music beside them, then ingest."""

from __future__ import annotations

import asyncio
import random
import shutil
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from math import ceil
from pathlib import Path

import structlog

from webtv.config.channel import Channel
from webtv.config.pipeline import StageConfig
from webtv.errors import MediaError, RefusedError, RejectedError, UnavailableError, WebTVError
from webtv.generators.backends import Backends
from webtv.generators.call import Order
from webtv.generators.transport import Unrecorded
from webtv.ingest.check import check_clip, check_music
from webtv.ingest.job import FilmedClip, IngestJob
from webtv.ingest.pipeline import ingest
from webtv.model.programme import Plan, Programme, Shot, Take
from webtv.production.progress import Progress
from webtv.store.library import Library
from webtv.threads import in_thread

PATIENCE_S = 900.0
"""Seconds a shot waits for a Space that is away, before the programme is given up."""

INGEST_S = 600.0
"""Seconds that ingest of one programme may take."""

_SECOND_SEED = 7919
"""Added to a shot's seed when it is filmed once more."""


@dataclass(frozen=True, slots=True)
class Commission:
    """A programme that is to be made."""

    channel_id: str
    channel: Channel
    programme_id: str
    plan: Plan
    writer: str
    created_at: datetime


class Producer:
    """Turns commissions into programmes in the library."""

    def __init__(self, *, spaces: Backends, library: Library, ffmpeg: Path, work_dir: Path) -> None:
        self._spaces = spaces
        self._turns: dict[str, asyncio.Semaphore] = {}
        self._library = library
        self._ffmpeg = ffmpeg
        self._work_dir = work_dir

    async def make(self, commission: Commission, progress: Progress) -> Programme:
        """One programme, in the library when this returns; nothing of it is left otherwise.

        Raises a `BackendError` when a Space is away for too long or misconfigured, `MediaError`
        when fewer than half of the shots came out well.
        """
        work = self._work_dir / commission.channel_id / commission.programme_id
        work.mkdir(parents=True, exist_ok=True)
        try:
            return await _Making(self._spaces, self._turns, commission, progress, work).run(
                library=self._library, ffmpeg=self._ffmpeg
            )
        finally:
            shutil.rmtree(work, ignore_errors=True)


class _Making:
    """The work on one programme."""

    def __init__(
        self,
        spaces: Backends,
        turns: dict[str, asyncio.Semaphore],
        commission: Commission,
        progress: Progress,
        work: Path,
    ) -> None:
        self._spaces = spaces
        self._turns = turns
        self._commission = commission
        self._progress = progress
        self._work = work
        self._stages = commission.channel.pipeline.stages()
        self._last = [stage for stage in self._stages if stage != "music"][-1]
        self._log = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id
        )

    async def run(self, *, library: Library, ffmpeg: Path) -> Programme:
        plan = self._commission.plan
        started = time.monotonic()
        self._progress.begin(plan.title, len(plan.shots), list(self._stages))
        seeds = random.Random(self._commission.programme_id)
        filming = [
            self._film(index, shot, seeds.randrange(2**31 - 2 * _SECOND_SEED))
            for index, shot in enumerate(plan.shots)
        ]
        filmed, (music, music_takes) = await _all(filming, self._score(plan))
        clips = [clip for clip in filmed if clip is not None]
        if len(clips) < ceil(len(plan.shots) / 2):
            raise MediaError(
                f"only {len(clips)} of {len(plan.shots)} shots of {plan.title!r} came out well"
            )
        self._progress.conforming()
        job = IngestJob(
            channel_id=self._commission.channel_id,
            channel=self._commission.channel,
            programme_id=self._commission.programme_id,
            plan=plan,
            clips=tuple(clips),
            music=music,
            music_takes=music_takes,
            writer=self._commission.writer,
            created_at=self._commission.created_at,
            seconds_taken=time.monotonic() - started,
        )
        stop = threading.Event()
        try:
            return await in_thread(
                lambda: ingest(job, ffmpeg=ffmpeg, library=library, work_dir=self._work, stop=stop),
                name="ingest",
                deadline_s=INGEST_S,
            )
        except TimeoutError:
            raise MediaError(f"ingest of {plan.title!r} took over {INGEST_S:g} s") from None
        finally:
            stop.set()

    async def _film(self, index: int, shot: Shot, seed: int) -> FilmedClip | None:
        """One shot through all its stages, once more with another seed if it comes out badly."""
        for again in (False, True):
            try:
                return await self._film_once(index, shot, seed + again * _SECOND_SEED)
            except (RejectedError, RefusedError) as error:
                self._log.warning(
                    "shot dropped" if again else "shot filmed once more",
                    shot=index,
                    reason=str(error),
                )
        self._progress.shot(index, self._last, "dropped")
        return None

    async def _film_once(self, index: int, shot: Shot, seed: int) -> FilmedClip:
        video: Path | None = None
        takes: list[Take] = []
        for stage, config in self._stages.items():
            if stage == "music":
                continue
            self._progress.shot(index, stage, "waiting")
            order = Order(shot.prompt, seed=seed, video=video, seconds=shot.seconds)
            target = self._work / f"{index:02d}-{seed}-{stage}.mp4"
            begun = partial(self._progress.shot, index, stage, "running")
            takes.append(await self._call(config, order, target, begun))
            # The first look is at the small first pass: what is black there is not worth the rest.
            if video is None or stage == self._last:
                await in_thread(partial(check_clip, target, wanted_s=shot.seconds), name="check")
            self._progress.shot(index, stage, "done")
            video = target
        assert video is not None  # the video stage is always there
        return FilmedClip(shot, video, tuple(takes))

    async def _score(self, plan: Plan) -> tuple[Path | None, tuple[Take, ...]]:
        config = self._stages.get("music")
        if config is None:
            return None, ()
        begun = partial(self._progress.music, "running")
        seconds = sum(shot.seconds for shot in plan.shots)
        for again in (False, True):
            target = self._work / f"music-{int(again)}.wav"
            order = Order(plan.music, seconds=seconds)
            try:
                take = await self._call(config, order, target, begun)
                await in_thread(partial(check_music, target), name="check")
            except (RejectedError, RefusedError) as error:
                if again:
                    raise
                self._log.warning("music made once more", reason=str(error))
            else:
                break
        self._progress.music("done")
        return target, (take,)

    async def _call(
        self,
        config: StageConfig,
        order: Order,
        target: Path,
        begun: Callable[[], None],
    ) -> Take:
        """One call, patient with a Space that is away: it may only just have started."""
        backend = self._spaces.serving(config)[0]
        health = backend.health
        turn = self._turns.setdefault(backend.id, asyncio.Semaphore(backend.slots))
        give_up_at = time.monotonic() + PATIENCE_S
        while True:
            await asyncio.sleep(health.wait_s)
            try:
                async with turn:
                    begun()
                    return await backend.run(config.params, order, target, ticket=Unrecorded())
            except UnavailableError:
                if time.monotonic() + health.wait_s > give_up_at:
                    raise


async def _all(
    filming: list[Coroutine[None, None, FilmedClip | None]],
    scoring: Coroutine[None, None, tuple[Path | None, tuple[Take, ...]]],
) -> tuple[list[FilmedClip | None], tuple[Path | None, tuple[Take, ...]]]:
    """Everything at once; the first failure stops the rest and is raised as it is."""
    failure: WebTVError
    try:
        async with asyncio.TaskGroup() as group:
            shots = [group.create_task(each) for each in filming]
            music = group.create_task(scoring)
    except* WebTVError as failures:
        failure = _first(failures)
    else:
        return [shot.result() for shot in shots], music.result()
    raise failure


def _first(group: BaseExceptionGroup[WebTVError]) -> WebTVError:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
