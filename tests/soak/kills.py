"""Kills playout at random moments and reads what the as-run log says of it afterwards.

    python -m tests.soak.kills --kills 40

What a kill cost the count of a programme is what had aired by the clock less what the log says.
By the clock means a little too much or too little: pictures are sent up to 0.1 s early. Ends with
exit code 1 when a programme that was on air is not in the log once, or more than `MOST_S` is lost.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median

from tests.playout.station import Station
from tests.rtmp.server import until
from webtv.model.asrun import KILLED, AsRunEntry
from webtv.model.status import OnAir

MOST_S = 0.25
PROGRAMMES = 3


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill: when, and what was on air as playout's status said."""

    at: datetime
    on_air: OnAir


def prepare(home: Path) -> Station:
    """A station whose channel `show` has a few programmes; nothing runs yet."""
    station = Station(home)
    for number in range(1, PROGRAMMES + 1):
        station.programme("show", number, seconds=8)
    station.channel("show")
    return station


def kill_again_and_again(station: Station, kills: int, chance: random.Random) -> list[Kill]:
    """Start playout and kill it, `kills` times; start it once more and end it well."""
    done: list[Kill] = []
    for left in range(kills, -1, -1):
        station.start("playout")
        after = done[-1].at if done else datetime.min.replace(tzinfo=UTC)
        until(lambda: _on_air(station, after) is not None, within_s=30, what="it is on air")  # noqa: B023
        if left == 0:
            break
        time.sleep(chance.uniform(0.0, 9.0 if left % 2 else 1.0))
        on_air = _on_air(station, after)
        station.kill("playout")
        assert on_air is not None
        done.append(Kill(datetime.now(UTC), on_air))
    station.stop()
    return done


def faults(kills: list[Kill], entries: list[AsRunEntry]) -> list[str]:
    """What is wrong in the log."""
    found = []
    for kill in kills:
        told = [e for e in entries if e.started_at == kill.on_air.started_at]
        if len(told) != 1:
            found.append(
                f"{kill.on_air.title} of {kill.on_air.started_at} is there {len(told)} times"
            )
    cut = [entry for entry in entries if entry.detail == KILLED]
    whole = [entry for entry in entries if entry.outcome == "complete"]
    found += [f"{e.title} has {e.pictures} pictures" for e in whole if e.pictures != 192]
    found += [
        f"{e.title}: {e.pictures} pictures in {e.aired_s} s"
        for e in cut
        if e.pictures != round(e.aired_s * 24)
    ]
    for one, two in pairwise(entries):
        if (two.started_at - one.ended_at).total_seconds() < -0.1:
            found.append(f"{two.title} of {two.started_at} began before {one.title} ended")
    return found


def lost_s(kills: list[Kill], entries: list[AsRunEntry]) -> list[float]:
    """For each kill, the seconds that had aired by the clock less those in the log."""
    lost = []
    for kill in kills:
        entry = max((e for e in entries if e.started_at < kill.at), key=lambda e: e.started_at)
        lost.append((kill.at - entry.started_at).total_seconds() - entry.aired_s)
    return lost


def main() -> None:
    """Run by hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        station = prepare(Path(folder))
        kills = kill_again_and_again(station, chosen.kills, random.Random(chosen.seed))
        entries = station.asrun("show")
    lost = lost_s(kills, entries)
    wrong = faults(kills, entries)
    print(f"{len(kills)} kills, {len(entries)} entries, {len(wrong)} faults")
    print(
        f"lost of the count: median {median(lost):.3f} s, most {max(lost):.3f} s, "
        f"least {min(lost):.3f} s"
    )
    print("\n".join(wrong))
    sys.exit(1 if wrong or max(lost) > MOST_S else 0)


def _on_air(station: Station, after: datetime) -> OnAir | None:
    """What is on air, by a status that was written after the last kill."""
    status = station.status("show")
    fresh = status is not None and status.written_at > after
    return status.on_air if status is not None and fresh else None


if __name__ == "__main__":
    main()
