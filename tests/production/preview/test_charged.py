"""A dry run with a language model is charged like any other programme, and held to the budget."""

from __future__ import annotations

from datetime import UTC, datetime

from tests.writers.briefs import LLAMAS
from tests.writers.chatserver import ChatServer, said
from tests.writers.sample import GOOD
from webtv.config.channel import Channel
from webtv.config.contracts import load_contracts
from webtv.config.settings import Settings
from webtv.generators.backends import Backends
from webtv.model.cost import Cost
from webtv.production.preview.preview import preview
from webtv.work.spending import spent_on_day


async def test_a_dry_run_is_charged_until_the_budget_is_used_up(settings: Settings) -> None:
    backends = Backends(
        load_contracts(), local_url=lambda: "http://127.0.0.1:9", local_concurrency=1
    )
    with ChatServer(lambda _: said(GOOD)) as server:
        channel = Channel.model_validate(
            {
                "title": "Llamas",
                "theme": LLAMAS,
                "programme": {"shots": 3},
                "writer": {"base_url": server.url, "model": "test", "form": "short", "price_in": 2},
                "budget": {"tokens": 140},
            }
        )
        try:
            papers = [
                await preview(settings, "llamas", channel, backends=backends) for _ in range(2)
            ]
        finally:
            backends.close()
    assert [paper.written.writer for paper in papers] == ["test", "template"]
    assert len(server.requests) == 1
    lengths = [shot.seconds for shot in papers[0].plan.shots]
    assert len(set(lengths)) > 1, "what is filmed is paced, so what is shown of it is, too"
    spent = await spent_on_day(settings.work_book_url, "llamas", datetime.now(UTC))
    assert spent == Cost(tokens=140, money=0.0002)
