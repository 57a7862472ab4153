"""How far a programme in the making has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from webtv.model.stage import SHOT_STAGES, WEIGHTS, Stage
from webtv.model.status import MakingStatus, ShotProgress

State = Literal["waiting", "running", "done", "dropped"]

_WRITING = 1.0
_INGEST_PER_SHOT = 1.5
"""About how long these take compared with the stages of `WEIGHTS`; for the progress bar alone."""

_SHARES: dict[str, float] = {"waiting": 0.0, "running": 0.35}
"""How much of a step is done in each state; all of it in any other."""


class Progress:
    """What one programme's stages have done so far. Told by the producer, read by the status."""

    def __init__(self, programme_id: str = "") -> None:
        self.programme_id = programme_id
        self.title = ""
        self.stage = "writing"
        self.written = 0
        """Characters of a language model's answer that have come."""
        self._stages: Sequence[Stage] = ()
        self._shots: list[tuple[Stage, State]] = []
        self._beside: dict[Stage, State] = {}

    def begin(self, title: str, shots: int, stages: Sequence[Stage]) -> None:
        """The plan is there: so many shots go through these stages."""
        self.title = title
        self.stage = "filming"
        self._stages = [stage for stage in stages if stage in SHOT_STAGES]
        self._beside = {stage: "waiting" for stage in stages if stage not in SHOT_STAGES}
        self._shots = [(stage, "waiting") for stage in self._stages[:1] for _ in range(shots)]

    def shot(self, index: int, stage: Stage, state: State) -> None:
        """A shot's stage has reached `state`."""
        self._shots[index] = (stage, state)

    def beside(self, stage: Stage, state: State) -> None:
        """Music or another stage of the whole programme has reached `state`."""
        self._beside[stage] = state

    def conforming(self) -> None:
        """All media are there; ingest has begun."""
        self.stage = "conforming"

    @property
    def unfinished(self) -> int:
        """Shots that are not filmed to the end."""
        last = self._stages[-1] if self._stages else None
        over = [s == "dropped" or (s == "done" and stage == last) for stage, s in self._shots]
        return len(over) - sum(over)

    @property
    def shots(self) -> tuple[ShotProgress, ...]:
        """Each shot's place in the pipeline."""
        return tuple(
            ShotProgress(index=index, stage=stage, state=state)
            for index, (stage, state) in enumerate(self._shots)
        )

    @property
    def done(self) -> float:
        """The share that is done, 0..1."""
        if not self._shots:
            return 0.0
        per_shot = sum(WEIGHTS[stage] for stage in self._stages)
        total = len(self._shots) * (per_shot + _INGEST_PER_SHOT)
        total += _WRITING + sum(WEIGHTS[stage] for stage in self._beside)
        done = _WRITING + sum(self._shot_done(*shot, per_shot) for shot in self._shots)
        done += sum(WEIGHTS[stage] * _SHARES.get(s, 1.0) for stage, s in self._beside.items())
        return min(1.0, done / total)

    @property
    def status(self) -> MakingStatus:
        """All of it as a value."""
        return MakingStatus(
            programme=self.programme_id,
            title=self.title,
            stage=self.stage,
            shots=self.shots,
            done=self.done,
            written=self.written if self.stage == "writing" else 0,
        )

    def _shot_done(self, stage: Stage, state: State, per_shot: float) -> float:
        if state == "dropped":
            return per_shot
        done = 0.0
        for each in self._stages:
            if each == stage:
                return done + WEIGHTS[each] * _SHARES.get(state, 1.0)
            done += WEIGHTS[each]
        return done
