"""One running station: what its viewers receive, and what they do when its parts are killed.

The tests run in order and share the station; channel `show` is watched from the first on.
"""

import os
import signal
import time
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import psutil
import pytest

from tests.hls_media import read_media
from tests.hls_rules import check_master, check_media, read_playlist
from tests.playout.played import packet_times
from tests.playout.station import Station, Viewer, running, viewing
from tests.rtmp.server import until, watchable
from tests.slack import slack
from webtv.store.hls import read_media_playlist

SHOWN = 3


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("home"))
    for number in range(1, SHOWN + 1):
        made.programme("show", number)
    made.channel("show")
    made.channel("idle", title="Idle")
    with running(made):
        yield made


@pytest.fixture(scope="module")
def viewer(station: Station) -> Iterator[Viewer]:
    until(lambda: station.on_air("show") is not None, within_s=15, what="the show is on air")
    with viewing(station, "show") as watching:
        yield watching


def test_with_nothing_to_play_the_slate_is_on_air(station: Station, viewer: Viewer) -> None:
    until(lambda: station.on_air("idle") is not None, within_s=30, what="the slate is on air")
    on_air = station.on_air("idle")
    assert on_air is not None
    assert (on_air.kind, on_air.title, on_air.programme) == ("slate", "Idle", None)
    started = psutil.Process(station.processes["playout"].pid).create_time()
    assert on_air.started_at.timestamp() - started < 30  # 3 when the machine is idle


def test_status_says_what_is_on_air_next_and_where_to(station: Station) -> None:
    status = station.status("show")
    assert status is not None
    assert status.on_air is not None
    assert status.next is not None
    assert status.on_air.kind == "programme"
    assert [shot.prompt[-6:] for shot in status.on_air.shots] == ["part 1", "part 2"]
    assert (status.on_air.ends_at - status.on_air.started_at).total_seconds() == 8
    assert status.next.title == f"Part {int(status.on_air.title[-1]) + 1}"
    assert status.next.starts_at == status.on_air.ends_at
    assert {d.id: d.kind for d in status.destinations} == {"hls": "hls", "rtmp": "rtmp"}

    def all_sending() -> bool:
        now = station.status("show")
        return now is not None and all(
            d.state == "sending" and d.bytes_sent > 20_000 and d.kbps > 0 for d in now.destinations
        )

    until(all_sending, within_s=10, what="bytes reach every destination")


def test_health_is_told_to_anyone(station: Station) -> None:
    until(
        lambda: station.control("GET", "/healthz").status_code == 200, within_s=10, what="healthy"
    )
    assert (station.home / "control.token").stat().st_mode & 0o777 == 0o600
    assert {c["channel"] for c in station.control("GET", "/channels").json()["channels"]} == {
        "show",
        "idle",
    }


def test_viewers_see_no_join(station: Station, viewer: Viewer) -> None:
    until(lambda: any(e.kind == "rerun" for e in station.asrun("show")), within_s=60, what="reruns")
    viewer.enough.set()
    viewer.join(timeout=10)
    video, audio = viewer.times["video"], viewer.times["audio"]
    assert video[-1] - video[0] > 8 * (SHOWN - 1)
    assert 0.040 < min(b - a for a, b in pairwise(video))
    assert max(b - a for a, b in pairwise(video)) < 0.043
    assert 0.020 < min(b - a for a, b in pairwise(audio))
    assert max(b - a for a, b in pairwise(audio)) < 0.023


def test_hls_is_one_unbroken_stream(station: Station, tmp_path: Path) -> None:
    folder = station.hls("show")
    media = read_media_playlist((folder / "live.m3u8").read_text())
    assert (media.sequence, media.breaks) == (0, 0)
    assert not any(segment.fresh for segment in media.segments)
    assert all(2 <= segment.duration_s <= 4 for segment in media.segments)
    for one, two in pairwise(media.segments):
        assert abs((two.at - one.at).total_seconds() - one.duration_s) < 0.05
    whole = tmp_path / "whole.ts"
    whole.write_bytes(b"".join((folder / s.name).read_bytes() for s in media.segments))
    times = packet_times(whole)
    assert {round(b - a, 3) for a, b in pairwise(times["video"])} == {0.042}
    assert {round(b - a, 3) for a, b in pairwise(times["audio"])} == {0.021}


