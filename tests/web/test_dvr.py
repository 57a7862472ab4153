"""Going back in time on the watch page, and captions, in a real Chromium."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.hls_feed import HlsFeed
from tests.web.station import Station, on_air, wait_until

if TYPE_CHECKING:
    from tests.web.visit import Visit, Visitor

pytestmark = pytest.mark.browser


BEHIND_S = 90


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Station]:
    """A channel that has been on air for a minute and a half, for tests that only look at it."""
    station = Station(tmp_path_factory.mktemp("station"))
    station.add_channel("tides", "Tides")
    feed = HlsFeed(station.settings.hls_dir / "tides", behind_s=BEHIND_S)
    feed.start()
    station.air("tides", on_air())
    station.start()
    yield station
    feed.stop()
    station.close()


def behind_s(page: Visit) -> float:
    """Seconds from live, as the seek bar says."""
    return -float(page.page.evaluate("document.querySelector('[data-seek]').value"))


def seek(page: Visit, seconds: float) -> None:
    """Move the seek bar as a viewer does who drags it, once it reaches that far."""
    reach = "-Number(document.querySelector('[data-seek]').min)"
    wait_until(lambda: page.page.evaluate(reach) >= seconds, what="the seek bar reaches back")
    page.page.evaluate(
        """value => {
          const bar = document.querySelector("[data-seek]");
          bar.value = value;
          bar.dispatchEvent(new Event("input"));
          bar.dispatchEvent(new Event("change"));
        }""",
        -seconds,
    )


def go_live(page: Visit) -> None:
    """Be live; a player that waits for its turn on a busy machine falls behind and has to ask."""
    label = page.page.locator("[data-live-label]")

    def live() -> bool:
        if label.inner_text() == "Live":
            return True
        page.page.evaluate("document.querySelector('[data-live]').click()")
        return False

    wait_until(live, what="live again")


def number_on_air(page: Visit) -> int:
    """The programme that the page says is seen: one begins every 8 s."""
    title = page.page.locator(".programme [data-title]").inner_text()
    return int(title.removeprefix("Programme "))


def test_viewers_go_back_and_return_to_live(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    wait_until(lambda: page.current_time() > BEHIND_S - 30, what="it starts live")
    go_live(page)
    late = behind_s(page)
    assert late < 40  # 0 on an idle machine
    bar = page.page.locator("[data-seek]")
    now = page.current_time()

    seek(page, late + 45)
    wait_until(lambda: page.current_time() < now - 30, what="it goes back")
    wait_until(lambda: late + 30 < behind_s(page) < late + 75, what="the bar tells how far")
    at = page.current_time()
    wait_until(lambda: page.current_time() > at + 2, what="it plays there")
    expect(page.page.locator("[data-live-label]")).to_have_text("Go live")
    expect(bar).to_have_attribute("aria-valuetext", re.compile(r"^[01]:\d\d behind live$"))
    wait_until(
        lambda: number_on_air(page) == int(page.current_time() // 8), what="what is seen is told"
    )
    expect(page.page.locator(".programme [data-line]")).to_contain_text("shot of")
    assert page.page.locator("[data-seek-marks] i").count() >= 8

    behind = behind_s(page)
    page.page.keyboard.press("ArrowLeft")
    wait_until(lambda: behind_s(page) > behind + 5, what="ten seconds more")
    page.page.keyboard.press(" ")
    page.wait_for_state("paused")
    at, began = page.current_time(), time.monotonic()
    page.page.keyboard.press(" ")
    page.wait_for_state("playing")
    assert page.current_time() < at + 2 + time.monotonic() - began  # it goes on where it was

    page.page.hover("[data-screen] video")
    page.page.click("[data-live]")
    wait_until(lambda: behind_s(page) < late + 25, what="the button leads to live")
    go_live(page)
    expect(page.page.locator("[data-live]")).to_be_disabled()
    page.page.evaluate("() => { navigator.share = ({ url }) => { window.shared = url; }; }")
    seek(page, late + 45)
    wait_until(lambda: behind_s(page) > late + 30, what="it is back again")
    page.page.hover("[data-screen] video")
    page.page.click("[data-share]")
    shared = page.page.evaluate("window.shared")
    seen = number_on_air(page)
    assert re.fullmatch(re.escape(f"{live.url}/watch/tides") + r"\?t=\d{10}", shared)
    page.page.goto(shared)
    page.wait_for_state("playing", timeout_s=40)
    wait_until(lambda: behind_s(page) > late + 30, what="a link leads to the moment")
    wait_until(lambda: seen <= number_on_air(page) <= seen + 3, what="it is told")
    expect(page.page).to_have_url(f"{live.url}/watch/tides")
    assert page.complaints == []


def test_captions_are_shown_to_who_asks_for_them(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides")
    page.wait_for_state("playing", timeout_s=40)
    button, cues = page.page.locator("[data-captions]"), page.page.locator("[data-cues] p")
    expect(button).to_have_attribute("aria-pressed", "false")
    assert not any("captions.m3u8" in url for url in page.requests)

    page.page.keyboard.press("c")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(cues.last).to_contain_text("shot of", timeout=20_000)
    wait_until(lambda: "<b>bold</b>" in cues.last.inner_text(), what="text is no markup")
    wait_until(
        lambda: (
            cues.last.inner_text().replace('"', "\u201d")
            == page.page.locator(".programme [data-line]").inner_text()
        ),
        what="captions and page agree",
    )
    page.page.reload()
    page.wait_for_state("playing", timeout_s=40)
    expect(cues.last).to_contain_text("shot of", timeout=20_000)  # remembered
    page.page.keyboard.press("c")
    expect(cues).to_have_count(0)
    assert page.complaints == []


def test_the_controls_fit_on_a_phone(live: Station, visit: Visitor) -> None:
    page = visit(f"{live.url}/watch/tides", phone=True)
    page.wait_for_state("playing", timeout_s=40)
    seek(page, 40)
    expect(page.page.locator("[data-live-label]")).to_have_text("Go live")
    tops = set()
    for name in ("play", "mute", "live", "captions", "menu", "share", "full"):
        expect(page.page.locator(f"[data-controls] [data-{name}]")).to_be_visible()
        box = page.page.locator(f"[data-controls] [data-{name}]").bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] + box["width"] <= 390
        tops.add(round(box["y"]))
    assert len(tops) == 1
    page.page.locator("[data-menu]").press("Enter")  # a finger taps the picture first
    for name in ("low-box", "small"):
        assert page.page.locator(f"[data-{name}]").is_visible()
    menu = page.page.locator("#menu")
    assert menu.evaluate("menu => menu.scrollHeight - menu.clientHeight") == 0
    page.page.keyboard.press("Escape")
    expect(page.page.locator("[data-seek]")).to_be_visible()
    box = page.page.locator("[data-seek]").bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["width"] > 300
