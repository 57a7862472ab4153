"""Answers that a language model may give to the briefs of `briefs.py`."""

from __future__ import annotations

import json
from typing import Any

SCENES = (
    "Very wide shot of Paco, a tall white llama with a red scarf, driving the blue locomotive "
    "across pale salt flats, smoke drifting left, at dawn, storybook illustration, warm light",
    "Medium shot of Paco, a tall white llama with a red scarf, waiting beside a silent lake while "
    "a paper boat floats slowly past, thin mist, storybook illustration, warm light",
    "Close-up of Paco, a tall white llama with a red scarf, ringing a small brass bell in the cab "
    "window, steam rising behind, golden afternoon, storybook illustration, warm light",
    "High wide shot of two other llamas carrying lanterns along the platform, snow falling gently, "
    "the train gliding in from the right, blue dusk, storybook illustration, warm light",
)
CARS = (
    "Close-up of a polished sports car racing along a motorway under bright city lights at night",
    "Aerial shot of two racing cars circling a stadium in rain, spray flying from their tyres",
    "Medium shot of a mechanic polishing a chrome bumper in a white showroom, bright reflections",
)
"""Another subject."""

CAMERAS = ("camera pans slowly left", "slow dolly in", "static camera", "camera tilts up")


def answer(count: int = 3, **changed: object) -> dict[str, Any]:
    """A good answer with so many shots (four at most)."""
    shots = [
        {"prompt": prompt, "negative": "", "camera": camera, "motion": 3, "seconds": 4}
        for prompt, camera in zip(SCENES[:count], CAMERAS, strict=False)
    ]
    plan = {
        "title": "Paco Waits",
        "logline": "A paper boat makes the train late, and nobody minds.",
        "continuity": "Paco, a tall white llama with a red scarf",
        "music": "pan flute, soft drum, calm, 72 bpm",
    }
    return {**plan, "shots": shots, **changed}


GOOD = json.dumps(answer())
