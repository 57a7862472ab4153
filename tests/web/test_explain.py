"""Any second explained: by the API, on programme pages, and beside the picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.web.history import LENGTH_S, History, Told
from webtv.model.asrun import AsRunEntry
from webtv.model.control import ControlState
from webtv.store.bans import Bans, write_bans
from webtv.store.control import write_control
from webtv.store.onair import NAME, Count, OnAir, OnAirFile

if TYPE_CHECKING:
    from tests.web.visit import Visitor


@pytest.fixture
def on_air(told: Told) -> Iterator[AsRunEntry]:
    """What is on, written down as playout does: an operator ordered it."""
    status = told.station.playout["lights"].on_air
    assert status is not None
    entry = AsRunEntry(
        channel="lights",
        kind="rerun",
        cause="next",
        programme=told.now.id,
        title=told.now.title,
        started_at=status.started_at,
        ended_at=status.started_at,
        aired_s=0,
        planned_s=LENGTH_S,
    )
    file = OnAirFile(told.station.settings.asrun_dir / "lights" / NAME)
    file.open()
    file.write(OnAir(current=entry), Count(1.0, 24))
    yield entry
    file.close()


def explained(client: httpx.Client, at: datetime | None, *, channel: str = "lights") -> Any:
    params = {"at": at.isoformat()} if at else {}
    return client.get(f"/api/channels/{channel}/explain", params=params)


def test_a_second_of_the_past(client: httpx.Client, told: Told) -> None:
    began = told.history.log.read("lights", since=datetime.now(UTC) - timedelta(hours=3))[0]
    assert began.programme == told.past.id
    first, second = (explained(client, began.started_at + timedelta(seconds=s)) for s in (1, 5))
    assert first.headers["cache-control"] == "no-store"
    told_of = second.json()
    assert (told_of["rule"], told_of["kind"], told_of["cause"]) == ("rerun", "rerun", "rundown")
    assert "It had aired 1 hour before." in told_of["why"]
    assert told_of["programme"] == told.past.id
    assert (first.json()["shot"]["number"], told_of["shot"]["number"]) == (1, 2)
    assert "Video: zeroscope-v2 at local, seed 1002, 12 s, CC-BY-NC-4.0" in str(told_of["shot"])
    facts = {fact["name"]: fact["lines"] for fact in told_of["facts"]}
    assert facts["Theme"] == ["Lighthouses and the sea around them."]
    assert facts["Writer"] == ["Offline template writer"]
    assert facts["Made"] == ["in 95 seconds", "No cost is on record"]
    assert told_of["outcome"] == "complete"
    ident = explained(client, began.started_at + timedelta(seconds=LENGTH_S + 1)).json()
    assert (ident["rule"], ident["programme"], ident["shot"]) == ("ident", None, None)
    assert "after every 4 programmes" in ident["why"]


def test_the_second_on_air(client: httpx.Client, told: Told, on_air: AsRunEntry) -> None:
    now = explained(client, None).json()
    assert (now["rule"], now["title"]) == ("next", told.now.title)
    assert (now["ended_at"], now["outcome"]) == (None, None)
    assert now["shot"]["of"] == 2


def test_what_cannot_be_explained(client: httpx.Client, told: Told) -> None:
    long_ago, later = datetime(1999, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=1)
    assert explained(client, long_ago).status_code == 404
    assert explained(client, later).status_code == 404
    assert explained(client, None, channel="nobody").status_code == 404
    hole = datetime.now(UTC) - timedelta(hours=2, minutes=30)
    assert explained(client, hole).json() == {"error": "nothing is known to have aired then"}
    for wrong in ("now", "2026-11-30T12:00:00", "9999-12-31T23:59:59Z", "-1e999"):
        answer = client.get("/api/channels/lights/explain", params={"at": wrong})
        assert answer.status_code == 422, wrong


def test_what_was_taken_off_the_air_is_not_explained(client: httpx.Client, told: Told) -> None:
    history = History(told.station, "k-2")
    at = datetime.now(UTC) - timedelta(hours=5)
    banned, pulled = history.make("Banned then"), history.make("Pulled then")
    history.aired(banned, at)
    history.aired(pulled, at + timedelta(minutes=1))
    write_bans(told.station.settings.bans_file, Bans(programmes=(banned.id,)))
    write_control(told.station.settings.control_dir, "k-2", ControlState().pull(pulled.id))
    try:
        for later_s in (2, 62):
            answer = explained(client, at + timedelta(seconds=later_s), channel="k-2")
            assert answer.status_code == 404
        for programme in (banned, pulled):  # and not when it has left the library either
            history.library.remove(programme)
        for later_s in (2, 62):
            answer = explained(client, at + timedelta(seconds=later_s), channel="k-2")
            assert answer.status_code == 404
    finally:
        told.station.settings.bans_file.unlink()
        write_control(told.station.settings.control_dir, "k-2", ControlState())


def test_the_page_of_a_programme_says_why(
    reader: httpx.Client, told: Told, on_air: AsRunEntry
) -> None:
    past = reader.get(f"/programme/{told.past.id}").text
    assert "<b>Rerun.</b> It came up in the rundown while nothing new was ready." in past
    assert past.count('<span class="cut">Rerun</span>') > 3
    now = reader.get(f"/programme/{told.now.id}").text
    assert "<b>Ordered next.</b> An operator ordered it" in now


@pytest.mark.browser
@pytest.mark.parametrize("phone", [False, True])
def test_the_panel_beside_the_picture(
    told: Told, visit: Visitor, on_air: AsRunEntry, phone: bool
) -> None:
    visitor = visit(f"{told.station.url}/watch/lights", phone=phone)
    page = visitor.page
    expect(page.locator("#why")).to_be_hidden()
    page.locator("[data-why]").click()
    expect(page.locator("[data-why-label]")).to_have_text("Ordered next")
    expect(page.locator("[data-why-prompt]")).to_contain_text("Ebbe, shot")
    expect(page.locator("[data-why-details]")).to_contain_text("seed 100")
    expect(page.locator("[data-why-facts]")).to_contain_text("No cost is on record")
    expect(page.locator("[data-why]")).to_have_attribute("aria-expanded", "true")
    assert visitor.widths()[0] == visitor.widths()[1]
    page.keyboard.press("w")
    expect(page.locator("#why")).to_be_hidden()
    assert not [c for c in visitor.complaints if "m3u8" not in c and "404" not in c]
