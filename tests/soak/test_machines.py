"""One fault of `tests.soak.machines`, which does all of them by hand."""

from __future__ import annotations

import time
from pathlib import Path

from tests.rtmp.server import until
from tests.slack import slack
from tests.soak.cluster import clustered
from tests.soak.machines import DEATH_S, taken_over


def test_a_machine_that_dies_is_replaced(tmp_path: Path) -> None:
    with clustered(tmp_path, machines=2, channels=2, seconds=(8.0,)) as cluster:
        place = next(p for p in cluster.places if cluster.held_by(p))
        before = cluster.held_by(place)
        since = time.monotonic()
        place.kill()
        until(
            lambda: taken_over(cluster, place, before), within_s=15, what="another has its channels"
        )
        for channel, epoch in before.items():
            until(
                lambda c=channel, e=epoch: any(  # type: ignore[misc]
                    int(name.removesuffix(".ts").rpartition("-")[2]) > e
                    for name in cluster.segments(c)
                ),
                within_s=15,
                what="HLS goes on under the new epoch",
            )
        assert cluster.hole_s(since) < DEATH_S * slack()
        assert cluster.publishers() == []
        assert cluster.broken() == []
