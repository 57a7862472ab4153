"""Production's progress, as a sentence and a strip of shots for viewers."""

from __future__ import annotations

from webtv.config.channel import Channel
from webtv.model.stage import SHOT_STAGES, STAGES
from webtv.model.status import ProductionStatus, ShotProgress

_VERBS: dict[str, str] = {stage.name: stage.verb for stage in STAGES if stage.of_shot}
"""What a stage does to a shot."""

_STAGES = {"writing": "Writing the next programme", "conforming": "Editing"}
"""What production does as a whole."""


def describe_production(status: ProductionStatus) -> str:
    """One sentence: the last shot in work while shots are filmed, else the stage."""
    running = [shot for shot in status.shots if shot.state == "running"]
    if status.stage in _STAGES:
        written = status.makings[0].written if status.makings else 0
        so_far = f" ({written:,} characters so far)" if written else ""
        return f"{_STAGES[status.stage]}{so_far}"
    if running:
        shot = running[-1]
        verb = _VERBS.get(shot.stage, "Making")
        return f"{verb} shot {shot.index + 1} of {len(status.shots)}"
    if status.making:
        waiting = any(shot.state == "waiting" for shot in status.shots)
        return "Waiting for the studio" if waiting else "Composing the music"
    if status.note:
        return status.note
    if status.programmes == 0:
        return "Getting ready for the first programme"
    count = "1 programme" if status.programmes == 1 else f"{status.programmes} programmes"
    return f"Resting, with {count} in the library"


def overall(shots: tuple[ShotProgress, ...], channel: Channel) -> tuple[ShotProgress, ...]:
    """Each shot's state over all stages: done after the last one, running between two."""
    stages = [stage for stage in channel.pipeline.stages() if stage in SHOT_STAGES]
    return tuple(_overall(shot, stages[0], stages[-1]) for shot in shots)


def _overall(shot: ShotProgress, first: str, last: str) -> ShotProgress:
    untouched = shot.state == "waiting" and shot.stage == first
    if shot.state == "dropped" or untouched or (shot.state == "done" and shot.stage == last):
        return shot
    return shot.model_copy(update={"state": "running"})
