"""A channel's writing: what it costs is charged, and beyond the budget no model is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.clocks import SetClock
from tests.writers.briefs import LLAMAS
from tests.writers.chatserver import ChatServer, said
from tests.writers.sample import GOOD, answer
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.errors import RefusedError
from webtv.model.cost import Cost
from webtv.model.programme import programme_id
from webtv.production.desk.writing import Writing
from webtv.production.programme.brief import brief_of
from webtv.production.studio import open_studio
from webtv.writers.offline import worlds
from webtv.writers.offline.atlas import read_worlds
from webtv.writers.writer import Brief, Recent

DAYPARTS = [{"cron": "0 0 * * *", "tone": "hushed"}]


async def test_at_the_limit_the_offline_writer_goes_on(settings: Settings) -> None:
    clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
    with ChatServer(lambda _: said(GOOD)) as server:
        fields: dict[str, Any] = {
            "title": "Llamas",
            "theme": LLAMAS,
            "programme": {"shots": 3},
            "dayparts": DAYPARTS,
            "writer": {"base_url": server.url, "model": "test", "form": "short", "price_in": 2},
            "budget": {"tokens": 200},
        }
        channel = Channel.model_validate(fields)
        async with open_studio(settings, clock=clock) as studio:
            studio.budgets.limit("llamas", channel.budget)
            writing = Writing("llamas", channel, studio=studio)
            writers = []
            recent: tuple[Recent, ...] = ()
            for number in range(3):
                now = clock.now()
                identity = programme_id("llamas", now, str(number))
                made = await writing.write(identity, now, recent)
                assert made is not None
                assert made.channel.tone == "hushed"
                writers.append(made.writer)
                recent = (Recent.of(made.plan), *recent)
            spent = await studio.book.spent("llamas", "2026-06-01")
    assert writers == ["test", "template", "template"]
    assert "budget" in writing.note
    assert len(server.requests) == 1
    assert spent == Cost(tokens=140, money=0.0002)


_KITCHEN = """@ kitchen
tale: The Old Cock | Somebody in the yard wants to be heard.
see: a rooster at an open kitchen door | The old cock looks in at the door.
see: a rooster on a kitchen chair | The old cock has found a chair.
see: a rooster beside a round pot | The old cock looks into the pot.
turn: a rooster crowing on a kitchen table | Supper is announced.
rest: a rooster asleep under a table | He has said what he had to say.
"""
_THEME = "A kitchen full of pots."


@pytest.fixture
def rude_tale(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The kitchen has one tale, which no word list lets pass, and no other world has any."""
    read = worlds._read
    rude = read_worlds(_KITCHEN, pictures=True)["kitchen"].tales

    def with_tale(code: str) -> dict[str, Any]:
        bare = {name: replace(world, tales=()) for name, world in read(code).items()}
        bare["kitchen"] = replace(bare["kitchen"], tales=rude)
        return bare

    monkeypatch.setattr(worlds, "_read", with_tale)
    worlds.worlds_in.cache_clear()
    yield
    worlds.worlds_in.cache_clear()


async def test_words_that_moderation_refuses_are_not_written_again_and_again(
    settings: Settings, rude_tale: None
) -> None:
    fields = {
        "title": "Kitchen",
        "theme": _THEME,
        "programme": {"shots": 16},
        "writer": {"kind": "template"},
    }
    clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
    async with open_studio(settings, clock=clock) as studio:
        writing = Writing("kitchen", Channel.model_validate(fields), studio=studio)
        recent: tuple[Recent, ...] = ()
        with capture_logs() as logs:
            for number in range(3):
                identity = programme_id("kitchen", clock.now(), str(number))
                made = await writing.write(identity, clock.now(), recent)
                assert made is not None
                recent = (Recent.of(made.plan), *recent)
    refused = [line for line in logs if "plan refused" in line["event"]]
    assert 1 <= len(refused) <= 3
    assert all("cock" in line["reason"] for line in refused)


_SCENES = (
    ("carrying a pile of letters across the snow", "waving to a fisherman on the shore"),
    ("polishing the chimney with a red rag", "sharing bread with a sparrow on the platform"),
    ("looking for a lost suitcase in the reeds", "counting stars from the roof of a wagon"),
    ("painting a signpost beside the salt flats", "blowing a horn in a dark tunnel"),
)


def answered(number: int, title: str) -> str:
    """A model's programme, unlike that of another number."""
    shots = [
        {"prompt": f"Medium shot of Paco the llama {deed}, warm light", "motion": 3, "seconds": 4}
        for deed in (*_SCENES[number], f"driving the blue locomotive past lake {number}")
    ]
    return json.dumps(answer(title=title, logline=f"It is day {number}.") | {"shots": shots})


