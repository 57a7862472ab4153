"""Viewers take part on the page: by plain forms, by script, in bounds, and never for others."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest
from playwright.sync_api import expect

from tests.ports import free_port
from tests.web.station import CHANNEL, NODE_MODULES, Station, on_air
from webtv.audience import suggestions, uses
from webtv.audience.ledger import Ledger
from webtv.audience.suggestions import Standing
from webtv.config.settings import Settings
from webtv.model.audience import AudienceStatus
from webtv.model.status import PlayoutStatus, ProductionStatus
from webtv.store.status import write_status
from webtv.web.app import create_app

if TYPE_CHECKING:
    from tests.web.visit import Visitor

AUDIENCE = "audience: {suggestions: true, hearts: true}\n"
PAGE = {"accept": "text/html", "sec-fetch-site": "same-origin"}
AXE = (NODE_MODULES / "axe-core" / "axe.min.js").read_text("utf-8")


class Site:
    """The web application of a station where viewers of `sea` may take part."""

    def __init__(self, home: Path) -> None:
        self.settings = Settings(
            _env_file=None,
            home=home / "var",
            channels_dir=home / "channels",
            playlists_dir=home / "playlists",
            node_modules=NODE_MODULES,
            web_port=free_port(),
        )
        self.settings.channels_dir.mkdir()
        (home / "channels" / "sea.yaml").write_text(CHANNEL.format(title="Sea") + AUDIENCE)
        (home / "channels" / "quiet.yaml").write_text(CHANNEL.format(title="Quiet"))
        self.ledger = Ledger(self.settings.audience_url)
        now = datetime.now(UTC)
        reckoned = AudienceStatus(first_s=600, each_s=300, aired=3, error_s=125)
        write_status(
            self.settings.status_dir,
            ProductionStatus(channel="sea", title="Sea", written_at=now, audience=reckoned),
        )
        write_status(
            self.settings.status_dir,
            PlayoutStatus(channel="sea", written_at=now, on_air=on_air()),
        )

    @asynccontextmanager
    async def visited(self, address: str = "192.0.2.7") -> AsyncIterator[httpx.AsyncClient]:
        app = create_app(self.settings)
        transport = httpx.ASGITransport(app, client=(address, 4000))
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=transport, base_url="http://tv.example.org") as client,
        ):
            yield client

    def standing(self, ref: str) -> Standing:
        found = self.ledger.do(lambda s: suggestions.find(s, "sea", ref))
        assert found is not None
        return found


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


async def test_a_viewer_without_scripts_takes_part(site: Site) -> None:
    async with site.visited() as viewer:
        refused = await viewer.post("/audience/sea/suggestions", data={"text": "x"}, headers=PAGE)
        assert refused.status_code == 422
        assert "Say in a few words" in refused.text
        away = await viewer.post("/audience/sea/suggestions", data={"text": "A seal"}, headers=PAGE)
        assert away.status_code == 503  # nobody has made the tables yet
        assert "not possible just now" in away.text
        site.ledger.do(lambda s: None)

        watch = await viewer.get("/watch/sea", headers=PAGE)
        assert "form-action 'self'" in watch.headers["content-security-policy"]
        assert 'action="/audience/sea/suggestions"' in watch.text
        form = {"text": "<script>A seal plays the piano", "name": "<b>Ann</b>"}
        sent = await viewer.post("/audience/sea/suggestions", data=form, headers=PAGE)
        assert sent.status_code == 303
        path = sent.headers["location"]
        page = (await viewer.get(path, headers=PAGE)).text
        assert "&lt;script&gt;A seal plays the piano" in page
        assert "&lt;b&gt;Ann&lt;/b&gt;" in page
        assert "Approved now, it may air in about 10 minutes." in page
        assert "out by 2 minutes on average" in page
        assert "seal" not in (await viewer.get("/audience/sea")).text  # nobody has looked at it

        ref = path.rpartition("/")[2]
        found = site.standing(ref)
        told = datetime.now(UTC) + timedelta(minutes=10)
        site.ledger.do(lambda s: suggestions.decide(s, found, "approved", at=told, airs_at=told))
        line = (await viewer.get("/audience/sea")).text
        assert "&lt;script&gt;A seal plays the piano" in line
        assert "0 votes, in about 10 minutes" in line
        voted = await viewer.post("/audience/sea/votes", data={"ref": ref}, headers=PAGE)
        assert (voted.status_code, voted.headers["location"]) == (303, "/audience/sea")
        again = await viewer.post("/audience/sea/votes", data={"ref": ref}, headers=PAGE)
        assert again.status_code == 422
        assert "You have voted for that one." in again.text
        assert (await viewer.post("/audience/sea/hearts", data={})).json()["hearts"] == 1
        assert "1 heart for what is on" in (await viewer.get("/audience/sea")).text

        site.ledger.do(lambda s: uses.begin(s, found, "20260101T000000-abcdef", at=told))
        site.ledger.do(
            lambda s: uses.air(s, "20260101T000000-abcdef", at=told + timedelta(minutes=3))
        )
        page = (await viewer.get(path, headers=PAGE)).text
        assert "3 minutes later than foretold" in page
        assert "/programme/20260101T000000-abcdef" in page
        api = (await viewer.get("/api/channels/sea")).json()["audience"]
        assert (api["first_s"], api["error_s"], api["aired"]) == (600, 125, 3)


async def test_it_is_off_and_bounded_and_for_this_sites_pages_alone(site: Site) -> None:
    site.ledger.do(lambda s: None)
    send = {"text": "A seal", "name": ""}
    async with site.visited() as viewer:
        for path in ("/audience/quiet", "/audience/nowhere", "/audience/sea/none"):
            assert (await viewer.get(path, headers=PAGE)).status_code == 404
        assert (await viewer.post("/audience/quiet/suggestions", data=send)).status_code == 404
        assert (await viewer.get("/api/channels/quiet")).json()["audience"] is None
        policy = (await viewer.get("/guide")).headers["content-security-policy"]
        assert "form-action 'none'" in policy
        for headers in (
            {"origin": "https://elsewhere.example"},
            {"origin": "null"},
            {"sec-fetch-site": "cross-site"},
        ):
            answer = await viewer.post("/audience/sea/suggestions", data=send, headers=headers)
            assert answer.status_code == 403
        own = {"origin": "http://tv.example.org", "accept": "application/json"}
        took = await viewer.post("/audience/sea/suggestions", data=send, headers=own)
        assert took.json()["said"].startswith("Thank you.")
        odd = {"content-type": "application/x-www-form-urlencoded"}
        for body, status in (("text=" + "x" * 9000, 413), ("text=%ff%fe", 422), ("a&" * 20, 422)):
            answer = await viewer.post("/audience/sea/suggestions", content=body, headers=odd)
            assert answer.status_code == status
        multipart = await viewer.post("/audience/sea/suggestions", files={"text": b"x"})
        assert multipart.status_code == 422
    async with site.visited("192.0.2.8") as flood:
        codes = [(await flood.post("/audience/sea/hearts", data={})).status_code for _ in range(12)]
    assert codes[:9] == [200] * 9
    assert codes[-1] == 429


@pytest.mark.browser
def test_a_viewer_takes_part_beside_the_picture(station: Station, visit: Visitor) -> None:
    audience = {"suggestions": True, "hearts": True}
    station.add_channel("tides", "Tides", audience=audience)
    station.add_channel("quiet", "Quiet")
    station.air("tides", on_air())
    station.produce("tides", audience=AudienceStatus(first_s=600).model_dump())
    ledger = Ledger(station.settings.audience_url)
    ledger.do(lambda s: None)
    station.start()
    visitor = visit(f"{station.url}/watch/tides", phone=True)
    page = visitor.page
    page.fill("[data-suggest] textarea", "<i>A seal</i> plays the piano")
    page.fill("[data-suggest] input", "Ann")
    page.click("[data-suggest] button")
    said = page.locator("[data-audience-said]")
    expect(said).to_have_text(re.compile("^Thank you.*about 10 minutes. How it stands$"))
    page.click("[data-heart] button")
    expect(said).to_have_text("1 heart for this programme.")
    assert page.url.endswith("/watch/tides")
    for path in ("/watch/tides", "/audience/tides"):
        page.goto(f"{station.url}{path}")
        page.evaluate(AXE)
        found = page.evaluate("async () => (await axe.run()).violations.map((v) => v.id)")
        assert found == [], path
        width, room = visitor.widths()
        assert width <= room
    page.goto(f"{station.url}/watch/tides")
    page.click('[data-channel="quiet"]')
    expect(page.locator("[data-audience]")).to_be_hidden()
    (taken,) = ledger.do(lambda s: suggestions.waiting(s, "tides", most=9))
    assert taken.suggestion.text == "<i>A seal</i> plays the piano"
    ledger.close()
