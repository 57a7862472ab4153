"""Viewers of real servers: HLS over HTTP and the station's own RTMP server."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import psutil
import pytest
import structlog

from tests.clips import encode
from tests.ports import free_port
from tests.probe.pieces import BLACK, make_piece
from tests.probe.site import Site
from tests.probe.site import serving as hls_site
from tests.processes import words
from tests.rtmp.server import Server, publishing, serving, watchable
from tests.slack import slack
from webtv.http.place import judged, look_up
from webtv.media.process.binary import find_ffmpeg
from webtv.probe import hls, rtmp
from webtv.probe.viewer import STALE_S, Viewer


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def site() -> Iterator[Site]:
    with hls_site() as site:
        yield site


@pytest.fixture(scope="module")
def piece(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_piece(tmp_path_factory.mktemp("piece") / "a.ts")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


def viewer(url: str, *, clock: Clock | None = None) -> Viewer:
    return Viewer(
        "it",
        url,
        ffmpeg=find_ffmpeg(None),
        decoding=asyncio.Semaphore(1),
        log=structlog.stdlib.get_logger(),
        clock=clock or time.monotonic,
    )


async def test_hls_that_plays(site: Site, piece: Path) -> None:
    site.live("sea", piece)
    result = await viewer(f"{site.url}/sea/live.m3u8").look()
    assert (result.fault, result.failures, result.pictures) == ("", 0, 1)
    assert result.media_s == pytest.approx(95 / 24, abs=0.05)
    assert result.tune_in_s is not None


async def test_hls_by_a_master_playlist_with_an_initialisation_segment(
    site: Site, piece: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "cmaf"
    folder.mkdir()
    playlist = str(folder / "live.m3u8")
    fragments = ("-bsf:a", "aac_adtstoasc", "-hls_segment_type", "fmp4", "-hls_time", "4")
    encode("-i", str(piece), "-c", "copy", *fragments, playlist)
    site.files["/sea/init.mp4"] = (folder / "init.mp4").read_bytes()
    site.live("sea", folder / "live0.m4s", init="init.mp4")
    master = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=2800000\nlive.m3u8\n"
    site.files["/sea/index.m3u8"] = master.encode()
    result = await viewer(f"{site.url}/sea/index.m3u8").look()
    assert (result.fault, result.pictures) == ("", 1)


async def test_hls_that_stands_still_is_a_fault_by_the_clock_of_the_viewer(
    site: Site, piece: Path
) -> None:
    clock = Clock()
    site.live("sea", piece)
    watching = viewer(f"{site.url}/sea/live.m3u8", clock=clock)
    assert (await watching.look()).fault == ""
    clock.now += STALE_S + 5
    first = await watching.look()
    assert (first.symptom, first.fault) == ("stale", "no new HLS segment for 20 s")
    assert not first.confirmed
    assert (await watching.look()).confirmed
    site.live("sea", piece)
    again = await watching.look()
    assert (again.fault, again.failures) == ("", 0)


async def test_hls_that_is_not_served(
    site: Site, piece: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching = viewer(f"{site.url}/sea/live.m3u8")
    missing = await watching.look()
    assert missing.symptom == "unreachable"
    assert missing.fault == "the HLS playlist is refused with status 404"
    site.files["/sea/live.m3u8"] = b"<html>"
    assert (await watching.look()).symptom == "broken"
    site.files["/sea/live.m3u8"] = b"#EXTM3U\n"
    assert (await watching.look()).symptom == "starved"
    site.live("sea", piece)
    site.files["/sea/0.ts"] = make_piece(piece.with_name("black.ts"), picture=BLACK).read_bytes()
    assert (await watching.look()).symptom == "black"
    monkeypatch.setattr(hls, "ANSWER_S", 1.0)
    site.hung.set()
    hung = await watching.look()
    assert (hung.symptom, hung.failures) == ("unreachable", 5)
    assert hung.fault == "the HLS playlist did not come within 1 s"
    nobody = await viewer(f"http://127.0.0.1:{free_port()}/live.m3u8").look()
    assert nobody.symptom == "unreachable"


async def test_a_playlist_from_outside_does_not_lead_inside(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = f"http://127.0.0.1:{site.port}/secret"
    entry = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4.0,\n{inside}\n"
    site.files["/a.m3u8"] = entry.encode()
    site.files["/b.m3u8"] = f"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\n{inside}\n".encode()
    for name in ("a", "b"):
        result = await viewer(f"{site.url}/{name}.m3u8").look()
        assert result.symptom == "unreachable"
        assert site.asked.pop() == "/secret"
    outside = f"http://localhost:{site.port}"
    monkeypatch.setattr(hls, "look_up", lambda _url: ("1.1.1.1",))
    result = await viewer(f"{outside}/a.m3u8").look()
    assert result.fault == "the HLS playlist leads into a private network"  # a moment later

    def by_name(url: httpx.URL) -> tuple[str, ...]:
        return judged(look_up(url), lambda _: url.host != "localhost")

    monkeypatch.setattr(hls, "public_addresses", by_name)
    site.asked.clear()
    for name in ("a", "b"):
        result = await viewer(f"{outside}/{name}.m3u8").look()
        assert result.fault == "the HLS playlist leads into a private network"
    assert site.asked == ["/a.m3u8", "/b.m3u8"]


async def test_a_name_that_also_stands_for_an_address_inside_is_asked_for_there_alone(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other address may be a stranger's, whose playlist would lead inside."""
    inside = f"http://127.0.0.1:{site.port}/secret"
    site.files["/a.m3u8"] = f"#EXTM3U\n#EXTINF:4.0,\n{inside}\n".encode()
    monkeypatch.setattr(hls, "look_up", lambda _url: ("127.0.0.1", "127.0.0.2"))
    monkeypatch.setattr(hls, "is_inside", lambda address: address == "127.0.0.2")
    result = await viewer(f"http://localhost:{site.port}/a.m3u8").look()
    assert result.symptom == "unreachable"
    assert site.asked == []


