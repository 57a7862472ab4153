"""Faults in one channel of a running station, and that the channel beside it does not notice.

The tests run in order and share the station; channel `steady` is watched from the first to the
last.
"""

import json
import socket
from collections.abc import Iterator
from itertools import pairwise

import av
import pytest

from tests.playout.station import HOUSE, Station, Viewer, kill, running, viewing
from tests.rtmp.server import until, watchable
from webtv.model.asrun import AsRunEntry
from webtv.model.status import OnAir
from webtv.store.hls import read_media_playlist

OTHER = HOUSE.model_copy(update={"width": 320, "height": 180})
DESTINATIONS = (
    "destinations: [{id: dead, url: '${DEAD_RTMP_URL}'}, {id: hung, url: '${HUNG_RTMP_URL}'}]\n"
)


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    with socket.create_server(("127.0.0.1", 0)) as hung:  # accepts, and never says a word
        made = Station(tmp_path_factory.mktemp("home"), hung_port=hung.getsockname()[1])
        made.programme("steady", 1)
        made.programme("faults", 1, seconds=16)
        made.playlist("faults", 2, "20260101T000000-aaaaaa", made.home / "gone.mp4")
        made.programme("faults", 3, seconds=16)
        made.channel("steady")
        made.channel("faults", more=DESTINATIONS)
        made.channel("idle", title="Idle")
        with running(made):
            yield made


@pytest.fixture(scope="module", autouse=True)
def viewer(station: Station) -> Iterator[Viewer]:
    until(lambda: station.on_air("steady") is not None, within_s=15, what="it is on air")
    with viewing(station, "steady") as watching:
        yield watching


def last_logged(station: Station, channel: str, **wanted: str) -> AsRunEntry:
    """The newest entry of the as-run log that is as `wanted`, once there is one.

    It is written beside the air, and on a busy machine the next one soon follows.
    """

    def found() -> list[AsRunEntry]:
        return [
            entry
            for entry in station.asrun(channel)
            if all(getattr(entry, name) == value for name, value in wanted.items())
        ]

    until(lambda: bool(found()), within_s=5, what=f"an entry of {channel} is {wanted}")
    return found()[-1]


def taken_over(
    station: Station, successor: str, *, within_s: float, **wanted: str
) -> tuple[OnAir, AsRunEntry]:
    """What is on air once it is `successor`, and the entry, as `wanted`, of what failed before."""
    until(
        lambda: (now := station.on_air("faults")) is not None and now.title == successor,
        within_s=within_s,
        what="the next item is on air",
    )
    now = station.on_air("faults")
    assert now is not None
    failed = last_logged(station, "faults", outcome="failed", **wanted)
    assert abs((now.started_at - failed.ended_at).total_seconds()) < 0.3
    return now, failed


def test_a_killed_player_costs_its_programme_and_nothing_else(station: Station) -> None:
    until(
        lambda: station.child("concat", "00000001", "faults") is not None,
        within_s=3,
        what="it plays",
    )
    kill(station.child("concat", "00000001", "faults"))
    now, failed = taken_over(station, "Part 3", within_s=8)
    assert now.kind == "programme"
    assert "signal 9" in failed.detail


def test_a_stuck_player_is_replaced_before_anyone_sees_it(station: Station) -> None:
    until(lambda: station.child("concat", "00000003", "faults") is not None, within_s=3, what="it")
    player = station.child("concat", "00000003", "faults")
    assert player is not None
    player.suspend()
    _, failed = taken_over(station, "Part 1", within_s=10, title="Part 3")
    assert "nothing came" in failed.detail


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


def test_another_title_and_format_are_a_new_slate_and_a_new_connection(station: Station) -> None:
    until(lambda: station.on_air("idle") is not None, within_s=10, what="the slate is on air")
    station.channel("idle", title="Other", house=OTHER)
    until(
        lambda: (now := station.on_air("idle")) is not None and now.title == "Other",
        within_s=30,
        what="the new title is on air",
    )
    until(lambda: watchable(station.rtmp("idle")), within_s=10, what="RTMP plays")

    def width() -> int:
        with av.open(station.rtmp("idle"), timeout=(5, 5)) as container:
            return container.streams.video[0].width

    until(lambda: width() == OTHER.width, within_s=10, what="RTMP has the other format")
    lines = [json.loads(line) for line in station.log().splitlines() if "format" in line]
    assert lines[-1]["channel"] == "idle"
    until(
        lambda: any(
            s.fresh
            for s in read_media_playlist((station.hls("idle") / "live.m3u8").read_text()).segments
        ),
        within_s=8,
        what="HLS marks the break",
    )


def test_the_first_programme_follows_the_slate(station: Station) -> None:
    station.programme("idle", 1, house=OTHER)
    until(
        lambda: (now := station.on_air("idle")) is not None and now.kind == "programme",
        within_s=20,
        what="the programme follows the slate",
    )
    last_logged(station, "idle", kind="slate", title="Other")


def test_a_removed_channel_goes_off_air_cleanly(station: Station) -> None:
    (station.home / "lineup" / "faults.yaml").unlink()
    until(lambda: station.status("faults") is None, within_s=6, what="the status is gone")
    until(lambda: not station.hls("faults").exists(), within_s=3, what="the HLS folder is gone")
    assert station.child("faults") is None
    last_logged(station, "faults", outcome="cut")


def test_the_channel_beside_did_not_notice(viewer: Viewer) -> None:
    video, audio = list(viewer.times["video"]), list(viewer.times["audio"])
    assert viewer.is_alive()
    assert video[-1] - video[0] > 20
    assert 0.040 < min(b - a for a, b in pairwise(video))
    assert max(b - a for a, b in pairwise(video)) < 0.043
    assert 0.020 < min(b - a for a, b in pairwise(audio))
    assert max(b - a for a, b in pairwise(audio)) < 0.023
