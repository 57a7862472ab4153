"""What the station's files tell about its parts."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.probe.evidence import gather
from webtv.probe.verdict import Evidence
from webtv.store.status import write_status

NOW = datetime.now(UTC)


def look(folder: Path, *, later_s: float = 0) -> Evidence:
    return gather(
        channels=["sea", "reef"],
        probes={},
        statuses=folder / "status",
        hls=folder / "hls",
        now=NOW + timedelta(seconds=later_s),
    )


def write_all(folder: Path) -> None:
    status = folder / "status"
    write_status(status, PlayoutStatus(channel="sea", written_at=NOW))
    write_status(status, ProductionStatus(channel="sea", title="Sea", written_at=NOW))
    (status / "rtmp.json").write_text(f'{{"written_at": "{NOW.isoformat()}"}}')
    os.utime(status / "production" / "sea.json", (NOW.timestamp(),) * 2)


def test_a_station_that_never_ran_accuses_nobody(tmp_path: Path) -> None:
    assert look(tmp_path) == Evidence(channels=frozenset({"sea", "reef"}))


def test_parts_that_fell_silent_are_named_production_last(tmp_path: Path) -> None:
    write_all(tmp_path)
    assert look(tmp_path).left == {"rtmp"}, "its status cannot be read"
    assert set(look(tmp_path).playout) == {"sea"}
    assert look(tmp_path, later_s=20).left == {"rtmp", "playout"}
    assert look(tmp_path, later_s=61).left == {"rtmp", "playout", "production"}


def test_the_age_of_hls_is_that_of_its_playlist(tmp_path: Path) -> None:
    playlist = tmp_path / "hls" / "sea" / "live.m3u8"
    playlist.parent.mkdir(parents=True)
    playlist.touch()
    os.utime(playlist, (NOW.timestamp() - 30,) * 2)
    (age_s,) = look(tmp_path).hls_age_s.values()
    assert abs(age_s - 30) < 0.01
