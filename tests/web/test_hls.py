"""HLS as it is served: judged by the rules of HLS, and by what caches need."""

from __future__ import annotations

import asyncio
import gzip
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.hls_feed import HlsFeed
from tests.hls_rules import check_master
from tests.hls_watch import Watch
from tests.slack import slack
from tests.web.station import Station
from webtv.config.hls import HlsConfig
from webtv.web.hls import hls_routes


@contextmanager
def on_air(folder: Path) -> Iterator[tuple[Station, HlsFeed]]:
    """A web server, and the HLS of its one channel."""
    station = Station(folder)
    feed = HlsFeed(station.settings.hls_dir / "tides", behind_s=40, config=HlsConfig(window_s=30))
    feed.start()
    station.add_channel("tides", "Tides")
    station.start()
    yield station, feed
    feed.stop()
    station.close()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with (
        on_air(tmp_path_factory.mktemp("station")) as (station, _),
        httpx.Client(base_url=station.url, timeout=10) as client,
    ):
        yield client


async def test_what_is_no_file_keeps_nobody_waiting(tmp_path: Path) -> None:
    app = FastAPI()
    app.include_router(hls_routes(tmp_path))
    (tmp_path / "tides").mkdir()
    names = ("live.m3u8", "seg-00000001.m4s", "init-00000001.mp4", "seg-00000002.ts")
    for name in names[:3]:
        os.mkfifo(tmp_path / "tides" / name)
    (tmp_path / "tides" / names[3]).symlink_to("/dev/zero")
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://a") as client:
        for name in names:
            async with asyncio.timeout(20):
                assert (await client.get(f"/hls/tides/{name}")).status_code == 404, name


def test_a_viewer_who_follows_gets_what_the_rules_promise(client: httpx.Client) -> None:
    watch = Watch(client, "/hls/tides")
    assert check_master(watch.get("index.m3u8").text) == []
    first = watch.load("live.m3u8").segments[0].number
    deadline = time.monotonic() + 20 * slack()
    while True:
        playlist = watch.load("live.m3u8")
        watch.load("captions.m3u8")
        if playlist.segments[0].number > first + 1:
            break
        assert time.monotonic() < deadline, "the playlist does not slide"
        time.sleep(0.5)
    assert watch.faults == []
    assert watch.segments >= 18


def test_playlists_are_sent_once_to_who_has_them(client: httpx.Client) -> None:
    def conditional(name: str, etag: str) -> httpx.Response:
        return client.get(f"/hls/tides/{name}", headers={"if-none-match": etag})

    plain = client.get("/hls/tides/index.m3u8", headers={"accept-encoding": "identity"})
    etag = plain.headers["etag"]
    known = conditional("index.m3u8", f'"other", {etag}')
    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["etag"] == etag
    assert known.headers["access-control-allow-origin"] == "*"
    assert conditional("index.m3u8", 'W/"other"').status_code == 200

    with client.stream("GET", "/hls/tides/live.m3u8") as packed:
        assert packed.headers["content-encoding"] == "gzip"
        assert "accept-encoding" in packed.headers["vary"].lower()
        body = b"".join(packed.iter_raw())
    assert len(body) == int(packed.headers["content-length"])
    text = gzip.decompress(body)
    assert text.startswith(b"#EXTM3U\n")
    assert len(body) < len(text) / 2


def test_segments_come_whole_in_part_and_uncompressed(client: httpx.Client) -> None:
    playlist = client.get("/hls/tides/live.m3u8").text
    name = next(line for line in reversed(playlist.splitlines()) if line.endswith(".ts"))
    whole = client.get(f"/hls/tides/{name}")
    assert "content-encoding" not in whole.headers
    part = client.get(f"/hls/tides/{name}", headers={"range": "bytes=188-375"})
    assert (part.status_code, part.content) == (206, whole.content[188:376])
    assert part.headers["access-control-allow-origin"] == "*"
    missing = client.get("/hls/tides/0-0.ts")
    assert missing.status_code == 404
    assert missing.headers["cache-control"] == "no-store"


def test_the_api_names_the_master_when_there_is_one(tmp_path: Path) -> None:
    with on_air(tmp_path) as (station, feed):

        def address() -> str:
            channels = httpx.get(f"{station.url}/api/channels", timeout=10).json()
            return str(channels[0]["urls"]["hls"])

        deadline = time.monotonic() + 10 * slack()
        while not address().endswith("/hls/tides/index.m3u8"):
            assert time.monotonic() < deadline, address()
            time.sleep(0.2)
        feed.stop()  # it writes the list again whenever its rates change
        (feed.folder / "index.m3u8").unlink()
        while not address().endswith("/hls/tides/live.m3u8"):
            assert time.monotonic() < deadline, address()
            time.sleep(0.2)