async def test_a_model_whose_words_are_refused_is_told_so_and_asked_again(
    settings: Settings,
) -> None:
    """A few times for one programme; each answer is charged."""
    titles = ("A Fucking Letter", "Bread for Two", "The Shitty Suitcase", "The Bloody Cunt")
    answers = [answered(*each) for each in enumerate(titles)]
    answers += [answered(1, "Shitty Bread")]
    with ChatServer(lambda _: said(answers[len(server.requests) - 1])) as server:
        fields: dict[str, Any] = {
            "title": "Llamas",
            "theme": LLAMAS,
            "programme": {"shots": 3},
            "writer": {"base_url": server.url, "model": "test", "form": "short"},
        }
        clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
        async with open_studio(settings, clock=clock) as studio:
            writing = Writing("llamas", Channel.model_validate(fields), studio=studio)
            first, second = (programme_id("llamas", clock.now(), n) for n in "12")
            made = await writing.write(first, clock.now(), ())
            assert made is not None
            assert made.plan.title == "Bread for Two"
            assert "A Fucking Letter" in str(server.requests[1])
            with pytest.raises(RefusedError, match="moderation refused the plan"):
                await writing.write(second, clock.now(), ())
            costs = [(await studio.book.cost_of(each)).tokens for each in (first, second)]
    assert costs == [2 * 140, 3 * 140]


async def test_only_the_days_last_episode_is_told_to_answer_the_first(settings: Settings) -> None:
    """At 15 programmes an hour another follows in four minutes."""
    told = json.dumps(json.loads(GOOD) | {"story": "Mist, and then the train."})
    with ChatServer(lambda _: said(told)) as server:
        fields: dict[str, Any] = {
            "title": "Llamas",
            "theme": LLAMAS,
            "series": True,
            "programme": {"shots": 3},
            "writer": {"base_url": server.url, "model": "test", "form": "short"},
        }
        clock = SetClock(datetime(2026, 6, 1, 9, tzinfo=UTC))
        dawn = Recent("Dawn", "Mist.", story="Episode 1. Mist.", planned_at=clock.now())
        async with open_studio(settings, clock=clock) as studio:
            for hour, minute in ((23, 50), (23, 57)):
                writing = Writing("llamas", Channel.model_validate(fields), studio=studio)
                now = clock.now().replace(hour=hour, minute=minute)
                assert await writing.write(programme_id("llamas", now, "1"), now, (dawn,))
    first, last = (str(request) for request in server.requests)
    assert "last episode of the day" not in first
    assert "last episode of the day" in last


async def test_a_programme_that_was_lost_is_not_planned_once_more(settings: Settings) -> None:
    """What quality control refused may well be refused again: the plan's pictures are at fault."""
    fields = {"title": "Kitchen", "theme": _THEME, "writer": {"kind": "template"}, "series": True}
    clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
    async with open_studio(settings, clock=clock) as studio:
        identity = programme_id("kitchen", clock.now(), "0")
        made = []
        writing = Writing("kitchen", Channel.model_validate(fields), studio=studio)
        for _ in range(2):
            commission = await writing.write(identity, clock.now(), ())
            assert commission is not None
            made.append(commission.plan)
            writing.was_vain(commission.plan, clock.now())
    lost, new = ({shot.prompt for shot in plan.shots} for plan in made)
    assert len(lost & new) <= 1
    assert made[0].title != made[1].title
    assert "1" in made[1].story.split(":")[0]  # the lost one was no episode


async def test_plans_that_came_to_nothing_are_told_in_their_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few of an outage hours ago must not push what aired since out of what is remembered."""
    fields = {"title": "Kitchen", "theme": _THEME, "writer": {"kind": "template"}}
    clock = SetClock(datetime(2026, 6, 1, 12, tzinfo=UTC))
    now, told = clock.now(), []

    def noted(*args: Any, **options: Any) -> Brief:
        told.append(brief_of(*args, **options))
        return told[-1]

    monkeypatch.setattr("webtv.production.desk.writing.brief_of", noted)
    recent = tuple(Recent(f"{ago} h", "", planned_at=now - timedelta(hours=ago)) for ago in (1, 9))
    async with open_studio(settings, clock=clock) as studio:
        writing = Writing("kitchen", Channel.model_validate(fields), studio=studio)
        first = await writing.write(programme_id("kitchen", now, "1"), now, recent)
        assert first is not None
        writing.was_vain(first.plan, now - timedelta(hours=3))
        await writing.write(programme_id("kitchen", now, "2"), now, recent)
    assert [each.title for each in told[1].recent] == ["1 h", first.plan.title, "9 h"]
