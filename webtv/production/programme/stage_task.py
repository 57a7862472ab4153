"""Work of one stage outside of a shot's way through all of them: music, a voice, a face, an edit.

It comes, in time if there is one, or not at all: what it is for can be made without it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

import structlog

from webtv.clock import Clock
from webtv.config.pipeline import StageConfig
from webtv.errors import RefusedError, RejectedError
from webtv.generators.backends import Backend
from webtv.generators.call import Request
from webtv.model.stage import Stage
from webtv.production.calls.calls import Calls, Job, Made
from webtv.production.calls.retry import SECOND_SEED, make_until_accepted
from webtv.production.calls.scheduler import Rank
from webtv.work.commission import Commission


@dataclass(frozen=True, slots=True)
class StageTask:
    """What is wanted: the `request` to a backend with a seed; `look` refuses what came out badly.

    It is waited for `wait_s` seconds, or, if that is None, as long as it takes. Without a `seed`
    it gets one of its own, always the same.
    """

    commission: Commission
    stage: Stage
    config: StageConfig
    request: Callable[[Backend, int], Request]
    look: Callable[[Made], Awaitable[object]]
    rank: Callable[[], Rank]
    begun: Callable[[], None]
    wait_s: float | None = None
    shot: int | None = None
    seed: int | None = None


async def run_stage_task(task: StageTask, *, calls: Calls, clock: Clock) -> Made | None:
    """What a stage makes; None, and a line in the log, if it does not come, or not well."""
    commission = task.commission
    seed = _seed(task) if task.seed is None else task.seed
    log = structlog.get_logger().bind(
        channel=commission.channel_id, programme=commission.programme_id
    )
    if task.shot is not None:
        log = log.bind(shot=task.shot)

    def make(*, more: int, without: Collection[int]) -> Awaitable[Made]:
        job = Job(
            channel_id=commission.channel_id,
            programme_id=commission.programme_id,
            stage=task.stage,
            shot=task.shot,
            chain=task.config.chain,
            request=lambda backend: task.request(backend, seed + more),
            rank=task.rank,
            begun=task.begun,
        )
        return calls.make(job, without=without)

    async def accept(made: Made) -> Made:
        await task.look(made)
        return made

    try:
        async with asyncio.timeout(None if task.wait_s is None else clock.real_s(task.wait_s)):
            return await make_until_accepted(make, accept, links=len(task.config.chain), log=log)
    except (RejectedError, RefusedError) as error:
        log.warning(f"{commission.kind} without {task.stage}", reason=str(error))
    except TimeoutError:
        log.warning(f"{commission.kind} without {task.stage}", reason="it did not come in time")
    return None


def _seed(task: StageTask) -> int:
    name = f"{task.commission.programme_id} {task.stage} {task.shot}"
    return random.Random(name).randrange(2**31 - 2 * SECOND_SEED)
