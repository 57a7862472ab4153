"""The player's menu, and moments that are shared, in a real Chromium."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.web.station import Station, on_air, wait_until

if TYPE_CHECKING:
    from tests.web.visit import Visitor

pytestmark = pytest.mark.browser

MASTER = """#EXTM3U
#EXT-X-VERSION:4
#EXT-X-INDEPENDENT-SEGMENTS
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="English",LANGUAGE="en",DEFAULT=YES,AUTOSELECT=YES,URI="live.m3u8?en"
#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="Deutsch",LANGUAGE="de",AUTOSELECT=YES,URI="live.m3u8?de"
#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS="avc1.42c00d,mp4a.40.2",RESOLUTION=1280x720,AUDIO="a"
live.m3u8?720
#EXT-X-STREAM-INF:BANDWIDTH=400000,CODECS="avc1.42c00d,mp4a.40.2",RESOLUTION=640x360,AUDIO="a"
live.m3u8?360
"""
"""Two qualities and two languages, for each of which the same pictures and sound are sent."""


@pytest.fixture
def live(station: Station) -> Station:
    station.add_channel("tides", "Tides")
    station.air("tides", on_air())
    broadcast = station.broadcast("tides")
    broadcast.start()
    (broadcast.folder / "index.m3u8").write_text(MASTER)
    station.start()
    return station


def test_the_menu_and_a_shared_moment(live: Station, visit: Visitor) -> None:
    visitor = visit(f"{live.url}/watch/tides")
    page = visitor.page
    visitor.wait_for_state("playing")
    page.hover("[data-screen] video")
    page.click("[data-menu]")
    expect(page.locator("#menu")).to_be_visible()
    quality, audio = page.locator("[data-quality] label"), page.locator("[data-audio] label")
    expect(quality).to_have_count(3)
    expect(quality.nth(1)).to_have_text("720p")
    expect(audio).to_have_text(["English", "Deutsch"])

    asked = len(visitor.requests)
    quality.filter(has_text="360p").click()
    audio.filter(has_text="Deutsch").click()

    def fetched(name: str) -> bool:
        return any(url.endswith(f"live.m3u8?{name}") for url in visitor.requests[asked:])

    wait_until(lambda: fetched("360") and fetched("de"), what="both are fetched")
    expect(page.locator("[data-audio] input").nth(1)).to_be_checked()
    expect(page.locator("[data-quality] input").nth(2)).to_be_checked()

    # No television is near, so the picture stays here, by hls.js again.
    page.click("[data-cast]")
    expect(page.locator("[data-toast]")).to_have_text("No television was found")
    visitor.wait_for_state("playing")
    assert page.evaluate("document.querySelector('video').src.startsWith('blob:')")
    expect(page.locator("[data-quality] input").nth(2)).to_be_checked()  # as it was chosen
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).to_be_hidden()
    expect(page.locator("[data-menu]")).to_be_focused()

    # Live has no moment; what went by is too long ago for this short list.
    then = int(time.time()) - 3600
    page.goto(f"{live.url}/watch/tides?t={then}")
    expect(page.locator("[data-toast]")).to_contain_text("too long ago")
    expect(page).to_have_url(f"{live.url}/watch/tides")
