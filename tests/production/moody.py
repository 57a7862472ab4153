"""Starts and stops a server of moody Spaces, and reads how busy they were."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.generators.spaceserver import SpaceProcess


@dataclass(frozen=True)
class Busy:
    """A Space worked on one call, from when to when; POSIX time."""

    stage: str
    began: float
    ended: float


class MoodySpaces(SpaceProcess):
    """Four Spaces that take a set time and fail at random."""

    module = "tests.production.moodyapp"

    def __init__(
        self,
        folder: Path,
        seconds: Mapping[str, float],
        *,
        failing: float = 0.0,
        hang_s: float = 5.0,
        seed: int = 0,
    ) -> None:
        super().__init__(folder)
        moods = {"seconds": dict(seconds), "failing": failing, "hang_s": hang_s, "seed": seed}
        (folder / "moods.json").write_text(json.dumps(moods))

    def busy(self) -> list[Busy]:
        path = self.folder / "busy.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [Busy(**json.loads(line)) for line in lines]


def use(calls: list[Busy], stage: str, *, since: float, until: float) -> float:
    """The share of a span of time in which a Space had at least one call to work on."""
    seconds, reached = 0.0, since
    for call in sorted((c for c in calls if c.stage == stage), key=lambda c: c.began):
        ended = min(call.ended, until)
        seconds += max(0.0, ended - max(call.began, reached))
        reached = max(reached, ended)
    return seconds / (until - since)
