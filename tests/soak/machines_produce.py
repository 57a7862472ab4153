"""Kills productions that share one work book, and counts what their backends were asked to do.

    python -m tests.soak.machines_produce --kills 5

As `tests.soak.studio_crash`, but two machines make the programmes of two channels, and whoever is
killed stays away until the other has taken over. What was on record at a kill may not be asked for
again by either. Ends with exit code 1 if it is.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.generators.spaceserver import ROOT
from tests.production.station import environment_in
from tests.rtmp.server import until
from tests.soak.crew import Crew, Known
from tests.soak.studio_crash import Outcome, judge
from tests.work.server import Postgres, postgres_server
from webtv.machines.value import PRODUCTION

COMMON = ("library", "clips", "hls", "asrun", "control", "assets")
NAMES = ("p1", "p2")


class SharedCrew(Crew):
    """Two productions with homes of their own, one library, one database."""

    def __init__(self, folder: Path, postgres: Postgres, *, programmes: int) -> None:
        super().__init__(folder, programmes=programmes)
        self.postgres = postgres
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        for name in NAMES:
            (folder / name).mkdir()
            for common in COMMON:
                (self.home / common).mkdir(parents=True, exist_ok=True)
                (folder / name / common).symlink_to(self.home / common)

    def begin(self, name: str) -> None:
        """Start a machine's production."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "webtv", "produce"],
                cwd=ROOT,
                env={
                    **environment_in(self.folder),
                    "WEBTV_HOME": str(self.folder / name),
                    "WEBTV_MACHINE": name,
                    "WEBTV_DATABASE_URL": self.postgres.url,
                    "WEBTV_SPACES_URL": self.spaces.url,
                    "WEBTV_LOG_FORMAT": "json",
                    "RUNWAYML_API_SECRET": self.runway.key,
                    "RUNWAYML_BASE_URL": self.runway.url,
                },
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def end(self, name: str) -> Known:
        """kill -9, and what is on record then."""
        process = self.running.pop(name)
        process.kill()
        process.wait(10)
        return Known(time.time(), self.calls())

    def end_all(self) -> None:
        """End all in order."""
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            process.wait(60)

    def holders(self) -> set[str | None]:
        """Who holds the channels."""
        query = "SELECT holder FROM leases WHERE part = 'production'"
        return {holder for (holder,) in self.read(query)}

    def read(self, query: str) -> list[tuple[str, ...]]:
        """Rows of the work book."""
        with suppress(psycopg.errors.UndefinedTable), psycopg.connect(self.postgres.url) as book:
            return book.execute(query.encode()).fetchall()
        return []


def work(crew: SharedCrew, *, kills: int, chance: random.Random) -> Outcome:
    """Kill one of two again and again, let the other take over, let both finish, and look."""
    known = []
    for name in NAMES:
        crew.begin(name)
    until(lambda: crew.holders() >= set(NAMES), within_s=60, what="both are at work")
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(0, 6))
        name = chance.choice(NAMES)
        known.append(crew.end(name))
        began = time.monotonic()
        other = {*NAMES} - {name}
        until(lambda o=other: crew.holders() == o, within_s=60, what="the other has taken over")  # type: ignore[misc]
        took_s = time.monotonic() - began
        print(f"kill {number}: {name}, taken over after {took_s:.1f} s", flush=True)
        assert took_s < PRODUCTION.silence_s + 3 * PRODUCTION.beat_s
        crew.begin(name)
        until(lambda: crew.holders() >= set(NAMES), within_s=60, what="both are at work")
    crew.spaces.take(0.0)
    crew.runway.takes_s = 0.0
    until(crew.all_made, within_s=60 * crew.programmes, what="all programmes are made")
    crew.end_all()
    return judge(crew, known)


def main() -> int:
    """Run by hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=5)
    options.add_argument("--programmes", type=int, default=8)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, postgres_server() as postgres:
        crew = SharedCrew(Path(folder), postgres, programmes=chosen.programmes)
        crew.spaces.take(3.0)
        crew.runway.takes_s = 4.0
        with crew.serving():
            try:
                outcome = work(crew, kills=chosen.kills, chance=random.Random(chosen.seed))
            finally:
                for process in crew.running.values():
                    process.kill()
    print(
        f"{outcome.kills} kills, {outcome.made} programmes, {outcome.calls} calls of Spaces, "
        f"{outcome.bought} tasks bought, {outcome.collected} of those on record collected"
    )
    print("\n".join(outcome.faults) or "nothing known was asked for again")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
