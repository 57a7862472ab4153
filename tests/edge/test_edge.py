"""A station behind the edge: what viewers get, what is kept, and what they get without the web."""

from __future__ import annotations

import gzip
import signal
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.edge.nginx import (
    SHIPPED,
    Edge,
    objections,
    running,
    write_for_debian,
    write_for_docker,
)
from tests.hls_feed import HlsFeed
from tests.hls_rules import check_master
from tests.hls_watch import Watch
from tests.ports import free_port
from tests.rawserver import RawServer, head
from tests.rtmp.server import publishing, serving, until
from tests.slack import slack
from tests.web.station import Station, on_air
from webtv.config.hls import HlsConfig

STRANGER = "203.0.113.7"
GONE = "/hls/tides/4000000000-1.ts"


@dataclass(frozen=True)
class Behind:
    """A station, the edge beside its folder, and one on another machine, which has no folder."""

    station: Station
    feed: HlsFeed
    edge: Edge
    far: Edge

    def segments(self) -> list[str]:
        """Paths of the segments that are listed now, oldest first."""
        text = (self.feed.folder / "live.m3u8").read_text()
        return [f"/hls/tides/{line}" for line in text.splitlines() if line.endswith(".ts")]


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp("edge")
    station = Station(folder / "station")
    feed = HlsFeed(station.settings.hls_dir / "tides", behind_s=40, config=HlsConfig(window_s=30))
    near = write_for_docker(folder / "near", web=station.url, home=station.settings.home)
    far = write_for_docker(folder / "far", web=station.url)
    with running(*near[:2]) as edge, running(*far[:2]) as other:
        feed.start()
        station.add_channel("tides", "Tides")
        station.air("tides", on_air(), next="Kelp")
        station.start()
        until((feed.folder / "captions.m3u8").exists, within_s=20, what="there is HLS")
        yield Behind(station, feed, edge, other)
        feed.stop()
        station.close()


@pytest.fixture(params=["near", "far"])
def client(request: pytest.FixtureRequest, behind: Behind) -> Iterator[httpx.Client]:
    edge = behind.edge if request.param == "near" else behind.far
    with httpx.Client(base_url=edge.url, timeout=10) as client:
        yield client


def test_what_ships_is_valid(tmp_path: Path, certificates: Path) -> None:
    configuration, _, _ = write_for_docker(tmp_path / "docker", certificates=certificates)
    assert objections(configuration) == ""
    loopback = {
        "listen 80 ": f"listen 127.0.0.1:{free_port()} ",
        "    listen [::]:80 default_server;\n": "",
    }
    assert objections(write_for_debian(tmp_path / "plain", loopback)) == ""
    with_tls = loopback | {
        "listen 443 ": f"listen 127.0.0.1:{free_port()} ",
        "    listen [::]:443 ssl default_server;\n": "",
        "/etc/letsencrypt/live/tv.example.org": str(certificates),
    }
    assert objections(write_for_debian(tmp_path / "tls", with_tls, commented=True)) == ""


def test_a_stream_plays_through_the_edge(behind: Behind) -> None:
    with ExitStack() as opened:
        watches = []
        for edge in (behind.edge, behind.far):
            client = opened.enter_context(httpx.Client(base_url=edge.url, timeout=10))
            watches.append(Watch(client, "/hls/tides"))
        for watch in watches:
            assert check_master(watch.get("index.m3u8").text) == []
        first = [watch.load("live.m3u8").segments[0].number for watch in watches]
        deadline = time.monotonic() + 20 * slack()
        while True:
            playlists = [watch.load("live.m3u8") for watch in watches]
            for watch in watches:
                watch.load("captions.m3u8")
            if all(p.segments[0].number > n for p, n in zip(playlists, first, strict=True)):
                break
            assert time.monotonic() < deadline, "the playlist does not slide"
            time.sleep(0.3)
    for watch in watches:
        assert watch.faults == []
        assert watch.segments >= 14


def test_lists_may_be_kept_for_a_second_and_come_packed(client: httpx.Client) -> None:
    plain = client.get("/hls/tides/live.m3u8", headers={"accept-encoding": "identity"})
    assert plain.headers["cache-control"] == "public, max-age=1"
    assert "content-encoding" not in plain.headers
    with client.stream("GET", "/hls/tides/live.m3u8") as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["cache-control"] == "public, max-age=1"
        assert "accept-encoding" in packed.headers["vary"].lower()
        body = b"".join(packed.iter_raw())
    assert gzip.decompress(body).startswith(b"#EXTM3U\n")
    again = client.get("/hls/tides/index.m3u8")
    known = {"if-none-match": again.headers["etag"]}
    assert client.get("/hls/tides/index.m3u8", headers=known).status_code == 304


def test_segments_may_be_kept_for_two_weeks(behind: Behind, client: httpx.Client) -> None:
    path = behind.segments()[-2]
    whole = client.get(path)
    assert whole.headers["cache-control"] == "public, max-age=1209600, immutable"
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert whole.content == httpx.get(behind.station.url + path).content
    part = client.get(path, headers={"range": "bytes=188-375"})
    assert (part.status_code, part.content) == (206, whole.content[188:376])
    assert part.headers["cache-control"] == whole.headers["cache-control"]
    assert client.head(path).headers["content-length"] == str(len(whole.content))
    captions = client.get(path.replace(".ts", ".vtt"))
    assert captions.headers["content-type"] == "text/vtt; charset=utf-8"


