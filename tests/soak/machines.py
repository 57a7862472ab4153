"""Kills, stops and drains machines that share six channels, and takes their database away.

    python -m tests.soak.machines --kills 20

Prints for each fault the longest that any viewer of HLS stared at a standing picture. Ends with
exit code 1 when a death costs more than 8 s, when a drain or the database costs anything, when a
stopped machine writes after it wakes, or when the RTMP server had two publishers of a channel.
"""

from __future__ import annotations

import argparse
import random
import signal
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from tests.rtmp.server import until
from tests.soak.cluster import Cluster, Place, clustered
from tests.soak.whole import KEEP, home_in

DEATH_S = 8.0
TERMS_S = 18.0
"""Three terms."""
TOLERANCE_S = 0.1
JOIN_S = 45.0


def kill(cluster: Cluster, place: Place) -> float:
    """End a machine, and wait until others have all of its channels."""
    before = cluster.held_by(place)
    since = time.monotonic()
    place.kill()
    until(lambda: taken_over(cluster, place, before), within_s=15, what="others have its channels")
    time.sleep(12)  # what viewers had in hand is over by then
    return cluster.hole_s(since)


def taken_over(cluster: Cluster, place: Place, before: dict[str, int]) -> bool:
    """Whether others hold what `place` held, each under a higher epoch."""
    now = cluster.holders()
    return all(
        channel in now and now[channel][0] not in (None, place.name) and now[channel][1] > epoch
        for channel, epoch in before.items()
    )


def stop(cluster: Cluster, place: Place) -> tuple[float, list[str]]:
    """Stop a machine for three terms and let it go on; what it wrote afterwards is returned."""
    before = cluster.held_by(place)
    since = time.monotonic()
    place.signal(signal.SIGSTOP)
    until(lambda: taken_over(cluster, place, before), within_s=15, what="others have its channels")
    time.sleep(max(0.0, since + TERMS_S - time.monotonic()))
    woken = datetime.now(UTC)
    place.signal(signal.SIGCONT)
    time.sleep(12)
    written = [
        name
        for channel, epoch in before.items()
        for name, at in cluster.segments(channel).items()
        if at >= woken and name.removesuffix(".ts").rpartition("-")[2] == str(epoch)
    ]
    return cluster.hole_s(since), written


def drain(cluster: Cluster, place: Place) -> float:
    """End a machine in order, and start it again, as for a new version."""
    since = time.monotonic()
    place.end(within_s=60)
    time.sleep(8)
    return cluster.hole_s(since)


def settle(cluster: Cluster) -> None:
    """Start what is down, and wait until all machines have channels and nobody waits."""
    for place in cluster.places:
        if place.process is None:
            cluster.start(place)
    until(
        cluster.settled,
        within_s=JOIN_S,
        what="every machine has channels, and none waits for more",
    )
    cluster.watch()


def main() -> int:
    """Run by hand."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=20)
    options.add_argument("--away", type=float, default=300.0, help="seconds without database")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help=KEEP)
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    missed = list[str]()

    def told(what: str, hole_s: float, *, most_s: float) -> None:
        good = hole_s <= most_s + TOLERANCE_S
        print(f"{what:40} {hole_s:6.2f} s {'' if good else 'MISSED'}", flush=True)
        if not good:
            missed.append(what)

    with (
        ExitStack() as stack,
        clustered(
            home_in(chosen.keep, prefix="webtv-machines-", stack=stack), machines=3, channels=6
        ) as cluster,
    ):
        for number in range(1, chosen.kills + 1):
            settle(cluster)
            time.sleep(chance.uniform(0, 8))
            place = chance.choice(cluster.places)
            told(f"kill {number}: {place.name}", kill(cluster, place), most_s=DEATH_S)
        for place in cluster.places:
            settle(cluster)
            told(f"drain {place.name}", drain(cluster, place), most_s=0)
        settle(cluster)
        hole_s, written = stop(cluster, cluster.places[0])
        told("stopped for three terms, then woken", hole_s, most_s=DEATH_S)
        missed += [f"written by a zombie: {name}" for name in written]
        settle(cluster)
        before, since = cluster.holders(), time.monotonic()
        cluster.postgres.stop()
        cluster.postgres.start()
        time.sleep(20)
        told("database restarted", cluster.hole_s(since), most_s=0)
        cluster.postgres.stop()
        time.sleep(chosen.away)
        cluster.postgres.start()
        time.sleep(20)
        told(f"database away for {chosen.away:g} s", cluster.hole_s(since), most_s=0)
        if cluster.holders() != before:
            missed.append("channels moved while the database was away")
        missed += cluster.publishers() + cluster.broken()
    print("\n".join(missed) or "as it should be")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
