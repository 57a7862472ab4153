"""Production killed while it makes programmes: a short run of `tests.soak.studio_crash`."""

from __future__ import annotations

import random
from pathlib import Path

from tests.soak.studio_crash import Crew, crash


def test_nothing_known_is_asked_again_and_nothing_is_left_over(tmp_path: Path) -> None:
    crew = Crew(tmp_path, programmes=2)
    crew.take(0.5)
    crew.runway.takes_s = 2.0
    with crew.serving():
        outcome = crash(crew, kills=2, longest_s=4.0, chance=random.Random(3))
    assert outcome.faults == []
    assert (outcome.kills, outcome.made) == (2, 2)
    assert outcome.bought >= 3