def test_hls_is_by_the_rules_and_tells_what_was_on(station: Station) -> None:
    for channel in ("idle", "show"):
        folder = station.hls(channel)
        playlist = read_playlist((folder / "live.m3u8").read_text())
        assert playlist.faults == []
        media = [read_media((folder / s.uri).read_bytes()) for s in playlist.segments]
        assert check_media(playlist.segments, media) == []
        assert check_master((folder / "index.m3u8").read_text()) == []
    programmes = [r for r in playlist.ranges if r["CLASS"] == "webtv.programme"]
    for told, aired in zip(programmes, station.asrun("show"), strict=False):
        assert (told["X-TITLE"], told["X-PROGRAMME"]) == (aired.title, aired.programme)
        off = datetime.fromisoformat(told["START-DATE"]) - aired.started_at
        assert abs(off.total_seconds()) < 0.1
    assert [r["X-TITLE"] for r in programmes[:SHOWN]] == [f"Part {n + 1}" for n in range(SHOWN)]


def test_an_edit_of_hls_is_taken_up_on_air(station: Station) -> None:
    folder = station.hls("idle")
    assert not list(folder.glob("*.m4s"))
    station.channel("idle", title="Idle", more="hls: {container: fmp4, window_s: 30}\n")

    def packed() -> bool:
        return (folder / "live.m3u8").read_text().count(".m4s") >= 2

    until(packed, within_s=20, what="the container changes")
    playlist = read_playlist((folder / "live.m3u8").read_text())
    assert playlist.faults == []
    assert all(s.init for s in playlist.segments)


def test_the_asrun_log_tells_what_aired(station: Station) -> None:
    entries = station.asrun("show")
    first = entries[:SHOWN]
    assert [e.title for e in first] == [f"Part {n}" for n in range(1, SHOWN + 1)]
    assert all(e.kind == "programme" and e.outcome == "complete" for e in first)
    assert all(e.aired_s == e.planned_s == 8 for e in first)
    assert entries[SHOWN].kind == "rerun"
    assert entries[SHOWN].title == "Part 1"
    for one, two in pairwise(entries):
        assert abs((two.started_at - one.ended_at).total_seconds()) < 0.05
        assert abs((two.started_at - one.started_at).total_seconds() - 8) < 0.05


def test_the_rtmp_server_comes_back_and_so_do_the_channels(station: Station) -> None:
    station.kill("rtmp")
    station.start("rtmp")
    until(lambda: station.processes["rtmp"].poll() is None, within_s=1, what="it runs")
    started = time.monotonic()
    until(lambda: watchable(station.rtmp("show")), within_s=12, what="RTMP plays again")
    assert time.monotonic() - started < 10 * slack()


def test_after_a_crash_of_playout_viewers_of_hls_and_rtmp_go_on(station: Station) -> None:
    viewer = Viewer(station.rtmp("show"))
    viewer.start()
    until(lambda: len(viewer.times["video"]) > 24, within_s=10, what="the viewer has pictures")
    children = psutil.Process(station.processes["playout"].pid).children()
    station.kill("playout")
    until(lambda: not any(c.is_running() for c in children), within_s=2, what="no orphans")
    # Read after the kill: a moment before, one more segment could still have been written.
    before = read_media_playlist((station.hls("show") / "live.m3u8").read_text())
    seen = len(viewer.times["video"])
    station.start("playout")
    until(lambda: len(viewer.times["video"]) > seen + 48, within_s=12, what="pictures again")
    assert all(b > a for a, b in pairwise(viewer.times["video"]))
    viewer.enough.set()
    viewer.join(timeout=10)

    def goes_on() -> bool:
        after = read_media_playlist((station.hls("show") / "live.m3u8").read_text())
        return len(after.segments) > len(before.segments) + 1

    until(goes_on, within_s=8, what="HLS goes on")
    after = read_media_playlist((station.hls("show") / "live.m3u8").read_text())
    assert after.sequence == before.sequence
    assert after.segments[: len(before.segments)] == before.segments
    fresh = [segment.fresh for segment in after.segments[len(before.segments) :]]
    assert fresh[0]
    assert not any(fresh[1:])


def test_sigterm_ends_everything_in_seconds(station: Station) -> None:
    process = station.processes["playout"]
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(timeout=5 * slack()) == 0
    assert not [child for child in children if child.is_running()]
    station.start("playout")
    until(lambda: station.on_air("show") is not None, within_s=15, what="the show goes on")
    assert station.log().count("Traceback") == 0
