"""RTMP destinations against the real server: keys, TLS, slow links, renewal at a join."""

import asyncio
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
from structlog.testing import capture_logs

from tests.playout.feed import Feed
from tests.playout.station import Viewer
from tests.playout.tap import CERTIFICATE, Tap
from tests.processes import words
from tests.rtmp.server import Server, watchable
from webtv.media.process.binary import find_ffmpeg
from webtv.playout.destinations.address import rtmp_route
from webtv.playout.destinations.pusher import Pusher


@contextmanager
def command_lines() -> Iterator[set[str]]:
    """Every command line of every child, looked at all the time."""
    seen: set[str] = set()
    over = threading.Event()

    def look() -> None:
        while not over.wait(0.005):
            for child in psutil.Process().children(recursive=True):
                seen.add(" ".join(words(child)))

    watching = threading.Thread(target=look)
    watching.start()
    try:
        yield seen
    finally:
        over.set()
        watching.join()


def _pusher(
    address: str | Callable[[], str], *, key: str = "", cap_s: float | None = None
) -> Pusher:
    make = address if callable(address) else lambda: address
    return Pusher(
        "far",
        route=lambda: rtmp_route(make(), key=key),
        ffmpeg=find_ffmpeg(None),
        most_wait_s=1,
        cap_s=cap_s,
    )


async def _ended(task: asyncio.Task[None], feed: Feed) -> None:
    task.cancel()
    await feed.stop()
    await asyncio.gather(task, return_exceptions=True)


@pytest.mark.parametrize("key", ["show?a=1&b=#2=x%20y", "k" * 200, "é/ü"])
async def test_a_key_reaches_the_server_as_it_is_and_nobody_else(
    server: Server, film: Path, key: str
) -> None:
    with command_lines() as seen:
        async with Tap(server.port) as tap:
            pusher = _pusher(f"rtmp://127.0.0.1:{tap.port}/live", key=key)
            task = asyncio.create_task(pusher.run())
            feed = Feed(film, pusher)
            wanted = b"\x07publish" + b"\x00@\x14" + b"\x00" * 6
            wanted += b"\x05\x02" + struct.pack(">H", len(key.encode())) + key.encode()
            await feed.until(lambda: wanted in tap.seen, within_s=15, what="the key is sent")
            await _ended(task, feed)
    assert any("-progress" in line for line in seen)
    assert not [line for line in seen if key in line]
    assert key not in pusher.status().model_dump_json()


async def test_rtmps_is_verified_and_carries_the_signed_address(
    server: Server, film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with command_lines() as seen:
        async with Tap(server.port, tls=True) as tap:
            key = server.signed("secure").rpartition("/")[2]
            pusher = _pusher(f"rtmps://localhost:{tap.port}/live/{key}")
            task = asyncio.create_task(pusher.run())
            feed = Feed(film, pusher)
            await feed.until(
                lambda: "certificate" in pusher.status().last_error.lower(),
                within_s=15,
                what="an unknown certificate is refused",
            )
            monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
            await feed.until(
                lambda: pusher.status().state == "sending", within_s=15, what="it sends"
            )
            assert await asyncio.to_thread(watchable, f"{server.base}/secure")
            await _ended(task, feed)
    assert not [line for line in seen if "sign=" in line]


async def test_a_due_connection_is_renewed_at_a_join_and_viewers_lose_nothing(
    server: Server, film: Path
) -> None:
    with capture_logs() as lines:
        pusher = _pusher(lambda: server.signed("due"), cap_s=7.0)
        task = asyncio.create_task(pusher.run())
        feed = Feed(film, pusher)
        await feed.until(lambda: pusher.status().state == "sending", within_s=15, what="it sends")
        status = pusher.status()
        assert status.connected_since is not None
        assert status.reconnect_at is not None
        planned_s = (status.reconnect_at - status.connected_since).total_seconds()
        assert 0.9 * 7 < planned_s < 7
        viewer = Viewer(f"{server.base}/due")
        viewer.start()
        await feed.until(lambda: feed.joins == 2, within_s=15, what="a join")
        await feed.until(
            lambda: len(viewer.times["video"]) > 24 * 9, within_s=15, what="it goes on"
        )
        viewer.enough.set()
        await asyncio.to_thread(viewer.join, 15)
        await _ended(task, feed)
    assert [line["event"] for line in lines] == ["planned reconnect"]
    assert pusher.status().reconnects == 0
    assert pusher.status().last_error == ""
    for times in viewer.times.values():
        # The server gives a new publisher's clock as it comes, so it begins again once.
        jumps = [b - a for a, b in pairwise(times) if not 0 < b - a < 0.1]
        assert len(jumps) <= 1


async def test_a_name_that_nobody_knows_is_tried_again_and_said(film: Path) -> None:
    pusher = _pusher("rtmp://nobody.invalid/app/tops3cret")
    task = asyncio.create_task(pusher.run())
    feed = Feed(film, pusher)
    await feed.until(lambda: pusher.status().reconnects >= 1, within_s=25, what="it tries again")
    assert pusher.status().last_error.startswith("nobody.invalid port 1935: ")
    await _ended(task, feed)


async def test_a_link_with_a_tenth_of_the_rate_stays_connected_and_drops(
    server: Server, film: Path
) -> None:
    async with Tap(server.port) as tap:
        address = server.signed("slow").replace(f":{server.port}/", f":{tap.port}/")
        pusher = _pusher(address)
        task = asyncio.create_task(pusher.run())
        feed = Feed(film, pusher, speed=2)
        await feed.until(lambda: pusher.status().kbps > 600, within_s=15, what="it sends")
        tap.bytes_per_s = 80_000 / 8
        lags = []

        def dropped() -> bool:
            lags.append(pusher.status().lag_s)
            return pusher.status().drops > 24

        await feed.until(dropped, within_s=40, what="pictures are dropped")
        assert tap.connections == 1
        assert pusher.status().reconnects == 0
        assert 3 < max(lags) < 20
        tap.bytes_per_s = None
        await feed.until(lambda: pusher.status().lag_s < 2, within_s=15, what="it has caught up")
        assert tap.connections == 1
        await _ended(task, feed)
