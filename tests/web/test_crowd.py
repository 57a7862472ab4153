"""The web server while several hundred peers hold connections as slowly as they can."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import httpx
import psutil

from tests.drips import Drips
from tests.web.station import wait_until

if TYPE_CHECKING:
    from tests.web.station import Station

FILES = 400
PEERS = 300


def status_of(url: str) -> int:
    """The status of a GET, which is sent once more if its connection was closed, as browsers do."""
    for _ in range(2):
        with contextlib.suppress(httpx.ReadError, httpx.RemoteProtocolError):
            return httpx.get(url, timeout=10).status_code
    return 0


def test_viewers_are_served_among_slow_peers(station: Station) -> None:
    station.add_channel("tides", "Tides")
    folder = station.settings.hls_dir / "tides"
    folder.mkdir(parents=True)
    (folder / "live.m3u8").write_text("#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n1.ts\n")
    (folder / "1.ts").write_bytes(bytes(16_000_000))
    station.start(files=FILES, WEBTV_LOG_TARGET="file")
    assert station.process is not None
    process = psutil.Process(station.process.pid)
    with Drips(station.settings.web_port, PEERS, paths=("/hls/tides/1.ts",)) as drips:
        wait_until(lambda: drips.opened > PEERS + FILES, timeout_s=60, what="peers came again")
        for path in ("/", "/watch/tides", "/hls/tides/live.m3u8", "/api/channels") * 5:
            assert status_of(station.url + path) == 200
            assert process.num_fds() < FILES
    log = station.settings.home / "logs" / "web.log"
    wait_until(lambda: "connections closed" in log.read_text(), what="the log says so")
    lines = log.read_text().splitlines()
    assert sum("connections closed" in line for line in lines) <= 2
    assert log.stat().st_size < 5_000, lines


def test_malformed_requests_are_counted_and_not_logged_each(station: Station) -> None:
    station.add_channel("tides", "Tides")
    folder = station.settings.hls_dir / "tides"
    folder.mkdir(parents=True)
    (folder / "1.ts").write_bytes(bytes(16_000_000))
    station.start(WEBTV_LOG_TARGET="file")
    chunked = b"Host: tv\r\nTransfer-Encoding: chunked\r\n\r\n"
    for sent in (
        b"\x16\x03\x01 what is this\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X-Long: " + 70_000 * b"x",
        b"GET /hls/tides/1.ts HTTP/1.1\r\n" + chunked + b"no length\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: tv\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        b"Connection: close\r\n\r\n",
    ) * 5:
        with socket.create_connection(("127.0.0.1", station.settings.web_port), 10) as peer:
            peer.sendall(sent)
            received = 0
            try:
                while piece := peer.recv(1 << 16):
                    received += len(piece)
            except ConnectionResetError:
                pass
            assert received < 16_000_000 or b"Upgrade" in sent
    log = station.settings.home / "logs" / "web.log"
    wait_until(lambda: "connections closed" in log.read_text(), what="the log says so")
    assert "Traceback" not in log.read_text()
    assert len(log.read_text().splitlines()) < 10
