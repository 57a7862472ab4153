"""The stages of one programme, run side by side until the film can be put together."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from functools import partial
from math import ceil
from typing import Any, TypeVar

import structlog

from webtv.clock import Clock
from webtv.errors import MediaError
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.ingest.job import FilmedClip
from webtv.model.narration import VoicedRun, voiced_runs
from webtv.model.stage import Stage
from webtv.production.calls.calls import Calls, Made
from webtv.production.calls.qc import QualityControl
from webtv.production.calls.retry import SECOND_SEED
from webtv.production.calls.scheduler import CallScheduler, Rank
from webtv.production.programme.filming import Filming
from webtv.production.programme.progress import Progress
from webtv.production.programme.requests import request_beside
from webtv.production.programme.stage_task import StageTask, run_stage_task
from webtv.work.commission import Commission

ResultT = TypeVar("ResultT")

PATIENCE_S = 120.0
"""Seconds that a programme whose shots are there waits for music or a voice that is away."""

_LOOK_S = 2.0
"""Seconds between two looks at whether music or a voice can still come."""


class Making:
    """All media of one programme."""

    def __init__(
        self,
        calls: Calls,
        qc: QualityControl,
        scheduler: CallScheduler,
        commission: Commission,
        progress: Progress,
        rank: Callable[[], Rank],
        clock: Clock,
    ) -> None:
        self._calls = calls
        self._qc = qc
        self._scheduler = scheduler
        self._commission = commission
        self._progress = progress
        self._rank = rank
        self._clock = clock
        self._stages = commission.channel.pipeline.stages()
        self._log = structlog.get_logger().bind(
            channel=commission.channel_id, programme=commission.programme_id
        )

    async def gather(
        self, filming: Filming
    ) -> tuple[dict[int, FilmedClip], Made | None, tuple[Made, ...]]:
        """The shots that came out well, music and narration, as far as there are any."""
        plan = self._commission.plan
        seeds = random.Random(self._commission.programme_id)
        draws = [seeds.randrange(2**31 - 4 * SECOND_SEED) for _ in range(len(plan.shots) + 2)]
        stages = [s for s in self._stages if s != "presenter" and self._wants(s)]
        self._progress.begin(plan.title, len(plan.shots), stages)
        failure: Exception
        try:
            async with asyncio.TaskGroup() as group:
                shots = [
                    group.create_task(filming.film(index, shot, draws[index]))
                    for index, shot in enumerate(plan.shots)
                ]
                music = group.create_task(self._beside("music", draws[-2]))
                narration = group.create_task(self._narration(draws[-1]))
                came = [await shot for shot in shots]
                filmed = {index: each for index, each in enumerate(came) if each is not None}
                if len(filmed) < ceil(len(plan.shots) / 2):
                    raise MediaError(
                        f"only {len(filmed)} of {len(plan.shots)} shots of {plan.title!r} "
                        "came out well"
                    )
                await self._patiently(music, "music")
                await self._patiently(narration, "narration")
        except* Exception as failures:
            failure = _first(failures)
        else:
            return filmed, _result(music), _result(narration) or ()
        raise failure

    def _wants(self, stage: Stage) -> bool:
        return stage != "narration" or bool(self._commission.plan.narration)

    async def _patiently(self, task: asyncio.Task[Any], stage: Stage) -> None:
        """Wait for music or narration, as long as somebody works on it.

        A backend that only an operator can mend is not waited for.
        """
        programme, waited_s = self._commission.programme_id, 0.0
        while not task.done():
            hopeless = self._scheduler.waits_in_vain(programme, stage, parked=True)
            if hopeless or (
                waited_s >= PATIENCE_S and self._scheduler.waits_in_vain(programme, stage)
            ):
                self._log.warning(f"programme without {stage}", reason="no backend can be had")
                self._progress.beside(stage, "dropped")
                task.cancel()
                await asyncio.wait({task})
                return
            await asyncio.wait({task}, timeout=self._clock.real_s(_LOOK_S))
            waited_s = 0.0 if waited_s >= PATIENCE_S else waited_s + _LOOK_S

    async def _narration(self, seed: int) -> tuple[Made, ...]:
        """The narration, in runs of lines of one voice; by the narrator alone if one is missing."""
        runs = voiced_runs(self._commission.plan, self._commission.channel.voice_of)
        spoken: list[Made] = []
        if len(runs) > 1:
            for run in runs:
                made = await self._beside("narration", seed, run)
                if made is None:
                    break
                spoken.append(made)
            else:
                return tuple(spoken)
            self._log.warning("the narrator speaks for all", reason="a voice cannot be had")
        made = await self._beside("narration", seed, runs[0] if len(runs) == 1 else None)
        return (made,) if made else ()

    async def _beside(self, stage: Stage, seed: int, run: VoicedRun | None = None) -> Made | None:
        """Music or narration; without them a programme is still one."""
        config = self._stages.get(stage)
        if config is None or not self._wants(stage):
            return None
        commission = self._commission
        look = self._qc.music if stage == "music" else self._qc.speech

        def request(backend: Backend, seed: int) -> Request:
            return request_beside(
                stage, backend.contract, commission.channel, commission.plan, seed=seed, run=run
            )

        task = StageTask(
            commission,
            stage,
            config,
            request,
            partial(look, commission),
            rank=lambda: (*self._rank(), 0, 0),
            begun=lambda: self._progress.beside(stage, "running"),
            seed=seed,
        )
        made = await run_stage_task(task, calls=self._calls, clock=self._clock)
        self._progress.beside(stage, "done" if made else "dropped")
        return made


def _result(task: asyncio.Task[ResultT]) -> ResultT | None:
    return None if task.cancelled() else task.result()


def _first(group: BaseExceptionGroup[Exception]) -> Exception:
    error = group.exceptions[0]
    return _first(error) if isinstance(error, BaseExceptionGroup) else error
