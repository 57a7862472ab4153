"""What a viewer meets on the pages besides the picture, in a real Chromium."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Locator, expect

from tests.web.station import Station, on_air, wait_until

if TYPE_CHECKING:
    from tests.web.visit import Visitor

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    station = Station(tmp_path_factory.mktemp("station"))
    station.add_channel("sky", "Sky")
    station.add_channel("tides", "Tides")
    station.broadcast("tides").start()
    station.air("tides", on_air())
    station.start()
    yield station
    station.close()


def bottom(element: Locator) -> float:
    box = element.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def test_arrows_scroll_and_letters_change_the_channel(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides").page
    page.keyboard.press("ArrowDown")
    wait_until(lambda: page.evaluate("window.scrollY") > 0, what="the page scrolls")
    expect(page).to_have_url(f"{live.url}/watch/tides")
    page.keyboard.press("p")
    expect(page).to_have_url(f"{live.url}/watch/sky")
    page.keyboard.press("n")
    expect(page).to_have_url(f"{live.url}/watch/tides")


def test_a_phone_on_its_side_shows_the_whole_picture(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides", phone=True, wide=True)
    screen = page.page.locator("[data-screen]")
    assert bottom(screen) <= 390
    assert bottom(screen) > 380  # as large as it can be
    assert page.page.evaluate("document.documentElement.scrollWidth") == 844
    page.page.evaluate("window.scrollTo(0, 1e6)")
    assert bottom(screen) < 0  # it does not stand in the way of what is below it
    page.page.goto(live.url)
    assert bottom(page.page.locator(".hero [data-watch]")) <= 390
    assert page.page.evaluate("document.documentElement.scrollWidth") == 844


def test_without_scripts_the_page_says_so_and_how_to_watch(live: Station, visit: Visitor) -> None:
    for path in ("/", "/watch/tides"):
        page = visit(live.url + path, scripts=False).page
        expect(page.locator(".noscript")).to_contain_text("JavaScript")
        address = page.locator(".noscript a").get_attribute("href")
        assert address == f"{live.url}/hls/tides/live.m3u8" or path == "/"
        expect(page.locator("[data-veil]")).to_be_hidden()


def test_a_server_that_hangs_is_told_before_the_picture_stands(
    live: Station, visit: Visitor
) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing")
    notice = page.page.locator("[data-notice]")
    expect(notice).to_be_hidden()
    assert live.process is not None
    live.process.send_signal(signal.SIGSTOP)
    try:
        said = page.page.locator("[data-notice], [data-veil-text]").filter(
            has_text="The station does not answer", visible=True
        )
        expect(said).to_be_visible()
    finally:
        live.process.send_signal(signal.SIGCONT)
    expect(said).to_be_hidden()
    page.wait_for_state("playing")


def test_a_live_feed_has_its_title_and_no_mark_of_ai(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides").page
    badge = page.locator("[data-ai]")
    expect(badge).to_be_visible()
    feed = on_air("takeover", length_s=0).model_copy(
        update={"title": "Council meeting", "ai_generated": False, "programme": None, "shots": ()}
    )
    live.air("tides", feed)
    expect(page.locator(".programme [data-title]")).to_have_text("Council meeting")
    expect(page.locator(".programme [data-kind]")).to_have_text("Live")
    expect(badge).to_be_hidden()
    expect(page.locator(".run")).to_be_hidden()  # nobody knows how long it lasts
    expect(page.locator(".card[data-channel=tides] [data-flag]")).to_have_text("Live")
    again = visit(f"{live.url}/watch/tides", scripts=False).page
    expect(again.locator("[data-ai]")).to_be_hidden()

    live.air("tides", on_air().model_copy(update={"title": "Picnic", "ai_generated": False}))
    expect(page.locator(".programme [data-title]")).to_have_text("Picnic")
    expect(page.locator("[data-human]")).to_be_visible()
    expect(badge).to_be_hidden()
