"""The stages of production: every piece of work that a backend can do for a programme.

Add a stage:

1. Name it in `Stage`, and give it a line in `STAGES`, at its place in the order of work.
2. Give it a field in `PipelineConfig` (`webtv/config/pipeline.py`), which is its key in channel
   files, and run `webtv docs > docs/configuration.md`.
3. Say what it wants of a backend, in `webtv/production/programme/requests.py`: `request_for` for
   shots, `request_beside` for a whole programme.
4. Write a contract that serves it, in `webtv/contracts/`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Stage = Literal[
    "image",
    "video",
    "edit",
    "upscale",
    "interpolate",
    "sound",
    "music",
    "narration",
    "presenter",
]
"""The name of a stage, in channel files, contracts and sidecars."""


@dataclass(frozen=True, slots=True)
class StageInfo:
    """What the station knows of one stage.

    `weight` is about how long it takes compared with the others; only progress bars use it. `verb`
    is what viewers read of a shot in that stage; empty for work that is a whole programme's own.
    What it `films` lasts as long as its file says; other stages change size or rate of what was
    filmed, and how long their files play says nothing (FILM at 8 fps plays 3 s in 11.6 s).
    """

    name: Stage
    weight: float
    verb: str = ""
    films: bool = False

    @property
    def of_shot(self) -> bool:
        """Whether each shot passes it, and not the programme as a whole."""
        return bool(self.verb)


STAGES: tuple[StageInfo, ...] = (
    StageInfo("image", 1.0, "Painting"),
    StageInfo("video", 3.0, "Filming", films=True),
    StageInfo("edit", 3.0, "Reworking", films=True),
    StageInfo("upscale", 1.0, "Sharpening"),
    StageInfo("interpolate", 2.0, "Smoothing"),
    StageInfo("sound", 1.0, "Finding sounds for"),
    StageInfo("music", 3.0),
    StageInfo("narration", 1.0),
    StageInfo("presenter", 3.0, films=True),
)
"""All stages; those of a shot come first, in the order of its way to a clip."""

SHOT_STAGES: tuple[Stage, ...] = tuple(stage.name for stage in STAGES if stage.of_shot)

FILMING: frozenset[Stage] = frozenset(stage.name for stage in STAGES if stage.films)
"""The stages whose files last as long as what they film."""

WEIGHTS: dict[Stage, float] = {stage.name: stage.weight for stage in STAGES}
