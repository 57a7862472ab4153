"""Joins while clocks run over: every counter in the way goes back to zero once in a while.

    python -m tests.soak.wraps

MPEG-TS counts 33 bits of 1/90000 s, 26.5 hours; FLV 31 bits of milliseconds, 24 days, 20 hours and
31 minutes. The running time begins shortly before each of them. What is received by RTMP (FLV), as
HLS in both containers and as MPEG-TS (SRT, recordings) must go on without a hole. The clock of an
RTMP connection counts from its own beginning, so that one is renewed before it runs over.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.soak.joins import HOUSE, join
from tests.soak.stamps import read_stamps
from webtv.playout.destinations.connection_limit import FLV_CAP_S, ConnectionLimit
from webtv.playout.mpegts.reader import TICKS_PER_S

TS_WRAP = 1 << 33
FLV_WRAP_S = (1 << 31) / 1000
BEFORE_S = 30
JOINS = 6
LENGTHS_S = (8.0, 16.0)
PLACES = {
    "26.5 h": TS_WRAP,
    "53 h": 2 * TS_WRAP,
    "24 d 20 h 31 m": round(FLV_WRAP_S * TICKS_PER_S),
}
JOIN_EVERY_S = 40.0
"""Programmes are not longer than this in the check of planned reconnects."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """One clock that ran over."""

    place: str
    container: str
    problems: list[str]

    def line(self) -> str:
        """For people."""
        verdict = "; ".join(self.problems) or "FLV, HLS and MPEG-TS go on"
        return f"{self.place:16} HLS in {self.container:5} {verdict}"


async def cross(folder: Path, place: str, *, container: Literal["ts", "fmp4"]) -> Crossed:
    """Play a few joins around one of `PLACES`."""
    folder.mkdir()
    recording = folder / "recording.ts"
    found = await join(
        folder,
        joins=JOINS,
        seed=len(place),
        lengths=LENGTHS_S,
        start=PLACES[place] - BEFORE_S * TICKS_PER_S,
        container=container,
        recording=recording,
    )
    problems = found.missed()
    if found.planned_s <= BEFORE_S:
        problems.append(f"only {found.planned_s:.0f} s were played: the clock did not run over")
    copied = read_stamps(str(recording), fps=HOUSE.fps)
    if copied.hole_s > 0.001 or copied.video.overlap_s or copied.audio.overlap_s:
        problems.append(f"MPEG-TS: a hole of {copied.hole_s * 1000:.1f} ms")
    if copied.video.count != found.flv.video.count:
        problems.append(f"MPEG-TS: {copied.video.count} of {found.flv.video.count} pictures")
    return Crossed(place, container, problems)


def renewed_at_s() -> float:
    """After how many seconds an RTMP connection without a platform's limit is renewed."""
    session = ConnectionLimit(FLV_CAP_S)
    session.begin(0)
    at_s = 0.0
    while not session.due(round(at_s * TICKS_PER_S)):
        at_s += JOIN_EVERY_S
    return at_s


def main() -> int:
    """Run, print, judge."""
    missed = False
    with tempfile.TemporaryDirectory(prefix="webtv-wraps-") as folder:
        for number, place in enumerate(PLACES):
            for container in ("ts", "fmp4"):
                crossed = asyncio.run(
                    cross(Path(folder) / f"{number}{container}", place, container=container)
                )
                print(crossed.line(), flush=True)
                missed = missed or bool(crossed.problems)
    at_s = renewed_at_s()
    days, limit = at_s / 86400, FLV_WRAP_S / 86400
    print(f"RTMP connection  renewed at a join after {days:.2f} of {limit:.2f} days")
    return 1 if missed or at_s >= FLV_WRAP_S else 0


if __name__ == "__main__":
    sys.exit(main())
