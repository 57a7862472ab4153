"""A real playout, killed: what was on air is in the as-run log, and nothing is there twice."""

import random
from pathlib import Path

from tests.soak.kills import faults, kill_again_and_again, lost_s, prepare


def test_what_was_on_air_at_a_kill_is_in_the_as_run_log(tmp_path: Path) -> None:
    station = prepare(tmp_path)
    kills = kill_again_and_again(station, 2, random.Random(3))
    entries = station.asrun("show")
    assert faults(kills, entries) == []
    assert all(-0.2 < lost < 1.0 for lost in lost_s(kills, entries))  # on a busy machine
