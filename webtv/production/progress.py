"""How far the programme being made has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from webtv.config.contract import Stage
from webtv.model.status import ShotProgress

State = Literal["waiting", "running", "done", "dropped"]

_WEIGHTS = {"writing": 1.0, "video": 3.0, "upscale": 1.0, "interpolate": 2.0, "music": 3.0}
_INGEST_PER_SHOT = 1.5
"""About how long each step takes compared with the others; only the progress bar uses it."""


class Progress:
    """What one programme's stages have done so far. Told by the producer, read by the status."""

    def __init__(self) -> None:
        self.title = ""
        self.stage = "writing"
        self._stages: Sequence[Stage] = ()
        self._shots: list[tuple[str, State]] = []
        self._music: State = "waiting"

    def begin(self, title: str, shots: int, stages: Sequence[Stage]) -> None:
        """The plan is there: so many shots go through these stages."""
        self.title = title
        self.stage = "filming"
        self._stages = [stage for stage in stages if stage != "music"]
        self._music = "waiting" if "music" in stages else "done"
        self._shots = [(self._stages[0], "waiting")] * shots

    def shot(self, index: int, stage: Stage, state: State) -> None:
        """A shot's stage has reached `state`."""
        self._shots[index] = (stage, state)

    def music(self, state: State) -> None:
        """The music has reached `state`."""
        self._music = state

    def conforming(self) -> None:
        """All media are there; ingest has begun."""
        self.stage = "conforming"

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
        per_shot = sum(_WEIGHTS[stage] for stage in self._stages)
        total = len(self._shots) * (per_shot + _INGEST_PER_SHOT)
        total += _WEIGHTS["writing"] + _WEIGHTS["music"]
        done = _WEIGHTS["writing"] + sum(self._shot_done(*shot, per_shot) for shot in self._shots)
        done += _WEIGHTS["music"] * {"waiting": 0.0, "running": 0.3}.get(self._music, 1.0)
        return min(1.0, done / total)

    def _shot_done(self, stage: str, state: State, per_shot: float) -> float:
        if state == "dropped":
            return per_shot
        done = 0.0
        for each in self._stages:
            if each == stage:
                share = {"waiting": 0.0, "running": 0.4}.get(state, 1.0)
                return done + _WEIGHTS[each] * share
            done += _WEIGHTS[each]
        return done
