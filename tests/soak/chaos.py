"""Does to a running station what may happen to one, and prints what its viewers saw.

    python -m tests.soak.chaos                     everything, about 25 minutes
    python -m tests.soak.chaos player "web killed"  only faults whose names contain these words
    python -m tests.soak.chaos --list

Real RTMP server, playout and web as processes; one viewer over RTMP (with a second of buffer), one
over HLS that behaves like hls.js, and one on a second destination, which is an RTMP server of its
own. Ends with exit code 1 when a goal is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.soak.bad_files import BAD_FILES
from tests.soak.faults import FAULTS, Fault, Told
from tests.soak.stage import Holes, Stage, staged

CALM_S = 60.0
TOLERANCE_S = 0.05
"""About one picture: what a viewer on a busy machine may add by itself."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault and what it did."""

    fault: Fault
    holes: Holes
    told: Told
    error: str = ""

    def missed(self) -> list[str]:
        """Goals that were not reached."""
        found = [self.error] if self.error else []
        goals = (
            ("RTMP", self.holes.rtmp - self.told.away_s, self.fault.rtmp),
            ("HLS", self.holes.hls, self.fault.hls),
            ("second", self.holes.second, self.fault.second),
        )
        for who, hole, goal in goals:
            if goal is not None and hole > goal + TOLERANCE_S:
                found.append(f"{who} {hole:.2f} s, wanted {goal:.0f}")
        return found


def suffer(stage: Stage, fault: Fault) -> Outcome:
    """Do one thing and look at what everyone sees; everyone sees pictures again after it."""
    told, error = Told(), ""
    since = time.monotonic()
    try:
        if fault.prepare is not None:
            fault.prepare(stage)
            stage.calm(within_s=CALM_S)
        stage.new_hls_viewer()
        stage.calm(within_s=CALM_S)
        since, broken = time.monotonic(), len(stage.hls.broken)
        told = fault.do(stage)
        time.sleep(fault.watch_s)
        holes = stage.holes(since)
        error = "; ".join(stage.hls.broken[broken:])
    except AssertionError as failure:
        holes, error = stage.holes(since), str(failure)
    if fault.repair is not None:
        fault.repair(stage)
    stage.calm(within_s=CALM_S)
    return Outcome(fault, holes, told, error)


def head() -> str:
    """The first line of the table."""
    return f"{'fault':32} {'RTMP s':>7} {'HLS s':>7} {'2nd s':>7} {'HLS lost s':>10}"


def line(outcome: Outcome) -> str:
    """One fault's."""
    holes, missed = outcome.holes, outcome.missed()
    verdict = "MISSED: " + "; ".join(missed) if missed else "ok"
    return (
        f"{outcome.fault.name:32} {holes.rtmp:7.2f} {holes.hls:7.2f} {holes.second:7.2f} "
        f"{holes.lost:10.2f}  {verdict}  {outcome.told.note}"
    )


def chosen_faults(words: Sequence[str]) -> list[Fault]:
    """Faults whose names contain one of these; all if there are none."""
    every: Iterable[Fault] = (*FAULTS, *BAD_FILES)
    return [fault for fault in every if not words or any(word in fault.name for word in words)]


def main() -> int:
    """Run, print as it goes, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("words", nargs="*", help="parts of names")
    parser.add_argument("--list", action="store_true", help="only print the names")
    chosen = parser.parse_args()
    faults = chosen_faults(chosen.words)
    if chosen.list:
        print("\n".join(fault.name for fault in faults))
        return 0
    missed = False
    with tempfile.TemporaryDirectory(prefix="webtv-chaos-") as folder:
        with staged(Path(folder)) as stage:
            print(head(), flush=True)
            for fault in faults:
                outcome = suffer(stage, fault)
                missed = missed or bool(outcome.missed())
                print(line(outcome), flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
