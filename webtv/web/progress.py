"""What production is doing, as a sentence for viewers."""

from __future__ import annotations

from webtv.model.status import ProductionStatus, ShotProgress

_VERBS = {
    "write": "Writing",
    "writing": "Writing",
    "video": "Filming",
    "upscale": "Sharpening",
    "interpolate": "Smoothing",
    "music": "Composing the music",
    "conform": "Editing",
    "ingest": "Editing",
}


def describe_production(status: ProductionStatus) -> str:
    """One sentence: the furthest shot in work while shots are filmed, else the stage by name."""
    running = [s for s in status.shots if s.state == "running"]
    if status.making and running:
        return _shot_line(running[0], len(status.shots))
    if status.making:
        verb = _VERBS.get(status.stage, status.stage.capitalize())
        return f"{verb}: {status.making}"
    if status.note:
        return status.note
    if status.programmes == 0:
        return "Getting ready for the first programme"
    count = "1 programme" if status.programmes == 1 else f"{status.programmes} programmes"
    return f"Resting: {count} in the library"


def _shot_line(shot: ShotProgress, total: int) -> str:
    verb = _VERBS.get(shot.stage, shot.stage.capitalize() or "Making")
    return f"{verb} shot {shot.index + 1} of {total}"
