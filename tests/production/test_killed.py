"""Production killed, or its work book deleted, while it makes programmes.

`python -m tests.soak.studio_crash` kills it fifty times at random moments.
"""

from __future__ import annotations

from pathlib import Path

from tests.soak.crew import Crew
from tests.soak.studio_crash import finish


def test_nothing_known_is_asked_again_and_nothing_half_is_left(tmp_path: Path) -> None:
    crew = Crew(tmp_path, programmes=2)
    crew.spaces.take(0.3)
    crew.runway.takes_s = 1.0
    with crew.serving():
        lose_the_work_book(crew)
        crew.start()
        being_put_together = (crew.home / "work").rglob
        crew.until(lambda: any(being_put_together("*.mp4")), what="a programme is put together")
        outcome = finish(crew, [crew.kill()])
    assert outcome.faults == []
    assert (outcome.kills, outcome.made) == (1, 2)
    assert outcome.bought >= 3


def lose_the_work_book(crew: Crew) -> None:
    """Production ends, so that whoever started it starts it again, with a new book."""
    crew.start()
    crew.until(crew.asked, what="a Space was asked")
    for path in crew.home.glob("work.db*"):
        path.unlink()
    assert crew.ended(within_s=30) == 1
    assert "work.db is gone" in (crew.folder / "produce.log").read_text()
    crew.runway.tasks.clear()
