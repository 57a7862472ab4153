"""One running station: what viewers receive, and what happens when its parts are killed.

The tests run in order and share the station; channel `show` is watched from the first to the
last and must not notice what happens to the others.
"""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
import psutil
import pytest

from tests.playout.station import Station, Viewer, kill, running
from tests.rtmp.server import until, watchable
from webtv.model.house import HouseFormat
from webtv.playout.hls_list import parse_list

SHOWN = 5
DESTINATIONS = "destinations: [{id: dead, url: '${SECRET_URL}'}, {id: hung, url: '${HUNG_URL}'}]\n"


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    with socket.create_server(("127.0.0.1", 0)) as hung:  # accepts, and never says a word
        made = Station(tmp_path_factory.mktemp("home"), hung_port=hung.getsockname()[1])
        for number in range(1, SHOWN + 1):
            made.programme("show", number)
        made.programme("faults", 1, seconds=16)
        made.playlist("faults", 2, "20260101T000000-aaaaaa", made.home / "gone.mp4")
        broken = made.programme("faults", 3)
        made.library.media(broken).write_bytes(b"not a film")
        empty = made.programme("faults", 4)
        (made.home / "playlists" / "faults" / f"00000004-{empty.id}.ffconcat").write_text("")
        made.programme("faults", 5, seconds=16)
        made.channel("show")
        made.channel("faults", more=DESTINATIONS)
        made.channel("idle", title="Idle")
        with running(made):
            yield made


@pytest.fixture(scope="module")
def viewer(station: Station) -> Iterator[Viewer]:
    until(lambda: station.on_air("show") is not None, within_s=15, what="the show is on air")
    until(lambda: watchable(station.rtmp("show")), within_s=10, what="RTMP plays")
    watching = Viewer(station.rtmp("show"))
    watching.start()
    yield watching
    watching.enough.set()
    watching.join(timeout=20)


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


def test_health_and_a_skip_for_those_with_the_token_only(station: Station) -> None:
    until(
        lambda: station.control("GET", "/healthz").status_code == 200, within_s=10, what="healthy"
    )
    token_file = station.home / "control.token"
    assert token_file.stat().st_mode & 0o777 == 0o600
    token = token_file.read_text().strip()
    for wrong in (None, "guess"):
        answer = station.control("POST", "/channels/faults/skip", token=wrong)
        assert answer.status_code == 401
    assert station.control("POST", "/channels/nothing/skip", token=token).status_code == 404
    before = station.on_air("faults")
    assert before is not None
    assert before.title == "Part 1"
    assert station.control("POST", "/channels/faults/skip", token=token).status_code == 202
    took = until(
        lambda: (now := station.on_air("faults")) is not None and now.title != before.title,
        within_s=5,
        what="the skip is on air",
    )
    assert took < 1.5


def test_playlists_that_cannot_play_are_skipped_with_a_line_each(station: Station) -> None:
    on_air = station.on_air("faults")
    assert on_air is not None
    assert on_air.title == "Part 5"  # 2 has no programme, 3 no film, 4 is empty
    skipped = [
        json.loads(line) for line in station.log().splitlines() if "playlist skipped" in line
    ]
    assert [line["playlist"][:8] for line in skipped] == ["00000002", "00000003", "00000004"]
    assert all(line["channel"] == "faults" and line["error"] for line in skipped)
    first = station.asrun("faults")[0]
    assert (first.outcome, first.planned_s) == ("cut", 16)
    assert 0 < first.aired_s < 16


def test_a_killed_player_costs_its_programme_and_nothing_else(station: Station) -> None:
    until(lambda: station.child("concat", "00000005") is not None, within_s=3, what="it plays")
    kill(station.child("concat", "00000005"))
    until(
        lambda: (now := station.on_air("faults")) is not None and now.title == "Part 1",
        within_s=8,
        what="the next item is on air",
    )
    now = station.on_air("faults")
    assert now is not None
    assert now.kind == "rerun"
    failed = station.asrun("faults")[-1]
    assert failed.outcome == "failed"
    assert "signal 9" in failed.detail
    assert abs((now.started_at - failed.ended_at).total_seconds()) < 0.3


