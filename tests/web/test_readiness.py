"""Whether the station is ready, from files and from what the probe saw."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webtv.config.channels import Lineup
from webtv.config.contracts import load_contracts
from webtv.config.yaml import parse_channel
from webtv.model.status import ProbeResult, ProbeStatus
from webtv.web.answers import Readiness
from webtv.web.readiness import judge_readiness

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def seen(destination: str, failures: int) -> ProbeResult:
    return ProbeResult(
        destination=destination,
        checked_at=NOW,
        fault="the picture is black" if failures else "",
        symptom="black" if failures else "",
        failures=failures,
    )


@pytest.fixture
def lineup() -> Lineup:
    text = "title: Sea\ntheme: the sea, day and night\n"
    channel, _ = parse_channel(Path("sea.yaml"), text, contracts=load_contracts(), env={})
    assert channel is not None
    return Lineup({"sea": channel})


def judge(
    folder: Path,
    lineup: Lineup,
    *results: ProbeResult,
    age_s: float = 3,
    away: bool = False,
    live: bool = False,
) -> Readiness:
    """The readiness of one channel whose newest segment is so old."""
    (folder / "sea").mkdir(exist_ok=True)
    (folder / "sea" / "live.m3u8").write_text("#EXTM3U\n#EXTINF:4,\n1.ts\n")
    segment = folder / "sea" / "1.ts"
    segment.write_bytes(b"x")
    os.utime(segment, (NOW.timestamp() - age_s,) * 2)
    status = ProbeStatus(channel="sea", written_at=NOW, results=results)
    probe = {} if away else {"sea": status}
    return judge_readiness(folder, lineup, probe, live=["sea"] if live else [], now=NOW)


def test_a_station_that_starts_is_ready_before_it_was_looked_at(
    tmp_path: Path, lineup: Lineup
) -> None:
    assert judge(tmp_path, lineup).ready
    assert judge(tmp_path, lineup, seen("hls", 1)).ready


def test_viewers_decide_over_fresh_files(tmp_path: Path, lineup: Lineup) -> None:
    dark = judge(tmp_path, lineup, seen("hls", 2))
    assert (dark.ready, dark.reason) == (False, "not on air: sea")
    assert dark.channels["sea"].reason == "viewers by HLS are without: the picture is black"
    assert judge(tmp_path, lineup, seen("hls", 0)).ready


def test_files_decide_over_an_old_look(tmp_path: Path, lineup: Lineup) -> None:
    old = judge(tmp_path, lineup, seen("hls", 0), age_s=60)
    assert not old.ready
    assert old.channels["sea"].reason == "no new segment for 60 s"


def test_another_destination_is_told_but_not_waited_for(tmp_path: Path, lineup: Lineup) -> None:
    found = judge(tmp_path, lineup, seen("hls", 0), seen("rtmp", 2))
    assert found.ready
    assert found.channels["sea"].faults == {"rtmp": "the picture is black"}


def test_without_the_probe_the_files_decide_and_it_is_said(tmp_path: Path, lineup: Lineup) -> None:
    found = judge(tmp_path, lineup, away=True)
    assert (found.ready, found.probe) == (True, "away; judged by the files alone")
    assert not judge(tmp_path, lineup, away=True, age_s=60).ready
    assert judge(tmp_path, lineup, seen("hls", 0)).probe == "watching"


def test_what_an_operator_shows_in_a_takeover_is_theirs(tmp_path: Path, lineup: Lineup) -> None:
    assert judge(tmp_path, lineup, seen("hls", 2), live=True).ready
    late = seen("hls", 2).model_copy(update={"symptom": "stale"})
    assert not judge(tmp_path, lineup, late, live=True).ready
