"""The first hour of a fresh station with the demo channels as they are shipped.

    python -m tests.soak.first_hour                    an hour, all of them
    python -m tests.soak.first_hour --minutes 20 --channels llamas tides

What aired is taken from the as-run log: when the first programme began, how much different material
was seen, how soon anything came back once the station is 15 minutes old, how much was new from
then on. The processor's time is that of each part with all its children, and what production and
the local Spaces took of it for each second of programme made. Ends with exit code 1 when a goal is
missed.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from tests.benchmarks.usage import tree_usage
from tests.rtmp.server import ROOT
from tests.soak.whole import KEEP, WholeStation, home_in
from webtv.model.asrun import AsRunEntry
from webtv.store.asrun import AsRunLog
from webtv.store.library import Library

DEMOS = ("llamas", "lullaby", "nightline", "plaza", "tides")
FIRST_S = 180.0
DIFFERENT = {10: 3.0, 30: 8.0, 60: 15.0}
"""Minutes of different material that a channel has shown, by the station's age in minutes."""

SETTLED_MIN = 15.0
APART_MIN = 10.0
NEW_SHARE = 0.2
CORES = 0.5
_MAKING = ("produce", "spaces")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one channel showed."""

    first_s: float
    different_min: dict[int, float]
    apart_min: float
    new_share: float

    def missed(self) -> list[str]:
        """The goals that it missed, in words."""
        found = []
        if self.first_s > FIRST_S:
            found.append(f"its first programme came after {self.first_s:.0f} s")
        found += [
            f"{self.different_min[age]:.1f} minutes of different material after {age}"
            for age in self.different_min
            if self.different_min[age] < DIFFERENT[age]
        ]
        if self.apart_min < APART_MIN:
            found.append(f"something came back after {self.apart_min:.1f} minutes")
        if self.new_share < NEW_SHARE:
            found.append(f"{self.new_share:.0%} was new")
        return found


def figures(entries: Iterable[AsRunEntry], began: datetime, minutes: float) -> Figures:
    """The figures of a channel whose station `began` so many minutes ago."""
    shown = [e for e in entries if e.programme and e.kind in ("programme", "rerun")]
    age = {e: (e.started_at - began).total_seconds() for e in shown}
    different = {}
    for mark in (m for m in DIFFERENT if m <= minutes):
        seen = {e.programme: e.planned_s for e in shown if age[e] <= mark * 60}
        different[mark] = sum(seen.values()) / 60
    airings: dict[str, list[float]] = {}
    for entry in shown:
        airings.setdefault(str(entry.programme), []).append(age[entry] / 60)
    apart = [
        later - earlier
        for times in airings.values()
        for earlier, later in pairwise(times)
        if later >= SETTLED_MIN
    ]
    settled = [e for e in shown if age[e] >= SETTLED_MIN * 60]
    new_s = sum(e.aired_s for e in settled if e.kind == "programme")
    all_s = sum(e.aired_s for e in settled)
    return Figures(
        first_s=min(age.values(), default=float("inf")),
        different_min=different,
        apart_min=min(apart, default=float("inf")),
        new_share=new_s / all_s if all_s else 1.0,
    )


def main() -> int:
    """Run, print as it goes, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--channels", nargs="+", default=DEMOS)
    parser.add_argument("--keep", type=Path, help=KEEP)
    chosen = parser.parse_args()
    with ExitStack() as stack:
        folder = home_in(chosen.keep, prefix="webtv-hour-", stack=stack)
        return live(folder, chosen.channels, minutes=chosen.minutes, stack=stack)


def live(folder: Path, names: Sequence[str], *, minutes: float, stack: ExitStack) -> int:
    """Run the station for so long, and judge it; it is stopped when `stack` closes."""
    files = {name: (ROOT / "channels" / f"{name}.yaml").read_text() for name in names}
    began, at = datetime.now(UTC), time.monotonic()
    station = WholeStation.start(folder, files)
    stack.callback(station.stop)
    log = AsRunLog(station.home / "asrun")
    opened, before, settled = False, 0.0, (0.0, 0.0)
    minute = 0
    while (minute := minute + 1) <= minutes:
        time.sleep(max(0.0, at + minute * 60 - time.monotonic()))
        spent_s = _spent_s(station)
        room = shutil.disk_usage(folder).free / 2**30
        counts = []
        for name in names:
            shown = figures(log.read(name, since=began), began, minute)
            kept = len(list((station.home / "library" / name).glob("*.json")))
            counts.append(f"{name} {shown.first_s:.0f} s, {kept} kept")
        cores = (spent_s - before) / 60
        print(f"{minute:3} | {cores:.2f} cores | {'; '.join(counts)} | {room:.0f} GB", flush=True)
        if minute >= SETTLED_MIN and not opened:
            opened, settled = True, (time.monotonic(), spent_s)
        before = spent_s
    problems = []
    for name in names:
        found = figures(log.read(name, since=began), began, minutes)
        different = ", ".join(f"{m:.1f} at {age}" for age, m in found.different_min.items())
        print(
            f"{name}: first after {found.first_s:.0f} s; minutes of different material: "
            f"{different}; "
            f"least apart {found.apart_min:.1f} min; new {found.new_share:.0%}"
        )
        problems += [f"{name}: {missed}" for missed in found.missed()]
    for line in costs(station, names):
        print(line)
    if opened and time.monotonic() - settled[0] > 60:
        cores = (before - settled[1]) / (at + int(minutes) * 60 - settled[0])
        print(f"production and Spaces after minute {SETTLED_MIN:.0f}: {cores:.2f} cores")
        if cores > CORES:
            problems.append(f"making takes {cores:.2f} cores")
    for problem in problems:
        print(f"MISSED: {problem}")
    return 1 if problems else 0


def costs(station: WholeStation, names: Sequence[str]) -> list[str]:
    """The processor time of each part, and that of making for each second of programme."""
    spent = {name: tree_usage(part).cpu_s for name, part in station.parts().items()}
    library = Library(station.home / "library")
    made_s = sum(
        programme.duration_s
        for name in names
        for programme in library.programmes(name)
        if programme.kind == "programme"
    )
    # All parts are its children, but only those that have ended count as its own.
    parts = (f"{name} {cpu_s:.0f}" for name, cpu_s in spent.items() if name != "up")
    lines = [f"seconds of processor time: {', '.join(parts)}"]
    if made_s:
        each = (f"{name} {spent[name] / made_s:.2f}" for name in _MAKING if name in spent)
        lines.append(f"for each of the {made_s:.0f} seconds of programme made: {', '.join(each)}")
    return lines


def _spent_s(station: WholeStation) -> float:
    """Seconds of processor time that making has taken so far."""
    parts = station.parts()
    making = [parts[name] for name in _MAKING if name in parts]
    return sum(tree_usage(part).cpu_s for part in making)


if __name__ == "__main__":
    sys.exit(main())
