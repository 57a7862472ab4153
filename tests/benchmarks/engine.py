"""What keeps paid calls: the work book against DBOS on the same SQLite, side by side.

    .tools/bin/uv run --no-sync --with dbos==3.4.0 python -m tests.benchmarks.engine

Both carry the same calls of a vendor who charges for what he takes, gives it a name, and lets it be
collected for ever; first undisturbed, then killed at random moments and started again until all is
made. Prints a table, and ends with exit code 1 when the work book buys what it knew, or costs more.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.benchmarks.engine_customers import CUSTOMERS, OURS, THEIRS
from tests.benchmarks.engine_vendor import CALLS, Vendor

PROGRAMMES = 40
DEAREST = 1.5


@dataclass(frozen=True, slots=True)
class Round:
    """One way through all calls: seconds, CPU-seconds, bytes, and what the vendor charged for."""

    wall_s: float
    cpu_s: float
    rss: int
    bought: int
    known: int
    """Calls that were bought again after their name was on disk."""

    starts: int = 1


def run(
    name: str, folder: Path, programmes: int = PROGRAMMES, *, kills: int = 0, seed: int = 0
) -> Round:
    """Carry all calls to their end, killing the process `kills` times on the way."""
    chance = random.Random(seed)
    started, cpu_s, rss, starts = time.monotonic(), 0.0, 0, 0
    vendor = Vendor(folder)
    while True:
        starts += 1
        with (folder / "log").open("ab") as log:
            process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.engine_customers",
                    name,
                    str(folder),
                    str(programmes),
                ],
                stdout=log,
                stderr=log,
            )
        if starts <= kills:
            before = vendor.charged()
            while vendor.charged() == before and process.poll() is None:
                time.sleep(0.005)  # it works, and is not still importing
            time.sleep(chance.uniform(0, 0.25))
            process.kill()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        cpu_s += used.ru_utime + used.ru_stime
        rss = max(rss, used.ru_maxrss * 1024)
        if process.returncode == 0:
            wall_s = time.monotonic() - started
            return Round(
                wall_s, cpu_s, rss, vendor.charged(), vendor.charged_though_known(), starts
            )
        if starts > kills:
            raise RuntimeError((folder / "log").read_text()[-3000:])


@dataclass(frozen=True, slots=True)
class Measured:
    """What one customer took: only to start, for all calls, and while he was killed."""

    started: Round
    quiet: Round
    hurt: Round | None

    @property
    def call_ms(self) -> float:
        """CPU-milliseconds of a call, the vendor's included."""
        return (self.quiet.cpu_s - self.started.cpu_s) / (PROGRAMMES * CALLS) * 1000


def measured(rounds: int, kills: int) -> dict[str, Measured]:
    """Every customer, turn by turn; medians by CPU."""
    started: dict[str, list[Round]] = {name: [] for name in CUSTOMERS}
    quiet: dict[str, list[Round]] = {name: [] for name in CUSTOMERS}
    hurt: dict[str, Round] = {}
    with tempfile.TemporaryDirectory(prefix="webtv-engine-") as folder:
        for number in range(rounds):
            for name in CUSTOMERS:
                started[name].append(run(name, _new(folder, f"{name} {number} start"), 0))
                quiet[name].append(run(name, _new(folder, f"{name} {number}")))
        for name in (OURS, THEIRS):
            hurt[name] = run(name, _new(folder, f"{name} killed"), kills=kills, seed=1)
    return {
        name: Measured(_typical(started[name]), _typical(quiet[name]), hurt.get(name))
        for name in CUSTOMERS
    }


def _new(folder: str, name: str) -> Path:
    place = Path(folder, name)
    place.mkdir()
    return place


def _typical(rounds: list[Round]) -> Round:
    middle = median(each.cpu_s for each in rounds)
    return min(rounds, key=lambda each: abs(each.cpu_s - middle))


def main() -> int:
    """Measure, print, judge."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--kills", type=int, default=20)
    chosen = parser.parse_args()
    found = measured(chosen.rounds, chosen.kills)
    print(f"{PROGRAMMES * CALLS} calls, four programmes at a time, medians of {chosen.rounds}")
    print(f"{'':14}{'start CPU-s':>12}{'CPU-ms a call':>15}{'wall s':>8}{'MiB':>6}")
    for name, each in found.items():
        start_s, mib = each.started.cpu_s, each.quiet.rss / 2**20
        print(f"{name:14}{start_s:12.2f}{each.call_ms:15.2f}{each.quiet.wall_s:8.1f}{mib:6.0f}")
    print(f"\nkilled {chosen.kills} times")
    print(f"{'':14}{'wall s':>8}{'CPU-s':>8}{'bought twice':>14}{'of these known':>16}")
    for name, each in found.items():
        if each.hurt is not None:
            twice = each.hurt.bought - PROGRAMMES * CALLS
            wall_s, cpu_s, known = each.hurt.wall_s, each.hurt.cpu_s, each.hurt.known
            print(f"{name:14}{wall_s:8.1f}{cpu_s:8.1f}{twice:14}{known:16}")
    missed = []
    hurt = found[OURS].hurt
    if hurt is not None and hurt.known:
        missed.append(f"{hurt.known} calls were bought again after their name was known")
    ratio = found[OURS].call_ms / found[THEIRS].call_ms
    print(f"\na call of the work book costs {ratio:.2f} times one of DBOS")
    if ratio > DEAREST:
        missed.append(f"at most {DEAREST:g} times")
    for failure in missed:
        print(f"MISSED: {failure}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
