"""A channel in a frame of another site, and the code for it."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.station import Station

if TYPE_CHECKING:
    from tests.web.visit import Visitor


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        return


@pytest.fixture
def client(shared_station: Station) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=shared_station.url, timeout=20) as client:
        yield client


def test_only_the_player_may_be_framed(client: httpx.Client) -> None:
    player = client.get("/embed/tides")
    assert player.status_code == 200
    assert "frame-ancestors *" in player.headers["content-security-policy"]
    assert "x-frame-options" not in player.headers
    assert "default-src 'none'" in player.headers["content-security-policy"]
    assert client.head("/embed/tides").status_code == 200
    assert client.get("/embed/nothing").status_code == 404
    for path in ("/", "/watch/tides", "/guide", "/embed"):
        answer = client.get(path)
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["x-frame-options"] == "DENY"


def test_the_watch_page_leads_to_its_code(client: httpx.Client) -> None:
    page = client.get("/watch/tides").text
    (link,) = re.findall(r'type="application/json\+oembed" href="([^"]+)"', page)
    code = client.get(unescape(link)).json()
    assert (code["version"], code["type"], code["title"]) == ("1.0", "video", "Tides")
    assert (code["width"], code["height"]) == (640, 360)
    (source,) = re.findall(r'<iframe src="([^"]+)"', code["html"])
    assert source == f"{client.base_url}/embed/tides"
    assert parse_qs(urlsplit(unescape(link)).query)["url"] == [f"{client.base_url}/watch/tides"]


@pytest.mark.parametrize(
    ("most", "size"),
    [
        ({"maxwidth": 320}, (320, 180)),
        ({"maxheight": 180}, (320, 180)),
        ({"maxwidth": 1920, "maxheight": 720}, (1280, 720)),
        ({"maxwidth": 100_000}, (3840, 2160)),
        ({"maxwidth": 1}, (160, 90)),
    ],
)
def test_the_player_is_as_large_as_there_is_room(
    client: httpx.Client, most: dict[str, int], size: tuple[int, int]
) -> None:
    code = client.get("/oembed", params={"url": f"{client.base_url}/watch/tides", **most}).json()
    assert (code["width"], code["height"]) == size


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("http://elsewhere.example/watch/tides", 404),
        ("{own}/watch/nothing", 404),
        ("{own}/watch/%2e%2e", 404),
        ("{own}/guide", 404),
        ("http://[", 404),
        ("x{own}/watch/tides", 404),
        ("x" * 501, 422),
        ("{own}/watch/tides&format=xml", 501),
        ("{own}/watch/tides&maxwidth=-1", 422),
    ],
)
def test_other_addresses_have_no_code(client: httpx.Client, url: str, status: int) -> None:
    own = str(client.base_url).rstrip("/")
    assert client.get(f"/oembed?url={url.format(own=own)}").status_code == status


@pytest.mark.browser
def test_it_plays_in_a_page_of_another_site(
    station: Station, visit: Visitor, tmp_path: Path
) -> None:
    station.add_channel("tides", "Tides")
    station.broadcast("tides").start()
    station.start()
    code = httpx.get(f"{station.url}/oembed?url={station.url}/watch/tides", timeout=20).json()
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(f"<!doctype html><title>Blog</title>{code['html']}")
    handler = functools.partial(Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as site:
        threading.Thread(target=site.serve_forever, daemon=True).start()
        visitor = visit(f"http://127.0.0.1:{site.server_port}/")
        frame = visitor.page.frame_locator("iframe")
        expect(frame.locator("[data-screen]")).to_have_attribute(
            "data-state", "playing", timeout=60_000
        )
        expect(frame.locator(".embed-bar b")).to_have_text("Tides")
        frame.locator("[data-mute]").click()
        expect(frame.locator("[data-mute]")).to_have_attribute("aria-label", "Sound off")
        site.shutdown()
