"""Gathers from the station's files what the verdict is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from webtv.model.status import PlayoutStatus, ProbeResult, ProductionStatus, ServerStatus
from webtv.probe.verdict import Evidence, Part
from webtv.store.hls import LIVE
from webtv.store.status import last_written, read_station, read_statuses, station_exists

PRODUCTION_QUIET_S = 60.0
"""Seconds without a word after which production is stuck."""


def gather(
    *,
    channels: Iterable[str],
    probes: Mapping[str, tuple[ProbeResult, ...]],
    statuses: Path,
    hls: Path,
    now: datetime,
) -> Evidence:
    """Look at the status files in `statuses` and at the playlists in `hls`."""
    wanted = frozenset(channels)
    playout = read_statuses(statuses, PlayoutStatus, now=now)
    server = read_station(statuses, ServerStatus, now=now)
    left: set[Part] = set()
    if server is None and station_exists(statuses, ServerStatus):
        left.add("rtmp")
    if not wanted & set(playout) and last_written(statuses, PlayoutStatus, wanted) is not None:
        left.add("playout")
    # No viewer waits for production, and a restart costs it what it has half made.
    produced_at = last_written(statuses, ProductionStatus, wanted)
    if produced_at is not None and now.timestamp() - produced_at > PRODUCTION_QUIET_S:
        left.add("production")
    ages = {channel: _age_s(hls / channel / LIVE, now) for channel in wanted}
    return Evidence(
        channels=wanted,
        probes=probes,
        playout=playout,
        server=server,
        hls_age_s={channel: age for channel, age in ages.items() if age is not None},
        left=frozenset(left),
    )


def _age_s(path: Path, now: datetime) -> float | None:
    try:
        return max(0.0, now.timestamp() - path.stat().st_mtime)
    except OSError:
        return None
