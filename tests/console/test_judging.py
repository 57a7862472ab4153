"""Programmes that wait: watched, approved, banned, by those who may."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.console.desk import Desk
from tests.model.test_programme import programme
from webtv.console.accounts.roles import Right
from webtv.model.programme import programme_id
from webtv.store.bans import read_bans
from webtv.store.library import Library

ID = programme_id("sea", datetime(2026, 3, 1, tzinfo=UTC), "a")
PAGE = f"/console/channels/sea/programmes/{ID}"


@pytest.fixture
def waiting(desk: Desk) -> Library:
    """A library with one programme that waits for somebody."""
    library = Library(desk.settings.library_dir)
    made = programme(id=ID, channel="sea", approval="waiting", title="<b>Dawn</b>")
    library.sidecar("sea", ID).parent.mkdir(parents=True)
    library.sidecar("sea", ID).write_text(made.model_dump_json())
    library.media(made).write_bytes(b"a film of some bytes")
    return library


async def test_a_programme_is_watched_and_approved(desk: Desk, waiting: Library) -> None:
    desk.office.users.set_role("editor", "editor", [Right.APPROVE])
    async with desk.visitor("editor") as visitor:
        page = (await visitor.get("/console/channels/sea/programmes")).text
        assert "waits for approval" in page
        assert f"{PAGE}/approve" in page
        assert f"{PAGE}/ban" not in page
        part = await visitor.http.get(f"{PAGE}.mp4", headers={"range": "bytes=2-5"})
        assert (part.status_code, part.content) == (206, b"film")
        assert (await visitor.post(f"{PAGE}/approve")).status_code == 200
        assert (await visitor.post(f"{PAGE}/approve")).status_code == 409
        assert (await visitor.post(f"{PAGE}/ban")).status_code == 403
    found = waiting.get("sea", ID)
    assert found is not None
    assert found.approval == "given"
    done = desk.office.audit.last(4)[-1]
    assert (done.who, done.action, done.outcome) == ("editor", "programme.approve", "done")


async def test_a_programme_is_banned(desk: Desk, waiting: Library) -> None:
    async with desk.visitor("admin") as visitor:
        assert (await visitor.post(f"{PAGE}/ban")).status_code == 200
        assert (await visitor.get(f"{PAGE.replace('sea', 'other')}.mp4")).status_code == 404
    assert read_bans(desk.settings.bans_file).programmes == (ID,)


async def test_an_engineer_may_neither(desk: Desk, waiting: Library) -> None:
    async with desk.visitor("engineer") as visitor:
        assert (await visitor.post(f"{PAGE}/approve")).status_code == 403
        assert (await visitor.post(f"{PAGE}/ban")).status_code == 403
    assert waiting.get("sea", ID) is not None
