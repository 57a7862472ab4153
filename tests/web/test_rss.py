"""New programmes as a feed."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from xml.etree import ElementTree

import httpx

from tests.web.history import Told


def test_a_feed_has_each_new_programme_once(client: httpx.Client, told: Told) -> None:
    answer = client.get("/rss/lights")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    root = ElementTree.fromstring(answer.content)
    assert root.findtext("channel/title") == "Lichter & Gezeiten"
    assert root.findtext("channel/language") == "de"
    items = root.findall("channel/item")
    assert [item.findtext("title") for item in items] == [told.now.title, told.past.title]
    newest = items[0]
    assert newest.findtext("link") == f"{told.station.url}/programme/{told.now.id}"
    assert newest.findtext("description") == told.now.logline
    assert newest.findtext("guid") == told.now.id
    began = told.station.playout["lights"].on_air
    assert began is not None
    assert parsedate_to_datetime(newest.findtext("pubDate") or "") == began.started_at
    assert client.get(newest.findtext("link") or "").status_code == 200


def test_the_page_leads_to_the_feed(client: httpx.Client, told: Told) -> None:
    page = client.get("/watch/lights").text
    link = f'type="application/rss+xml" href="{told.station.url}/rss/lights"'
    assert link in page
    assert client.get("/rss/nothing").status_code == 404


def test_what_other_sites_show_of_a_watch_page(client: httpx.Client, told: Told) -> None:
    page = client.get("/watch/lights").text
    for name, content in (
        ("og:title", "Lichter &amp; Gezeiten: live on WebTV"),
        ("og:type", "video.other"),
        ("og:url", f"{told.station.url}/watch/lights"),
        ("og:video", f"{told.station.url}/embed/lights"),
        ("og:image", f"{told.station.url}/static/icons/icon-512.png"),
        ("og:description", "The sea, all day long."),
    ):
        assert f'<meta property="{name}" content="{content}' in page, name
