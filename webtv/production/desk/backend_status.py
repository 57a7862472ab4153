"""How a channel's backends stand: what keeps it from filming, and what screens show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from time import monotonic

from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.pipeline import PipelineConfig
from webtv.feasible.objections import hopeless
from webtv.generators.backends import Backend, Backends
from webtv.generators.call import Request
from webtv.model.cost import Cost
from webtv.model.stage import SHOT_STAGES, Stage
from webtv.model.status import BackendStatus
from webtv.production.calls.budget import UNITS, Unit
from webtv.production.calls.scheduler import CallScheduler
from webtv.production.studio import Studio

_JUDGED_S = 10.0
"""So long what was found hopeless, or not, is not looked at again: pictures may come, keys too."""


def backends_of(pipeline: PipelineConfig, backends: Backends) -> list[tuple[Stage, int, Backend]]:
    """Every backend that a pipeline may use, with its stage and its place in the chain."""
    return [
        (stage, link, backend)
        for stage, config in pipeline.stages().items()
        for link, each in enumerate(config.chain)
        for backend in backends.serving(each)
    ]


class Hopeless:
    """Why nothing that a channel makes could air, as `webtv check` says, kept for some seconds."""

    def __init__(self, channel_id: str, studio: Studio) -> None:
        self._channel_id = channel_id
        self._studio = studio
        self._judged: tuple[Channel, float, str] | None = None

    def reason(self, channel: Channel) -> str:
        """One sentence; empty if there is hope."""
        studio, now = self._studio, monotonic()
        if self._judged is None or self._judged[0] is not channel or now >= self._judged[1]:
            lines = hopeless(
                self._channel_id, channel, contracts=studio.contracts, settings=studio.settings
            )
            self._judged = (channel, now + _JUDGED_S, " ".join(lines))
        return self._judged[2]


def obstacle(channel_id: str, channel: Channel, studio: Studio) -> str:
    """What keeps a channel from filming now, in one sentence; empty if nothing does.

    Of each stage of a shot one backend must be there that the day's budget allows. Music, speech
    and sound effects can be done without.
    """
    request = Request(seconds=channel.programme.shot_s)
    for stage, stage_config in channel.pipeline.stages().items():
        if stage not in SHOT_STAGES or stage == "sound":
            continue
        reasons: list[str] = []
        for config in stage_config.chain:
            for backend in studio.backends.serving(config):
                estimate = studio.calls.estimate(backend, config, request)
                unit = studio.budgets.exceeded(channel_id, estimate)
                if unit is not None:
                    reasons.insert(0, budget_note(unit))
                else:
                    reasons.append(backend.health.note)
        if all(reasons):
            return reasons[0]
    return ""


def spent_up(channel_id: str, channel: Channel, studio: Studio) -> str:
    """Why the day's budget ends a channel's filming, in one sentence; empty if it does not.

    Nothing else may stand in the way: a backend that is away may come back and cost nothing.
    """
    request = Request(seconds=channel.programme.shot_s)
    for stage, stage_config in channel.pipeline.stages().items():
        if stage not in SHOT_STAGES or stage == "sound":
            continue
        units = [
            studio.budgets.exceeded(channel_id, studio.calls.estimate(backend, config, request))
            for config in stage_config.chain
            for backend in studio.backends.serving(config)
        ]
        first = units[0] if units else None
        if first is not None and all(units):
            return budget_note(first)
    return ""


def films_at_a_price(channel: Channel, studio: Studio) -> bool:
    """Whether making a programme costs a GPU's time, credits or money."""
    request = Request(seconds=channel.programme.shot_s)
    return any(
        studio.calls.estimate(backend, config, request) != Cost()
        for config_of_stage in channel.pipeline.stages().values()
        for config in config_of_stage.chain[:1]
        for backend in studio.backends.serving(config)
    )


def budget_note(unit: Unit) -> str:
    """What screens say of a channel that has no more of a unit to spend."""
    return f"Today's budget of {UNITS[unit]} is used up; reruns air until midnight UTC"


def open_slots(pipeline: PipelineConfig, backends: Backends) -> dict[str, int]:
    """By place, the slots of the backends that would get a pipeline's shots now."""
    slots: dict[str, int] = {}
    for stage, config in pipeline.stages().items():
        chain = [backends.serving(each) for each in config.chain if stage in SHOT_STAGES]
        there = ([b for b in serving if b.health.wait_s == 0] for serving in chain)
        for backend in next(filter(None, there), ()):
            slots[backend.place] = max(backend.slots, slots.get(backend.place, 0))
    return slots


def backend_statuses(
    used: Iterable[tuple[Stage, int, Backend]], *, scheduler: CallScheduler, clock: Clock
) -> tuple[BackendStatus, ...]:
    """One line for each backend, in the order of the stages."""
    stages: dict[str, list[Stage]] = {}
    found: dict[str, tuple[int, Backend]] = {}
    for stage, link, backend in used:
        stages.setdefault(backend.id, []).append(stage)
        found.setdefault(backend.id, (link, backend))
    return tuple(
        _status(backend, tuple(dict.fromkeys(stages[name])), link, scheduler=scheduler, clock=clock)
        for name, (link, backend) in found.items()
    )


def _status(
    backend: Backend,
    stages: tuple[Stage, ...],
    link: int,
    *,
    scheduler: CallScheduler,
    clock: Clock,
) -> BackendStatus:
    health, calls = backend.health, scheduler.calls(backend)
    wait_s = health.wait_s
    if health.error is None:
        state = "busy" if calls else "ready"
    else:
        state = "parked" if health.parked else "away"
    return BackendStatus(
        id=backend.id,
        stages=stages,
        link=link,
        state=state,
        calls=calls,
        slots=backend.slots,
        error=str(health.error or ""),
        retry_at=clock.now() + timedelta(seconds=wait_s) if wait_s > 0 else None,
    )
