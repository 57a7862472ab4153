"""A live feed takes a channel over and gives it back: nobody who watches is disconnected.

The tests run in order on one station; a viewer of RTMP watches from the first to the last.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import av
import pytest

from tests.playout.encoder import publishing_feed
from tests.playout.station import Station, Viewer, running
from tests.rtmp.server import until, watchable
from webtv.config.settings import Settings
from webtv.model.asrun import AsRunEntry
from webtv.playout.schedule.takeover import takeover_address
from webtv.store.feed_title import write_feed_title
from webtv.store.hls import read_media_playlist

FRAME_S = 1 / 24
ON_AIR_WITHIN_S = 25
"""Seven on an idle machine: a second of steadiness, three of loudness, two of cushion."""


@pytest.fixture(scope="module")
def station(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    made = Station(tmp_path_factory.mktemp("home"))
    for number in range(1, 4):
        made.programme("show", number, seconds=16)
    made.channel("show")
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


def address(station: Station) -> str:
    """What the operator enters, as one address."""
    settings = Settings(home=station.home, rtmp_port=station.rtmp_port)
    told = takeover_address(settings, "show")
    return f"{told.server.replace('localhost', '127.0.0.1')}/{told.key}"


def kind(station: Station) -> str:
    now = station.on_air("show")
    return now.kind if now else ""


def taken(station: Station) -> list[AsRunEntry]:
    return [entry for entry in station.asrun("show") if entry.kind == "takeover"]


def live(station: Station) -> None:
    until(lambda: kind(station) == "takeover", within_s=ON_AIR_WITHIN_S, what="the feed is on air")


def back(station: Station) -> AsRunEntry:
    until(lambda: kind(station) in ("programme", "rerun"), within_s=15, what="programmes are back")
    now = station.on_air("show")
    assert now is not None
    ended_at = now.started_at - timedelta(seconds=0.5)
    until(  # the log is written beside the air
        lambda: any(entry.ended_at > ended_at for entry in station.asrun("show")),
        within_s=5,
        what="what was before is in the as-run log",
    )
    return taken(station)[-1]


@contextmanager
def unbroken(viewer: Viewer) -> Iterator[None]:
    """What the viewer gets in the block, and a little after it, has no hole and no step back."""
    first = {track: len(times) for track, times in viewer.times.items()}
    yield
    until(lambda: len(viewer.times["video"]) > first["video"] + 48, within_s=10, what="pictures")
    assert viewer.is_alive()
    video = viewer.times["video"][first["video"] :]
    sound = viewer.times["audio"][first["audio"] :]
    assert min(b - a for a, b in pairwise(video)) > 0
    assert max(b - a for a, b in pairwise(video)) < 2 * FRAME_S + 0.001
    assert min(b - a for a, b in pairwise(sound)) > 0
    assert max(b - a for a, b in pairwise(sound)) < 2 * FRAME_S


def test_a_feed_takes_over_until_its_encoder_is_killed(station: Station, viewer: Viewer) -> None:
    write_feed_title(station.home / "takeover", "show", "Council meeting")
    with unbroken(viewer), publishing_feed(address(station)) as encoder:
        live(station)
        now = station.on_air("show")
        assert now is not None
        assert (now.title, now.ai_generated) == ("Council meeting", False)
        with av.open(station.rtmp("show"), timeout=(5, 5)) as container:
            stream = container.streams.video[0]
            assert (stream.width, stream.height) == (256, 144)
        encoder.kill()
        entry = back(station)
    assert (entry.cause, entry.outcome, entry.programme) == ("takeover", "complete", None)
    assert entry.aired_s > 2
    assert {"hls", "rtmp"} <= set(entry.destinations)
    assert "format changes" not in station.log()


def test_one_that_hangs_without_sound_and_in_another_shape_is_left_and_taken_again(
    station: Station, viewer: Viewer
) -> None:
    with (
        unbroken(viewer),
        publishing_feed(address(station), picture="testsrc2=s=90x160:r=60", sound="") as encoder,
    ):
        live(station)
        encoder.send_signal(signal.SIGSTOP)
        back(station)
        left = len(taken(station))
        encoder.send_signal(signal.SIGCONT)
        encoder.kill()
        with publishing_feed(address(station), picture="testsrc2=s=90x160:r=60", sound=""):
            live(station)
            assert len(taken(station)) == left
        back(station)


def test_viewers_of_hls_saw_one_stream(station: Station) -> None:
    media = read_media_playlist((station.hls("show") / "live.m3u8").read_text())
    assert media.breaks == 0
    assert not any(segment.fresh for segment in media.segments)
    for one, two in pairwise(media.segments):
        assert abs((two.at - one.at).total_seconds() - one.duration_s) < 0.1
    assert "Traceback" not in station.log()
    assert (
        takeover_address(Settings(home=station.home), "show").key.rpartition("=")[2]
        not in station.log()
    )