async def test_a_playlist_that_is_a_trap(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    watching = viewer(f"{site.url}/a.m3u8")
    infinite = b"#EXT-X-STREAM-INF:BANDWIDTH=inf\n"
    for trap in (infinite, b'#EXT-X-MAP:X="i"\n', b"#EXT-X-STREAM-INF:\nb\n"):
        site.files["/a.m3u8"] = b"#EXTM3U\n" + trap
        assert (await watching.look()).symptom == "broken"
    monkeypatch.setattr(hls, "MAX_LIST_BYTES", 1 << 20)
    site.files["/a.m3u8"] = b"#EXTM3U\n" + b"#" * (2 << 20)
    assert (await watching.look()).fault == "the HLS playlist is larger than 1 MiB"
    site.files["/a.m3u8"] = b"#EXTM3U\n"
    site.headers["Content-Encoding"] = "br"
    assert "packed in a way" in (await watching.look()).fault


async def test_rtmp_that_plays(server: Server, piece: Path) -> None:
    with publishing(piece, server.signed("sea")):
        await asyncio.to_thread(_until_watchable, f"{server.base}/sea")
        result = await viewer(f"{server.base}/sea").look()
    assert result.fault == ""
    assert result.pictures >= 1
    assert result.media_s > 2
    children = psutil.Process().children()
    assert not [child for child in children if "pipe:1" in words(child)]


async def test_rtmp_without_a_publisher(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtmp, "FIRST_S", 1.5)
    result = await viewer(f"{server.base}/nobody").look()
    assert result.symptom in ("starved", "unreachable")
    assert result.fault


async def test_an_rtmp_server_that_accepts_and_says_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rtmp, "FIRST_S", 1.5)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        started = time.monotonic()
        result = await viewer(f"rtmp://127.0.0.1:{deaf.getsockname()[1]}/live/sea").look()
        assert time.monotonic() - started < 15 * slack()
    assert result.symptom in ("starved", "unreachable")


async def test_no_rtmp_server() -> None:
    result = await viewer(f"rtmp://127.0.0.1:{free_port()}/live/s3cr3t").look()
    assert result.symptom == "unreachable"
    assert "Connection refused" in result.fault
    assert "s3cr3t" not in result.fault


def _until_watchable(address: str) -> None:
    deadline = time.monotonic() + 20
    while not watchable(address):
        assert time.monotonic() < deadline