def test_a_stuck_player_is_replaced_before_anyone_sees_it(station: Station) -> None:
    until(lambda: station.child("concat", "00000001", "faults") is not None, within_s=3, what="it")
    player = station.child("concat", "00000001", "faults")
    assert player is not None
    player.suspend()
    until(
        lambda: (now := station.on_air("faults")) is not None and now.title == "Part 5",
        within_s=10,
        what="the next item is on air",
    )
    now, failed = station.on_air("faults"), station.asrun("faults")[-1]
    assert now is not None
    assert "nothing came" in failed.detail
    assert abs((now.started_at - failed.ended_at).total_seconds()) < 0.3


def test_a_killed_pusher_is_back_within_seconds(station: Station) -> None:
    pusher = station.child("/live/faults")
    kill(pusher)

    def back() -> bool:
        status = station.status("faults")
        rtmp = next(d for d in status.destinations if d.id == "rtmp") if status else None
        return rtmp is not None and rtmp.reconnects == 1 and rtmp.state == "sending"

    until(back, within_s=8, what="the pusher sends again")
    assert watchable(station.rtmp("faults"))


def test_dead_and_hung_destinations_stand_alone_and_keep_their_key(station: Station) -> None:
    def tried() -> bool:
        status = station.status("faults")
        found = {d.id: d for d in status.destinations} if status else {}
        return found["dead"].reconnects >= 2 and found["hung"].reconnects >= 1

    until(tried, within_s=20, what="dead and hung destinations are tried again")
    status = station.status("faults")
    assert status is not None
    by_id = {d.id: d for d in status.destinations}
    assert "refused" in by_id["dead"].last_error
    assert by_id["rtmp"].state == by_id["hls"].state == "sending"
    assert "timed out" in by_id["hung"].last_error
    assert station.log().count('"destination": "dead"') == 1  # lost is said once
    secret = (station.home / "rtmp.secret").read_text().strip()
    for text in (station.log(), status.model_dump_json()):
        assert "tops3cret" not in text
        assert secret not in text
        assert "sign=" not in text


def test_changed_destinations_leave_the_others_alone(station: Station) -> None:
    pusher = station.child("/live/faults")
    assert pusher is not None
    station.channel("faults")
    until(
        lambda: (now := station.status("faults")) is not None and len(now.destinations) == 2,
        within_s=6,
        what="the destinations are gone",
    )
    assert pusher.is_running()


def test_a_damaged_slate_is_encoded_anew_and_a_new_title_has_its_own(station: Station) -> None:
    folder = station.home / "slate"
    until(lambda: len(list(folder.glob("*.ffconcat"))) == 3, within_s=10, what="all have slates")
    playlist = next(p for p in folder.glob("*.ffconcat") if "# Idle" in p.read_text())
    on_air = next(folder.glob(f"{playlist.stem}-*.mp4"))
    on_air.write_bytes(b"not a film")
    until(
        lambda: on_air.exists() and on_air.stat().st_size > 10_000,
        within_s=30,
        what="it is encoded again",
    )
    station.channel("idle", title="Other")
    until(
        lambda: (now := station.on_air("idle")) is not None and now.title == "Other",
        within_s=30,
        what="the new title is on air",
    )
    now = station.on_air("idle")
    assert now is not None
    assert now.kind == "slate"


def test_the_first_programme_follows_the_slate(station: Station) -> None:
    station.programme("idle", 1)
    until(
        lambda: (now := station.on_air("idle")) is not None and now.kind == "programme",
        within_s=13,
        what="the programme follows the slate",
    )
    assert station.asrun("idle")[-1].kind == "slate"


