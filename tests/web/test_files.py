"""HLS, thumbnails, static files and pages as a client gets them."""

from __future__ import annotations

import io
import time

import av
import httpx
import pytest

from tests.web.station import Station
from webtv.web.app import create_app

HTML = {"accept": "text/html"}
PLAIN = {"accept-encoding": "identity"}


def test_hls_and_thumbnails(station: Station) -> None:
    station.add_channel("tides", "Tides")
    (station.settings.home / "hls").mkdir(parents=True)
    (station.settings.home / "hls" / "secret.ts").write_text("secret")
    station.start()
    with httpx.Client(base_url=station.url, timeout=10) as client:
        assert client.get("/hls/tides/live.m3u8").status_code == 404
        assert client.get("/thumbs/tides.jpg").status_code == 404
        station.broadcast("tides").start()
        deadline = time.monotonic() + 20
        while client.get("/thumbs/tides.jpg").status_code == 404:
            assert time.monotonic() < deadline, "no thumbnail within 20 s"
            time.sleep(0.2)

        playlist = client.get("/hls/tides/live.m3u8")
        assert playlist.headers["content-type"] == "application/vnd.apple.mpegurl"
        assert playlist.headers["cache-control"] == "no-cache"
        assert playlist.headers["access-control-allow-origin"] == "*"
        name = [line for line in playlist.text.splitlines() if line.endswith(".ts")][-1]

        segment = client.get(f"/hls/tides/{name}")
        assert segment.headers["content-type"] == "video/mp2t"
        assert "immutable" in segment.headers["cache-control"]
        assert segment.headers["access-control-allow-origin"] == "*"
        assert len(segment.content) % 188 == 0
        part = client.get(f"/hls/tides/{name}", headers={"range": "bytes=188-375"})
        assert part.status_code == 206
        assert part.content == segment.content[188:376]
        assert client.head(f"/hls/tides/{name}").headers["content-length"] == str(
            len(segment.content)
        )

        thumbnail = client.get("/thumbs/tides.jpg")
        assert thumbnail.headers["content-type"] == "image/jpeg"
        with av.open(io.BytesIO(thumbnail.content), "r") as picture:
            frame = next(picture.decode(video=0))
        assert (frame.width, frame.height) == (480, 270)
        assert frame.to_ndarray(format="gray").std() > 10
        assert client.get("/thumbs/tides.jpg").content == thumbnail.content
        assert client.get("/thumbs/nothing.jpg").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/hls/tides/..%2Fsecret.ts",
        "/hls/..%2F..%2Fchannels/tides.yaml",
        "/hls/tides/.live.m3u8",
        "/hls/%2e%2e/secret.ts",
        "/hls/tides/",
        "/hls/",
        "/static/",
        "/static/..%2fapp.py",
        "/static/vendor/hls.min.js.map",
        "/docs",
        "/redoc",
    ],
)
def test_nothing_else_is_served(shared_station: Station, path: str) -> None:
    assert httpx.get(shared_station.url + path, timeout=10).status_code == 404


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html"),
        ("/watch/tides", "text/html"),
        ("/favicon.svg", "image/svg+xml"),
        ("/favicon.ico", "image/svg+xml"),
        ("/apple-touch-icon.png", "image/png"),
        ("/manifest.webmanifest", "application/manifest+json"),
        ("/static/css/base.css", "text/css"),
        ("/static/js/player.js", "text/javascript"),
        ("/static/fonts/inter-regular.woff2", "font/woff2"),
        ("/static/vendor/hls.js", "text/javascript"),
        ("/static/vendor/hls.worker.js", "text/javascript"),
        ("/api/openapi.json", "application/json"),
    ],
)
def test_every_answer_is_typed_and_guarded(shared_station: Station, path: str, kind: str) -> None:
    answer = httpx.get(shared_station.url + path, timeout=10)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "server" not in answer.headers
    assert httpx.head(shared_station.url + path, timeout=10).status_code == 200


def test_the_api_is_described_without_a_warning(station: Station) -> None:
    told = create_app(station.settings).openapi()
    assert {method for path in told["paths"].values() for method in path} == {"get"}
    assert "/api/channels/{channel}" in told["paths"]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/watch/tides",
        "/healthz",
        "/readyz",
        "/metrics",
        "/api/channels",
        "/api/channels/tides",
        "/api/openapi.json",
        "/static/js/player.js",
        "/static/vendor/hls.js",
        "/favicon.ico",
    ],
)
def test_head_is_get_without_the_body(shared_station: Station, path: str) -> None:
    whole = httpx.get(shared_station.url + path, headers=PLAIN, timeout=10)
    head = httpx.head(shared_station.url + path, headers=PLAIN, timeout=10)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    changing = (
        {"date", "vary", "content-length"} if path != "/static/js/player.js" else {"date", "vary"}
    )
    assert {n: v for n, v in head.headers.items() if n not in changing} == {
        n: v for n, v in whole.headers.items() if n not in changing
    }
    assert "content-length" in head.headers


def test_text_is_escaped_and_nothing_comes_from_elsewhere(shared_station: Station) -> None:
    for path in ("/", "/watch/tides"):
        page = httpx.get(shared_station.url + path, timeout=10).text
        assert "<b>Last</b>" not in page
        assert "&lt;b&gt;Last&lt;/b&gt;" in page
        assert "The Keeper&#39;s" in page
        for attribute in ('src="', "url("):
            assert attribute + "http" not in page
        assert 'property="og:title"' in page
        assert f'content="{shared_station.url}' in page


def test_what_is_not_there_is_a_page_for_people(shared_station: Station) -> None:
    channel = httpx.get(f"{shared_station.url}/watch/nothing", headers=HTML, timeout=10)
    assert channel.status_code == 404
    assert "Nothing on this channel" in channel.text
    assert 'href="/watch/tides"' in channel.text
    page = httpx.get(f"{shared_station.url}/nothing", headers=HTML, timeout=10)
    assert page.status_code == 404
    assert "Nothing on this page" in page.text
    assert httpx.get(f"{shared_station.url}/nothing", timeout=10).json() == {"error": "Not Found"}
