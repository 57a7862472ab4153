"""The pages in a real Chromium, playing a real HLS stream that ffmpeg makes meanwhile."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.slack import slack
from tests.web.station import on_air, wait_until

if TYPE_CHECKING:
    from tests.web.station import Station
    from tests.web.visit import Visit, Visitor

pytestmark = pytest.mark.browser


BRIGHTNESS = """() => {
  const video = document.querySelector("video");
  const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 36 });
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 64, 36);
  const { data } = context.getImageData(0, 0, 64, 36);
  const green = Array.from({ length: 64 * 36 }, (_, i) => data[4 * i + 1]);
  const mean = green.reduce((a, b) => a + b) / green.length;
  return [mean, Math.max(...green) - Math.min(...green)];
}"""


@pytest.fixture
def live(station: Station) -> Station:
    """A running station with one channel on air and one that makes its first programme."""
    station.add_channel("tides", "Tides")
    station.add_channel("dark", "Dark Matter")
    station.air("tides", on_air(), next="Kelp Forests")
    station.produce("tides", writer="template", writer_note="Set OPENAI_API_KEY", programmes=4)
    station.produce(
        "dark",
        writer="llama-3",
        stage="filming",
        making="First Light",
        done=0.4,
        shots=[
            {"index": 0, "stage": "interpolate", "state": "done"},
            {"index": 1, "stage": "video", "state": "running"},
            {"index": 2, "stage": "video", "state": "waiting"},
        ],
    )
    station.broadcast("tides").start()
    station.start()
    return station


def assert_only_this_station(visit: Visit, station: Station) -> None:
    hosts = {urlsplit(url).netloc for url in visit.requests if url.startswith("http")}
    assert hosts == {urlsplit(station.url).netloc}


def test_the_watch_page_plays_and_tells_what_is_seen(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    assert page.page.evaluate("document.querySelector('video').muted")
    expect(page.page.locator("[data-unmute]")).to_be_visible()

    began, at, frames = time.monotonic(), page.current_time(), page.frames()
    wait_until(lambda: page.current_time() - at >= 5, what="5 s of picture")
    assert time.monotonic() - began < 9 * slack()
    assert page.frames() - frames > 60
    mean, contrast = page.page.evaluate(BRIGHTNESS)
    assert mean > 20
    assert contrast > 60

    title = page.page.locator(".programme [data-title]")
    expect(title).to_have_text("The Keeper's <b>Last</b> Light")
    expect(page.page.locator("[data-logline]")).to_have_text(
        "A storm comes in & the lamp must burn."
    )
    expect(page.page.locator(".programme [data-line]")).to_contain_text("the lamp turns")
    expect(page.page.locator("[data-shot]")).to_have_text("shot 2 of 2")
    expect(page.page.locator(".desk [data-shot-prompt]")).to_contain_text("Close: the lamp")
    expect(page.page.locator("[data-next-title]")).to_have_text("Kelp Forests")
    expect(page.page.locator(".programme [data-kind]")).to_have_text("New programme")
    expect(page.page.locator("[data-writer]")).to_contain_text("Offline template writer")
    expect(page.page.locator("[data-pictures]")).to_contain_text("Paper theatre")
    expect(page.page.locator(".card img").first).to_be_hidden()  # Dark Matter sends nothing yet
    expect(page.page.locator(".card img").nth(1)).to_be_visible()

    page.page.click("[data-unmute]")
    assert not page.page.evaluate("document.querySelector('video').muted")
    page.page.keyboard.press("m")
    assert page.page.evaluate("document.querySelector('video').muted")
    page.page.keyboard.press(" ")
    page.wait_for_state("paused")
    page.page.keyboard.press(" ")
    page.wait_for_state("playing")

    page.page.keyboard.press("p")
    expect(page.page).to_have_url(f"{live.url}/watch/dark")
    expect(page.page).to_have_title("Dark Matter: live on WebTV")
    page.wait_for_state("off")
    expect(page.page.locator("[data-making-title]")).to_have_text("First Light")
    expect(page.page.locator("[data-making-line]")).to_have_text("Filming shot 2 of 3")
    assert [li.get_attribute("data-state") for li in page.page.locator("[data-reel] li").all()] == [
        "done",
        "running",
        "waiting",
    ]
    live.air("dark", on_air("slate"))  # the slate's headline is what is being made
    expect(page.page.locator(".programme [data-title]")).to_have_text("First Light")
    expect(page.page.locator(".programme [data-kind]")).to_have_text("Coming up")
    expect(page.page.locator("[data-making-title]")).to_be_hidden()
    page.page.go_back()
    page.wait_for_state("playing", timeout_s=30)
    expect(page.page).to_have_url(f"{live.url}/watch/tides")

    assert page.complaints == []
    assert_only_this_station(page, live)


def test_the_picture_comes_back_by_itself(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    page.page.evaluate("window.stillTheSamePage = true")

    # The source breaks off and later starts anew, numbers and timestamps from zero.
    live.broadcast("tides").stop()
    page.wait_for_state("lost", timeout_s=30)
    expect(page.page.locator("[data-veil-title]")).to_have_text("Signal lost")
    live.broadcast("tides").start(pictures="smptebars=size=512x288:rate=24")
    page.wait_for_state("playing", timeout_s=30)

    # The web server goes, and comes back.
    live.stop()
    page.wait_for_state("lost", timeout_s=40)
    expect(page.page.locator("[data-veil-text]")).to_contain_text("does not answer")
    live.start()
    page.wait_for_state("playing", timeout_s=30)
    at = page.current_time()
    wait_until(lambda: page.current_time() - at >= 2, what="2 s of picture")
    assert page.page.evaluate("window.stillTheSamePage")


def test_a_restart_without_a_break_is_followed(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    live.broadcast("tides").stop()
    live.broadcast("tides").start(pictures="color=c=red:size=512x288:rate=24")
    wait_until(
        lambda: page.page.evaluate(BRIGHTNESS)[1] < 30 and page.state() == "playing",
        timeout_s=40,
        what="the new picture",
    )


def test_without_hls_js_the_browser_plays_by_itself(live: Station, visit: Visitor) -> None:
    page = visit("about:blank")
    native = page.page.evaluate(
        "document.createElement('video').canPlayType('application/vnd.apple.mpegurl')"
    )
    if not native:
        pytest.skip("this Chromium has no HLS of its own")
    page.page.route("**/static/vendor/hls.js", lambda route: route.abort())
    page.page.goto(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    at = page.current_time()
    wait_until(lambda: page.current_time() - at >= 2, what="2 s of picture")


def test_the_station_page_on_a_phone(live: Station, visit: Visitor) -> None:
    page = visit(live.url, phone=True)
    page.wait_for_state("playing", timeout_s=40)
    expect(page.page.locator(".hero [data-channel-title]")).to_have_text("Tides")
    assert page.widths() == [390, 390]
    titles = page.page.locator(".card [data-title]")
    expect(titles).to_have_text(["Dark Matter", "Tides"])

    live.add_channel("sky", "Sky")
    expect(titles).to_have_text(["Dark Matter", "Sky", "Tides"], timeout=15_000)

    page.page.locator(".card").nth(2).tap()
    expect(page.page).to_have_url(re.compile("/watch/tides$"))
    page.wait_for_state("playing", timeout_s=30)
    assert page.widths() == [390, 390]
    page.page.evaluate("window.scrollTo(0, 1e6)")
    screen = page.page.locator("[data-screen]").bounding_box()
    assert screen is not None
    assert screen["y"] == 0
    assert screen["width"] == 390
    for name in ("unmute", "mute", "share", "full", "menu"):
        box = page.page.locator(f"[data-screen] [data-{name}]").bounding_box()
        assert box is not None
        assert box["height"] >= 44

    # The first tap shows the controls, and presses none that was not seen.
    shown = page.page.locator("[data-screen].awake")
    expect(shown).to_have_count(0)
    page.wait_for_state("playing")
    play = page.page.locator("[data-screen] [data-play]").bounding_box()
    assert play is not None
    middle = play["x"] + play["width"] / 2, play["y"] + play["height"] / 2
    page.page.touchscreen.tap(*middle)
    expect(shown).to_have_count(1)
    assert page.state() == "playing"
    page.page.touchscreen.tap(*middle)
    page.wait_for_state("paused")
    assert page.complaints == []
    assert_only_this_station(page, live)


def test_a_station_without_channels_waits_for_one(station: Station, visit: Visitor) -> None:
    station.start()
    page = visit(station.url)
    expect(page.page.locator("h1")).to_have_text("No channels yet")
    station.add_channel("tides", "Tides")
    expect(page.page.locator(".hero [data-channel-title]")).to_have_text("Tides", timeout=15_000)
    page.wait_for_state("off")
    missing = visit(f"{station.url}/watch/nothing")
    expect(missing.page.locator("h1")).to_have_text("Nothing on this channel")