def test_another_house_format_begins_a_new_connection(station: Station) -> None:
    station.programme("idle", 2, house=HouseFormat(width=320, height=180))
    until(
        lambda: (now := station.on_air("idle")) is not None and now.title == "Part 2",
        within_s=13,
        what="the other format is on air",
    )
    until(lambda: watchable(station.rtmp("idle")), within_s=10, what="RTMP plays")

    def width() -> int:
        with av.open(station.rtmp("idle"), timeout=(5, 5)) as container:
            return container.streams.video[0].width

    until(lambda: width() == 320, within_s=10, what="RTMP has the other format")
    lines = [json.loads(line) for line in station.log().splitlines() if "format" in line]
    assert lines[-1]["channel"] == "idle"
    until(
        lambda: any(
            s.fresh for s in parse_list((station.hls("idle") / "live.m3u8").read_text()).segments
        ),
        within_s=8,
        what="HLS marks the break",
    )


def test_a_removed_channel_goes_off_air_cleanly(station: Station) -> None:
    (station.home / "lineup" / "faults.yaml").unlink()
    until(lambda: station.status("faults") is None, within_s=6, what="the status is gone")
    until(lambda: not station.hls("faults").exists(), within_s=3, what="the HLS folder is gone")
    assert station.child("faults") is None
    assert station.asrun("faults")[-1].outcome == "cut"


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
    media = parse_list((folder / "live.m3u8").read_text())
    assert (media.sequence, media.breaks) == (0, 0)
    assert not any(segment.fresh for segment in media.segments)
    assert all(2 <= segment.duration_s <= 4 for segment in media.segments)
    for one, two in pairwise(media.segments):
        assert abs((two.at - one.at).total_seconds() - one.duration_s) < 0.05
    whole = tmp_path / "whole.ts"
    whole.write_bytes(b"".join((folder / s.name).read_bytes() for s in media.segments))
    times: dict[str, list[float]] = {"video": [], "audio": []}
    with av.open(str(whole)) as container:
        for packet in container.demux(video=0, audio=0):
            if packet.dts is not None and packet.time_base is not None:
                times[packet.stream.type].append(float(packet.dts * packet.time_base))
    assert {round(b - a, 3) for a, b in pairwise(times["video"])} == {0.042}
    assert {round(b - a, 3) for a, b in pairwise(times["audio"])} == {0.021}


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
    assert time.monotonic() - started < 10


def test_after_a_crash_of_playout_viewers_of_hls_and_rtmp_go_on(station: Station) -> None:
    viewer = Viewer(station.rtmp("show"))
    viewer.start()
    until(lambda: len(viewer.times["video"]) > 24, within_s=10, what="the viewer has pictures")
    children = psutil.Process(station.processes["playout"].pid).children()
    station.kill("playout")
    until(lambda: not any(c.is_running() for c in children), within_s=2, what="no orphans")
    # Read after the kill: a moment before, one more segment could still have been written.
    before = parse_list((station.hls("show") / "live.m3u8").read_text())
    seen = len(viewer.times["video"])
    station.start("playout")
    until(lambda: len(viewer.times["video"]) > seen + 48, within_s=12, what="pictures again")
    assert all(b > a for a, b in pairwise(viewer.times["video"]))
    viewer.enough.set()
    viewer.join(timeout=10)

    def goes_on() -> bool:
        after = parse_list((station.hls("show") / "live.m3u8").read_text())
        return len(after.segments) > len(before.segments) + 1

    until(goes_on, within_s=8, what="HLS goes on")
    after = parse_list((station.hls("show") / "live.m3u8").read_text())
    assert after.sequence == before.sequence
    assert after.segments[: len(before.segments)] == before.segments
    fresh = [segment.fresh for segment in after.segments[len(before.segments) :]]
    assert fresh[0]
    assert not any(fresh[1:])


def test_sigterm_ends_everything_in_seconds(station: Station) -> None:
    process = station.processes["playout"]
    children = psutil.Process(process.pid).children(recursive=True)
    os.kill(process.pid, signal.SIGTERM)
    assert process.wait(timeout=5) == 0
    assert not [child for child in children if child.is_running()]
    station.start("playout")
    until(lambda: station.on_air("show") is not None, within_s=15, what="the show goes on")
    assert station.log().count("Traceback") == 0
