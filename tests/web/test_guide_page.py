"""The guide as a page: with and without JavaScript, wide and narrow."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.history import Told
from webtv.web.guide_page import day_links, hour_links, hour_path, oldest_hour, parse_hour

if TYPE_CHECKING:
    from tests.web.visit import Visitor


def section(page: str, channel: str) -> str:
    """The text of one channel's row."""
    match = re.search(rf'<section class="row" id="{channel}".*?</section>', page, re.DOTALL)
    assert match
    return " ".join(re.sub(r"<[^>]*>", " ", match[0]).split())


def test_now_next_and_later_stand_on_one_page(reader: httpx.Client, told: Told) -> None:
    answer = reader.get("/guide")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    row = section(answer.text, "lights")
    assert re.match(r"07 07 Lichter &amp; Gezeiten Ebbe \d\d:\d\d \d\d:\d\d New", row)
    assert re.search(r"Das Meer geht\. \d\d:\d\d Flut New \d\d:\d\d Nacht New \d\d:\d\d The", row)
    assert "<b>Last</b>" not in answer.text
    assert "Not on air." in section(answer.text, "k-2")
    assert f'href="/programme/{told.next.id}"' in answer.text
    assert 'href="/guide"' in reader.get("/watch/lights").text
    for path in ("/guide", hour_path(datetime.now(UTC))):
        head = reader.head(path)
        assert (head.status_code, head.content) == (200, b"")


def test_an_hour_that_is_past_tells_what_aired(reader: httpx.Client, told: Told) -> None:
    hour = datetime.now(UTC) - timedelta(hours=30)
    page = reader.get(hour_path(hour)).text
    row = section(page, "lights")
    assert re.match(r"07 Lichter &amp; Gezeiten \d\d:\d\d The Keeper", row)
    assert "Ebbe" not in row
    assert f'href="/programme/{told.past.id}"' in page
    assert "Nothing is on record for this hour." in section(page, "tides")


@pytest.mark.parametrize(
    "named",
    [
        "2026-11-30",
        "2020-01-01T00Z",
        "2999-01-01T00Z",
        "2026-13-30T00Z",
        "0000-00-00T99Z",
        "%2e%2e",
        "9" * 3000,
    ],
)
def test_hours_that_the_guide_does_not_reach_are_not_there(
    reader: httpx.Client, named: str
) -> None:
    answer = reader.get(f"/guide/{named}")
    assert answer.status_code == 404
    assert "Nothing on this page" in answer.text


def test_no_answer_leads_to_the_host_of_the_request(reader: httpx.Client) -> None:
    for path in ("/guide/", "/watch/tides/", "/embed/tides/"):
        answer = reader.get(path, headers={"host": "elsewhere.example"})
        assert (answer.status_code, answer.headers.get("location")) == (404, None)


def test_every_hour_has_a_way_to_it() -> None:
    now = datetime(2026, 3, 1, 10, 20, tzinfo=UTC)
    ways = {link.path for link in hour_links(now, None)}
    for day in day_links(now, None):
        at = parse_hour(day.path.rpartition("/")[2]) or now
        ways |= {link.path for link in hour_links(now, at)}
    hours = int((now - oldest_hour(now)) / timedelta(hours=1)) + 1
    assert len(ways) == hours >= 72
    assert [link.current for link in day_links(now, None)] == [True, False, False, False]
    assert [link.label for link in day_links(now, None)][:2] == ["Today", "Yesterday"]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Sets this process's own time zone."""

    def set_zone(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield set_zone
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 3, 29, 22, 30, tzinfo=UTC),  # Monday 00:30 after a day of 23 hours
        datetime(2026, 10, 25, 22, 30, tzinfo=UTC),  # Sunday 23:30, at the end of 25 hours
        datetime(2026, 10, 26, 12, 30, tzinfo=UTC),
    ],
)
def test_every_hour_has_a_way_to_it_when_clocks_change(
    now: datetime, zone: Callable[[str], None]
) -> None:
    zone("CET-1CEST,M3.5.0,M10.5.0/3")
    ways = set()
    for day in day_links(now, None):
        at = parse_hour(day.path.rpartition("/")[2]) or now
        assert [link.current for link in day_links(now, at)].count(True) == 1
        ways |= {link.path for link in hour_links(now, at)}
    assert len(ways) == int((now - oldest_hour(now)) / timedelta(hours=1)) + 1
    assert [link.label for link in day_links(now, None)][:2] == ["Today", "Yesterday"]


@pytest.mark.browser
def test_the_guide_without_javascript(told: Told, visit: Visitor) -> None:
    visitor = visit(f"{told.station.url}/guide", scripts=False)
    page = visitor.page
    expect(page.locator("#lights .row-title")).to_have_text("Ebbe")
    page.locator("#lights .before a").click()
    expect(page.locator("#lights .lines li[data-state=now] .line-title")).to_have_text("Ebbe")
    page.get_by_role("link", name="Yesterday").click()
    expect(page.locator("#lights .line-title").first).to_contain_text("The Keeper")
    page.locator("#lights .line-title").first.click()
    expect(page.locator("h1")).to_have_text("The Keeper's <b>Last</b> Light")


@pytest.mark.browser
def test_the_guide_on_a_phone(told: Told, visit: Visitor) -> None:
    visitor = visit(f"{told.station.url}/watch/lights", phone=True)
    page = visitor.page
    page.locator(".ways-on").get_by_role("link", name="What comes").tap()
    expect(page.locator("#lights .row-title")).to_have_text("Ebbe")
    expect(page.locator("[data-zone]")).to_contain_text("Times in ")
    assert visitor.widths() == [390, 390]
    page.locator("#lights .before a").tap()
    expect(page.locator("#lights .lines li[data-state=now]")).to_have_count(1)
    assert visitor.widths() == [390, 390]
    assert visitor.complaints == []
