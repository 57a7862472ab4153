"""A few of the faults of `tests.soak.chaos`, which does all of them by hand."""

from pathlib import Path

from tests.slack import slack
from tests.soak.chaos import chosen_faults, suffer
from tests.soak.stage import Stage, staged

MOVED_S = 1.0
"""More than goals allow, and more on a machine that is doing other things."""


def test_viewers_hardly_notice(tmp_path: Path) -> None:
    with staged(tmp_path) as stage:
        _kill(stage, "player killed")
        _kill(stage, "second pusher killed")


def _kill(stage: Stage, name: str) -> None:
    (fault,) = chosen_faults([name])
    outcome = suffer(stage, fault)
    holes = outcome.holes
    assert not outcome.error
    moved_s = MOVED_S * slack()
    assert holes.rtmp < moved_s
    assert holes.hls < moved_s
    assert holes.second < (fault.second or 0.0) + moved_s
