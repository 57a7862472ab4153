"""The house score: how good a programme or a shot is, 0 to 100, from what this machine can measure.

Each part is a number from 0 (bad) to 1 (good). The score is their weighted geometric mean, times
100: so one bad part is not made up for by good ones. Parts that were not measured do not count, and
the score names those that were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log
from typing import Annotated

from pydantic import Field

from webtv.model.value import StoredValue

_WORST = 0.01
"""A part that is worse counts as this much: with a weight of 1 in 10 it costs a third."""

_GOOD = 0.9


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the score: its weight among the others, and what people read of it."""

    weight: float
    told: str


PARTS: dict[str, Part] = {
    "motion": Part(2, "how much moves within a second"),
    "smooth": Part(1, "how evenly it moves from picture to picture"),
    "alive": Part(2, "share of the time in which anything moves"),
    "steady": Part(2, "brightness without flicker"),
    "sharp": Part(1, "edges as sharp as the size of the picture allows"),
    "whole": Part(2, "pictures that do not fall apart into blocks"),
    "uncut": Part(2, "shots without a cut in their midst"),
    "sound": Part(2, "sound without holes and clipping"),
    "new": Part(2, "pictures and words unlike those of the channel's last days"),
}
"""All parts, and what each looks at."""


class Score(StoredValue):
    """A score and the parts that it was made of."""

    value: float = Field(ge=0, le=100)
    parts: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(default_factory=dict)

    @property
    def weakest(self) -> str:
        """The parts that cost it most, in one line; empty where none is below 0.9."""
        weak = sorted((share, name) for name, share in self.parts.items() if share < _GOOD)
        return ", ".join(f"{name} {share:.2f}" for share, name in weak[:3])


def score_of(parts: Mapping[str, float]) -> Score | None:
    """The score of what was measured, each part from 0 to 1; None if nothing was."""
    known = {name: parts[name] for name in PARTS if name in parts}
    if not known:
        return None
    weights = sum(PARTS[name].weight for name in known)
    logs = sum(PARTS[name].weight * log(max(_WORST, share)) for name, share in known.items())
    return Score(
        value=round(100 * exp(logs / weights), 1),
        parts={name: round(share, 3) for name, share in known.items()},
    )
