"""A channel's writing: what it costs is charged, and beyond the budget no model is asked."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.clocks import SetClock
from tests.writers.briefs import LLAMAS
from tests.writers.chatserver import ChatServer, said
from tests.writers.sample import GOOD
from webtv.config.channel import Channel
from webtv.config.settings import Settings
from webtv.model.cost import Cost
from webtv.model.programme import programme_id
from webtv.production.desk.writing import Writing
from webtv.production.studio import open_studio
from webtv.writers.writer import Recent

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