def test_a_segment_that_is_gone_may_be_back_after_a_second(
    behind: Behind, client: httpx.Client
) -> None:
    file = behind.feed.folder / GONE.rpartition("/")[2]
    gone = client.get(GONE)
    assert (gone.status_code, gone.headers["cache-control"]) == (404, "public, max-age=1")
    try:
        file.write_bytes(b"G" * 188)
        asked = time.monotonic()
        until(lambda: client.get(GONE).status_code == 200, within_s=3, what="it is there")
        assert time.monotonic() - asked < 2 * slack()
    finally:
        file.unlink()


def test_a_forged_host_is_told_to_nobody_else(client: httpx.Client) -> None:
    forged = {
        "host": "evil.example",
        "x-forwarded-host": "evil.example",
        "forwarded": "host=evil.example;proto=https",
        "x-forwarded-proto": "https",
        "x-forwarded-for": STRANGER,
    }
    paths = ["/", "/watch/tides", "/api/channels", "/iptv/channels.m3u", "/discover.json", "/guide"]
    paths += ["/hls/tides/index.m3u8", "/hls/tides/live.m3u8", "/hls/tides/captions.m3u8"]
    paths += ["/iptv/guide.xml", "/embed/tides"]
    assert "http://evil.example" in client.get("/iptv/channels.m3u", headers=forged).text
    for path in paths:
        assert "https://evil" not in client.get(path, headers=forged).text
        assert "evil" not in client.get(path).text, path
    assert client.get("/metrics").status_code == 403, "it is for this machine, not for the edge's"


def test_addresses_are_those_that_the_viewer_used(behind: Behind) -> None:
    with httpx.Client(base_url=behind.edge.url) as client:
        (channel,) = client.get("/api/channels").json()
        assert channel["urls"]["hls"] == f"{behind.edge.url}/hls/tides/index.m3u8"


def test_tls(behind: Behind, certificates: Path, tmp_path: Path) -> None:
    home = behind.station.settings.home
    configuration, port, tls_port = write_for_docker(
        tmp_path / "tls", web=behind.station.url, home=home, certificates=certificates
    )
    trusted = ssl.create_default_context(cafile=str(certificates / "fullchain.pem"))
    base = f"https://127.0.0.1:{tls_port}"
    with (
        running(configuration, port),
        httpx.Client(base_url=base, verify=trusted, timeout=10) as client,
    ):
        (channel,) = client.get("/api/channels").json()
        assert channel["urls"]["hls"] == f"{base}/hls/tides/index.m3u8"
        assert client.get(behind.segments()[-2]).status_code == 200


def test_http_flv_is_passed_on_at_once(behind: Behind, tmp_path: Path) -> None:
    asked = threading.Event()

    def drip(_path: str) -> Iterator[bytes]:
        yield head("Content-Type: video/x-flv", "Connection: close") + b"FLV"
        for _ in range(100):
            if asked.is_set():
                break
            yield b""
        yield b"the rest"

    with RawServer(drip) as flv:
        configuration, port, _ = write_for_docker(tmp_path / "drip", flv=flv.url)
        with (
            running(configuration, port) as edge,
            httpx.stream("GET", f"{edge.url}/live/tides.flv", timeout=5) as stream,
        ):
            pieces = stream.iter_raw()
            assert next(pieces) == b"FLV"
            asked.set()
            assert b"".join(pieces) == b"the rest"

    segment = behind.feed.folder / behind.segments()[-1].rpartition("/")[2]
    film = tmp_path / "film.ts"
    film.write_bytes(segment.read_bytes())
    with serving(tmp_path / "home") as server, publishing(film, server.signed("tides")):
        flv_url = f"http://127.0.0.1:{server.flv_port}"
        configuration, port, _ = write_for_docker(tmp_path / "real", flv=flv_url)
        with (
            running(configuration, port) as edge,
            httpx.stream("GET", f"{edge.url}/live/tides.flv", timeout=20 * slack()) as stream,
        ):
            received = b""
            for piece in stream.iter_raw():
                received += piece
                if len(received) > 60_000:
                    break
    assert received.startswith(b"FLV\x01\x05"), "sound and pictures"


def test_viewers_notice_little_when_the_web_server_hangs_or_dies(behind: Behind) -> None:
    """Last, since it ends the web server."""
    near = httpx.Client(base_url=behind.edge.url, timeout=20)
    far = httpx.Client(base_url=behind.far.url, timeout=20)
    live, known = "/hls/tides/live.m3u8", behind.segments()[-2]
    assert far.get(live).status_code == far.get(known).status_code == 200
    process = behind.station.process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    time.sleep(1.1)
    asked = time.monotonic()
    assert near.get(live).text.startswith("#EXTM3U")
    assert time.monotonic() - asked < 4 * slack(), "it hangs, and the list comes from the folder"
    process.kill()
    process.wait(10)
    time.sleep(1.1)

    assert far.get(live).status_code == 200, "the last list that came"
    assert far.get(known).status_code == 200
    assert far.get("/").status_code == 502

    def newest() -> str:
        answer = near.get(live)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "public, max-age=1"
        assert answer.headers["content-encoding"] == "gzip"
        return [line for line in answer.text.splitlines() if line.endswith(".ts")][-1]

    before = newest()
    until(lambda: newest() != before, within_s=15, what="the list goes on without the web server")
    assert near.get(f"/hls/tides/{newest()}").status_code == 200
    assert near.get(GONE).status_code in (404, 502)
    near.close()
    far.close()


def test_the_shipped_files_name_the_same_servers() -> None:
    """Docker's and Debian's differ in addresses and folders alone."""
    for text in (
        (SHIPPED / "station.conf.template").read_text(),
        (SHIPPED / "debian.conf").read_text(),
    ):
        for name in ("$webtv_web", "$webtv_flv", "$webtv_home", "keys_zone=webtv:"):
            assert name in text
