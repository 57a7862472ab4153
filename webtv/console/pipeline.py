"""Production of one channel as it moves: programmes in the making, shots by stage, backends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from webtv.config.channel import Channel
from webtv.model.programme import Generation, Programme
from webtv.model.stage import SHOT_STAGES
from webtv.model.status import BackendStatus, MakingStatus, ProductionStatus, ShotProgress

_LOOKED_AT = 20
"""Programmes whose times tell how long a call takes."""


@dataclass(frozen=True, slots=True)
class BackendLine:
    """A backend, with what waits for it on this channel and about how long that takes."""

    status: BackendStatus
    to_go: int
    mean_s: float | None

    @property
    def eta_s(self) -> float | None:
        """Seconds until it has done what waits; None where it never did such work, or is away."""
        if self.mean_s is None or not self.to_go or self.status.state in ("away", "parked"):
            return None
        return self.to_go * self.mean_s / max(1, self.status.slots)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages of a channel's shots, programmes in the making, and backends."""

    stages: tuple[str, ...]
    makings: tuple[MakingStatus, ...]
    backends: tuple[BackendLine, ...]

    def state(self, shot: ShotProgress, stage: str) -> str:
        """The state of a shot in one stage: waiting, running, done or dropped."""
        return state_in(shot, stage, self.stages)


def pipeline_of(
    channel: Channel | None, status: ProductionStatus | None, made: Sequence[Programme]
) -> Pipeline:
    """The pipeline of one channel. `made` are the programmes of its library, oldest first."""
    if status is None:
        return Pipeline((), (), ())
    named = channel.pipeline.stages() if channel else {}
    stages = tuple(stage for stage in SHOT_STAGES if stage in named)
    to_go = _to_go(status.makings, stages)
    means = _means(made[-_LOOKED_AT:])
    lines = []
    for backend in status.backends:
        waiting = sum(to_go[stage] for stage in backend.stages) if backend.link == 0 else 0
        lines.append(BackendLine(backend, waiting, means.get(backend.id)))
    return Pipeline(stages, status.makings, tuple(lines))


def state_in(shot: ShotProgress, stage: str, stages: Sequence[str]) -> str:
    """The state of a shot in one of `stages`, which it goes through in order."""
    if stage == shot.stage or stage not in stages or shot.stage not in stages:
        return shot.state
    if stages.index(stage) < stages.index(shot.stage):
        return "done"
    return "dropped" if shot.state == "dropped" else "waiting"


def _to_go(makings: Iterable[MakingStatus], stages: Sequence[str]) -> Mapping[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for making in makings:
        for shot in making.shots:
            for stage in stages:
                if state_in(shot, stage, stages) in ("waiting", "running"):
                    counts[stage] += 1
    return counts


def _means(made: Iterable[Programme]) -> dict[str, float]:
    """The mean seconds of a call, by backend."""
    times: dict[str, list[float]] = defaultdict(list)
    for programme in made:
        for generation in _generations(programme):
            if generation.seconds_taken > 0:
                times[generation.backend].append(generation.seconds_taken)
    return {backend: sum(each) / len(each) for backend, each in times.items()}


def _generations(programme: Programme) -> Iterable[Generation]:
    for shot in programme.shots:
        yield from shot.generations
    yield from programme.music_generations
    yield from programme.narration_generations
