"""Feeds for takeover: who may publish and watch them; what the server says of its streams."""

import asyncio
import time
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import httpx

from tests.rtmp.peer import Peer
from tests.rtmp.server import Server, publishing, until
from tests.slack import slack
from webtv.media.process.binary import find_ffmpeg
from webtv.model.house import HouseFormat
from webtv.playout.players.item import Item
from webtv.playout.players.live_player import LivePlayer


def test_status_follows_publishers_and_viewers(server: Server, media: Path) -> None:
    until(lambda: server.status() is not None, within_s=5, what="there is a status")
    with publishing(media, server.signed("show")):
        until(lambda: server.stream("/live/show") is not None, within_s=5, what="it is there")
        with Peer(server.port).connect("live").play("show"):

            def measured() -> bool:
                stream = server.stream("/live/show")
                return stream is not None and stream.kbps > 500 and stream.viewers == 1

            until(measured, within_s=8, what="its rate and its viewer are known")
        stream, status = server.stream("/live/show"), server.status()
        assert stream is not None
        assert status is not None
        assert (stream.video, stream.audio) == (True, True)
        assert stream.bytes_in > 100_000
        assert abs((datetime.now(UTC) - stream.since).total_seconds()) < 20
        assert 30e6 < status.memory_bytes < status.memory_limit_bytes == 400e6
        assert status.started_at < stream.since
    gone = time.monotonic()
    until(lambda: server.stream("/live/show") is None, within_s=3, what="it is gone")
    assert time.monotonic() - gone < 1.5 * slack()


def test_a_feed_needs_the_channels_key(server: Server, media: Path) -> None:
    right = server.keyed("show")
    wrong = right[:-1] + ("0" if right[-1] != "0" else "1")
    bare = right.partition("?")[0]
    unmade = right.replace("/show?", "/other?")
    for address in (wrong, bare, f"{bare}?key=", f"{right}&key=x", unmade):
        with publishing(media, address) as publisher:
            assert publisher.wait(timeout=10 * slack()) != 0
    signed = server.signed("show", app="takeover")
    with publishing(media, signed) as publisher:
        assert publisher.wait(timeout=10 * slack()) != 0
    with publishing(media, right.replace("/takeover/", "/live/")) as publisher:
        assert publisher.wait(timeout=10 * slack()) != 0
    assert server.stream("/takeover/show") is None
    key = right.rpartition("=")[2]
    assert key not in (server.home / "logs" / "rtmp.log").read_text()
    assert len(server.said("connection refused", error="wrong key")) == 1  # for five tries


def test_a_live_programme_is_a_feed_of_the_station_itself(server: Server, media: Path) -> None:
    """It needs a signature from both sides, which is looked at once and not again."""
    keyed = server.keyed("made").replace("/takeover/", "/generated/")
    with publishing(media, keyed) as publisher:
        assert publisher.wait(timeout=10 * slack()) != 0
    with publishing(media, server.signed("made", app="generated")) as publisher:
        until(lambda: server.stream("/generated/made") is not None, within_s=5, what="it is there")
        time.sleep(2.5)  # keys of feeds are looked at each second
        assert publisher.poll() is None
        with Peer(server.port).connect("generated").play("made") as curious:
            assert curious.closed()


def test_a_feed_is_seen_by_the_station_alone(server: Server, media: Path) -> None:
    with publishing(media, server.keyed("quiet")):
        until(lambda: server.stream("/takeover/quiet") is not None, within_s=5, what="it is there")
        asyncio.run(_cue(server.signed("quiet", app="takeover")))
        for_live = server.signed("quiet").rpartition("/")[2]
        for name in (
            "quiet",
            for_live,
            "quiet?sign=1-abc",
            server.keyed("quiet").rpartition("/")[2],
        ):
            with Peer(server.port).connect("takeover").play(name) as curious:
                assert curious.closed()
        flv = f"http://127.0.0.1:{server.flv_port}/takeover/quiet.flv"
        assert httpx.get(flv).status_code == 404
        with Peer(server.port).connect("live").play("quiet") as viewer:
            assert not viewer.closed(within_s=0.5)  # waits, and gets nothing but the greeting


def test_one_feed_at_a_time_and_its_end_is_told_at_once(server: Server, media: Path) -> None:
    address = server.keyed("lone")
    with publishing(media, address) as first:
        until(lambda: server.stream("/takeover/lone") is not None, within_s=5, what="it is there")
        with publishing(media, address) as second:
            assert second.wait(timeout=10 * slack()) != 0
        stream = server.stream("/takeover/lone")
        assert first.poll() is None
        assert stream is not None
        name = server.signed("lone", app="takeover").rpartition("/")[2]
        with Peer(server.port).connect("takeover").play(name) as station:
            until(
                lambda: (now := server.stream("/takeover/lone")) is not None and now.viewers == 1,
                within_s=5,
                what="it is watched",
            )
            first.kill()
            assert station.closed(within_s=3)
    until(lambda: server.stream("/takeover/lone") is None, within_s=3, what="it is gone")
    with publishing(media, address):
        until(lambda: server.stream("/takeover/lone") is not None, within_s=5, what="it is back")


def test_deleting_the_key_ends_its_feed(server: Server, media: Path) -> None:
    with publishing(media, server.keyed("revoked")) as publisher:
        until(
            lambda: server.stream("/takeover/revoked") is not None, within_s=5, what="it is there"
        )
        (server.home / "takeover" / "revoked.key").unlink()
        assert publisher.wait(timeout=10 * slack()) != 0
    assert server.said("key revoked, connection closed", stream="/takeover/revoked")


async def _cue(feed: str) -> None:
    """Take a feed as playout does, its decoder confined, up to where it may go on air."""
    item = Item(
        kind="takeover", title="Live", playlist=Path(), frames=0, rate=Fraction(24), feed="x"
    )
    house = HouseFormat(width=256, height=144)
    player = LivePlayer(
        ffmpeg=find_ffmpeg(None), item=item, start=0, house=house, address=lambda: feed, sound=True
    )
    await player.cue(within_s=20)
    await player.close()
