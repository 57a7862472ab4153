"""What every destination keeps to, whatever kind it is; a kind without a case fails.

Each case has the real thing at its far end: the RTMP server, an SRT listener, a disk.
"""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import get_args

import psutil
import pytest

from tests.playout.feed import Feed
from tests.ports import free_port
from tests.rtmp.server import Server
from webtv.config.encode import EncodeConfig
from webtv.config.hls import HlsConfig, Rung
from webtv.media.process.binary import find_ffmpeg
from webtv.model.status import DestinationStatus
from webtv.playout.destinations.address import SrtRoute, rtmp_route
from webtv.playout.destinations.encoder import Encoder
from webtv.playout.destinations.pusher import Pusher
from webtv.playout.destinations.recording import Recording
from webtv.playout.destinations.recording_folder import RecordingFolder
from webtv.playout.fanout import Destination
from webtv.playout.hls.writer import HlsWriter
from webtv.playout.mpegts.reader import TICKS_PER_S

FFMPEG = find_ffmpeg(None)
SECRET = "tops3cret-phrase"
LEAST_BYTES = 10_000
"""More than any header: so much is media."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a case may put its far end."""

    folder: Path
    server: Server
    stack: ExitStack


@dataclass(frozen=True, slots=True)
class Case:
    """A destination, and the bytes that have come to its far end so far."""

    destination: Destination
    arrived: Callable[[], int]


def wall(tick: int) -> datetime:
    return datetime(2026, 11, 1, tzinfo=UTC) + timedelta(seconds=tick / TICKS_PER_S)


def size_of(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.*") if path.is_file())


def published(place: Place, name: str) -> Callable[[], int]:
    def arrived() -> int:
        stream = place.server.stream(f"/live/{name}")
        return stream.bytes_in if stream else 0

    return arrived


def own_rtmp(place: Place) -> Case:
    pusher = Pusher(
        "far",
        route=lambda: rtmp_route(place.server.signed("own"), own=True),
        ffmpeg=FFMPEG,
        most_wait_s=1,
    )
    return Case(pusher, published(place, "own"))


def foreign_rtmp(place: Place) -> Case:
    pusher = Pusher(
        "far",
        route=lambda: rtmp_route(place.server.signed("foreign")),
        ffmpeg=FFMPEG,
        most_wait_s=1,
    )
    return Case(pusher, published(place, "foreign"))


def srt(place: Place) -> Case:
    port, kept = free_port(), place.folder / "srt.ts"
    address = f"srt://127.0.0.1:{port}?mode=listener&passphrase={SECRET}"
    script = (
        'while :; do "$0" -v error -y -i "$1" -c copy -flush_packets 1 -f mpegts - >>"$2"; done'
    )
    listener = subprocess.Popen(
        ["/bin/sh", "-c", script, str(FFMPEG), address, str(kept)],
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )

    def end() -> None:
        children = psutil.Process(listener.pid).children(recursive=True)
        listener.kill()  # first, or it would start another
        for child in children:
            child.kill()
        listener.wait()

    place.stack.callback(end)
    route = SrtRoute("127.0.0.1", port, passphrase=SECRET)
    pusher = Pusher("far", route=lambda: route, ffmpeg=FFMPEG, most_wait_s=1)
    return Case(pusher, lambda: kept.stat().st_size if kept.exists() else 0)


def recording(place: Place) -> Case:
    folder = place.folder / "recordings" / SECRET
    kept = RecordingFolder(folder, "show-far", inside=place.folder / "recordings")
    return Case(Recording("far", folder=kept, wall=wall), lambda: size_of(folder))


def encoded(place: Place) -> Case:
    case = recording(place)
    config = EncodeConfig(width=128, height=128, video_kbps=400, preset="ultrafast")
    return Case(Encoder(case.destination, config=config, ffmpeg=FFMPEG), case.arrived)


def hls(place: Place) -> Case:
    folder = place.folder / "hls" / "show"
    writer = HlsWriter(folder, ffmpeg=FFMPEG, wall=wall)
    writer.configure(HlsConfig(ladder=(Rung(height=120, video_kbps=100),)))
    return Case(writer, lambda: size_of(folder))


CASES: dict[str, tuple[str, Callable[[Place], Case]]] = {
    "own RTMP": ("rtmp", own_rtmp),
    "foreign RTMP": ("rtmp", foreign_rtmp),
    "SRT": ("srt", srt),
    "recording": ("file", recording),
    "encoded": ("file", encoded),
    "HLS": ("hls", hls),
}
"""Each kind of destination: how its status calls it, and how it is made."""


def test_every_kind_has_a_case() -> None:
    kinds = set(get_args(DestinationStatus.model_fields["kind"].annotation))

    assert kinds == {kind for kind, _ in CASES.values()}


@pytest.mark.parametrize("name", CASES)
async def test_a_destination(name: str, server: Server, film: Path, tmp_path: Path) -> None:
    kind, make = CASES[name]
    others = set(psutil.Process().children())
    with ExitStack() as stack:
        case = make(Place(tmp_path, server, stack))
        far_ends = set(psutil.Process().children()) - others
        far = case.destination
        before = far.status()
        running = asyncio.create_task(far.run())
        feed = Feed(film, far)

        # It sends what it is given, and its status tells what has arrived.
        await feed.until(lambda: far.status().state == "sending", within_s=30, what="it sends")
        await feed.until(lambda: case.arrived() > LEAST_BYTES, within_s=30, what="media arrive")
        status = far.status()
        assert (status.id, status.kind) == (far.id, kind)
        assert (before.id, before.kind, before.url) == (status.id, status.kind, status.url)
        assert status.bytes_sent > 0
        assert status.connected_since is not None
        assert status.kbps > 0

        # A join costs nothing; a change of format begins anew, and media go on to arrive.
        await feed.until(lambda: feed.joins >= 2, within_s=30, what="a join")
        far.reconnect()
        sent = far.status().bytes_sent
        await feed.until(
            lambda: (
                far.status().bytes_sent > sent + LEAST_BYTES and far.status().state == "sending"
            ),
            within_s=30,
            what="it goes on after a change of format",
        )

        # Nothing that is secret is told.
        told = far.status().model_dump_json()
        assert SECRET not in told
        assert "sign=" not in told
        assert str(tmp_path) not in told

        # It ends when it is told to, and leaves no process.
        running.cancel()
        await feed.stop()
        async with asyncio.timeout(15):
            await asyncio.gather(running, return_exceptions=True)
        assert far.status().state == "stopped"
        left = set(psutil.Process().children()) - others - far_ends
        assert not [child for child in left if child.status() != psutil.STATUS_ZOMBIE]
