"""What a desk begins, what it goes on with, and what it says when it may not."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.slack import until
from tests.store.values import make_programme, shelve
from webtv.clock import Clock
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.cost import Cost
from webtv.model.programme import Plan, Shot
from webtv.model.status import ProductionStatus
from webtv.production.continuity.wanted import ident_look
from webtv.production.desk.desk import Desk
from webtv.production.rundown.shelf import Shelf
from webtv.production.service import Production
from webtv.production.studio import Studio, open_studio
from webtv.store.library import Library
from webtv.store.playlists import list_playlists
from webtv.store.status import read_statuses
from webtv.work.commission import Commission, Outcome

VENDOR = {"space": "runway-text-to-video", "source": "public"}
ALONE = {"upscale": None, "interpolate": None, "music": None}
FILE = """\
title: Llamas
theme: llamas of the high Andes, all day
production: {first: 1, fresh_per_hour: 0}
"""


def channel(**fields: Any) -> Channel:
    known = {"title": "Llamas", "theme": "llamas of the high Andes, all day"}
    return Channel.model_validate({**known, **fields})


def desk(studio: Studio, channel: Channel) -> Desk:
    shelf = Shelf("llamas", settings=studio.settings, library=studio.library)
    shelf.refresh(datetime.now(UTC))
    return Desk("llamas", channel, shelf=shelf, studio=studio, over=lambda: None)


def commission(channel_id: str, number: int) -> Commission:
    return Commission(
        programme_id=f"20260501T12000{number}-00000{number}",
        channel_id=channel_id,
        channel=channel(),
        plan=Plan(title="Begun before", shots=(Shot(prompt="a llama"),), music="pan pipes"),
        writer="template",
        created_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
    )


def told(settings: Settings) -> Mapping[str, ProductionStatus]:
    """What production says of itself, by channel."""
    return read_statuses(settings.status_dir, ProductionStatus, now=datetime.now(UTC))


async def test_a_channel_that_has_spent_its_budget_begins_nothing_and_says_so(
    settings: Settings,
) -> None:
    async with open_studio(settings, clock=Clock()) as studio:
        now = datetime.now(UTC)
        await studio.book.charge("llamas", Cost(credits=95), "before", now)
        await studio.budgets.refresh("llamas")
        budget = {"credits": 100}
        spent = desk(studio, channel(budget=budget, pipeline={**ALONE, "video": VENDOR}))
        assert not spent.ready
        assert "budget of credits is used up" in spent.status().note
        assert [(b.spent, b.limit) for b in spent.status().budget] == [(95, 100)]
        helped = {**VENDOR, "fallbacks": [{"space": "zeroscope-v2"}]}
        spent.edited(channel(budget=budget, pipeline={**ALONE, "video": helped}))
        assert spent.ready
        assert [(b.link, b.state) for b in spent.status().backends] == [(0, "ready"), (1, "ready")]


async def test_what_could_never_air_is_not_begun_and_the_note_says_why(
    settings: Settings,
) -> None:
    async with open_studio(settings, clock=Clock()) as studio:
        vain = desk(studio, channel(programme={"shots": 3, "shot_s": 8}))
        assert not vain.ready
        says = "no programme of llamas could air: pipeline.video: zeroscope-v2 films 3 s; shots"
        assert vain.status().note.startswith(says)
        vain.edited(channel())
        assert vain.ready


async def test_a_theme_that_moderation_refuses_is_told_until_it_is_edited(
    settings: Settings,
) -> None:
    async with open_studio(settings, clock=Clock()) as studio:
        bad = desk(studio, channel(theme="porn with llamas of the high Andes"))
        bad.start()
        await until(lambda: bad.status().note)
        assert "refused by moderation" in bad.status().note
        assert not bad.ready
        bad.edited(channel())
        assert bad.ready
        assert bad.status().note == ""


async def test_a_channel_that_cannot_be_published_holds_up_no_other(settings: Settings) -> None:
    for name in ("good", "odd"):
        (settings.channels_dir / f"{name}.yaml").write_text(FILE.replace("fresh_per_hour: 0", ""))
    shelve(Library(settings.library_dir), make_programme(1, "odd"))
    settings.playlists_dir.mkdir()
    (settings.playlists_dir / "odd").write_text("no folder")
    async with open_studio(settings, clock=Clock()) as studio:
        stop = asyncio.Event()
        running = asyncio.create_task(Production(studio).run(stop))

        def making(channel_id: str) -> bool:
            found = told(settings)
            return channel_id in found and bool(found[channel_id].makings)

        await until(lambda: making("good"))
        assert not making("odd")
        stop.set()
        await running


async def test_a_channel_that_cannot_be_adopted_is_told_once_and_tried_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("good", "odd"):
        (settings.channels_dir / f"{name}.yaml").write_text(FILE)
    async with open_studio(settings, clock=Clock()) as studio:
        odd, gone = commission("odd", 0), commission("gone", 1)
        for begun in (odd, gone):
            await studio.book.commission(begun)
        refresh, settle, locked = studio.budgets.refresh, studio.book.settle, True
        tries: Counter[str] = Counter()

        async def refreshing(channel_id: str) -> None:
            tries[channel_id] += 1
            if locked and channel_id == "odd":
                raise OSError("the database is locked")
            await refresh(channel_id)

        async def settling(programme_id: str, outcome: Outcome, reason: str = "") -> None:
            tries["gone"] += programme_id == gone.programme_id
            if locked and programme_id == gone.programme_id:
                raise OSError("the database is locked")
            await settle(programme_id, outcome, reason)

        monkeypatch.setattr(studio.budgets, "refresh", refreshing)
        monkeypatch.setattr(studio.book, "settle", settling)
        stop, production = asyncio.Event(), Production(studio)
        with capture_logs() as logs:
            running = asyncio.create_task(production.run(stop))
            await until(lambda: tries["gone"])
            await production.turn()
            assert told(settings).keys() == {"good"}
            assert tries["good"] == 1
            assert min(tries["odd"], tries["gone"]) >= 2
            locked = False
            await production.turn()
            assert told(settings).keys() == {"good", "odd"}
            left = {each.programme_id for each in await studio.book.open_commissions()}
            assert odd.programme_id in left
            assert gone.programme_id not in left
            stop.set()
            await running
    said = [(log["event"], log.get("channel")) for log in logs if "adopted" in log["event"]]
    assert said == [
        ("channel cannot be adopted", "odd"),
        ("channels cannot be adopted", None),
        ("channel can be adopted again", "odd"),
        ("channels can be adopted again", None),
    ]


async def test_a_channel_without_a_status_leaves_the_others_theirs(settings: Settings) -> None:
    for name in ("blind", "good"):
        (settings.channels_dir / f"{name}.yaml").write_text(FILE)
    (settings.channels_dir / "wrong.yaml").write_text("title: [broken")
    (settings.status_dir / "production" / "blind.json").mkdir(parents=True)
    async with open_studio(settings, clock=Clock()) as studio:
        stop = asyncio.Event()
        running = asyncio.create_task(Production(studio).run(stop))
        await until(lambda: told(settings).keys() == {"good", "wrong"})
        stop.set()
        await running


async def test_the_ident_of_a_channel_without_a_number_of_its_own_is_planned(
    settings: Settings,
) -> None:
    (settings.channels_dir / "llamas.yaml").write_text(FILE)
    library = Library(settings.library_dir)
    for minute in range(3):
        shelve(library, make_programme(minute))
    look = ident_look(channel(number=1))
    ident = make_programme(9).model_copy(update={"kind": "ident", "look": look})
    shelve(library, ident)
    async with open_studio(settings, clock=Clock()) as studio:
        stop = asyncio.Event()
        running = asyncio.create_task(Production(studio).run(stop))
        folder = settings.playlists_dir / "llamas"
        await until(lambda: ident.id in [listed.programme for listed in list_playlists(folder)])
        stop.set()
        await running


async def test_a_new_start_goes_on_with_what_was_begun_and_gives_up_what_nobody_airs(
    settings: Settings,
) -> None:
    (settings.channels_dir / "llamas.yaml").write_text(FILE)
    async with open_studio(settings, clock=Clock()) as studio:
        for number, name in enumerate(("llamas", "gone")):
            await studio.book.commission(commission(name, number))
        stop = asyncio.Event()
        running = asyncio.create_task(Production(studio).run(stop))

        def titles() -> list[str]:
            return [making.title for s in told(settings).values() for making in s.makings]

        await until(lambda: titles() == ["Begun before"])
        stop.set()
        await running
        left = await studio.book.open_commissions()
        assert [each.channel_id for each in left] == ["llamas"]
