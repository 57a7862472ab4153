"""Themes that leave little: programmes get shorter, never none, and no tale twice within six."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webtv.config.channel import Channel
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.writer import Brief, Recent, Record

ABSTRACT = (
    "Freedom, memory, longing and belonging. Forgiveness and silence. Solitude as a happiness."
)
STATION = (
    "An old railway station. Mr Ball sweeps the platform and looks at the clock. "
    "A brown dog waits for the train."
)


async def ten(theme: str, **more: str) -> list[list[str]]:
    """The lines of ten programmes, three quarters of an hour apart."""
    channel = Channel.model_validate({"title": "Inner", "theme": theme, **more})
    recent: tuple[Recent, ...] = ()
    programmes = []
    for number in range(10):
        now = datetime(2026, 11, 28, 7, 30, tzinfo=UTC) + timedelta(minutes=47 * number)
        plan = await TemplateWriter().write(
            Brief("some", channel, number + 1, now, recent), Record()
        )
        recent = (Recent.of(plan, now), *recent)
        programmes.append([shot.line for shot in plan.shots])
    return programmes


async def test_abstract_nouns_are_ten_programmes_too() -> None:
    assert all(len(shots) >= 3 for shots in await ten(ABSTRACT, tone="contemplative"))


async def test_no_tale_comes_back_within_six_programmes() -> None:
    worlds = worlds_in("en").by_name.values()
    turns = {tale.turn.line for world in worlds for tale in world.tales}
    told = [turns.intersection(lines) for lines in await ten(STATION)]
    assert len(set().union(*told)) >= 5
    for at, lines in enumerate(told):
        assert lines.isdisjoint(set().union(*told[max(0, at - 6) : at]))


async def test_a_theme_of_living_things_has_tales_of_where_they_live() -> None:
    """Nobody acts in it, and it is not forms and colours alone: it is told, not only shown."""
    reef = (
        "Life on a reef from dawn to night: parrotfish, octopuses, turtles and light in the waves."
    )
    worlds = worlds_in("en").by_name.values()
    turns = {tale.turn.line for world in worlds for tale in world.tales}
    first = (await ten(reef))[:4]
    assert all(not turns.isdisjoint(lines) for lines in first)
