"""What is written is paid for, and nothing is bought beyond the budget."""

from __future__ import annotations

import json

import pytest
from structlog.testing import capture_logs

from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, delta, failed, said
from tests.writers.replies import PROSE, in_turn, lines_of
from tests.writers.sample import GOOD
from webtv.errors import RefusedError, UnavailableError
from webtv.model.cost import Cost
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Record


async def test_what_was_written_before_the_end_is_paid_for() -> None:
    record = Record()
    with ChatServer(lines_of(json.dumps(delta(GOOD[:400])).encode(), b"{")) as server:
        writer = OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        with pytest.raises(UnavailableError):
            await writer.write(brief(), record)
    sent = sum(len(message["content"]) for message in server.requests[0]["messages"])
    assert record.cost.tokens == sent // 4 + 100


async def test_every_answer_is_paid_for_also_one_that_is_no_good() -> None:
    def priced(server: ChatServer) -> FallbackWriter:
        return FallbackWriter(
            OpenAIWriter(
                form="short",
                model="test",
                api_key=None,
                base_url=server.url,
                price_in=2.0,
                price_out=10.0,
            )
        )

    one = Cost(tokens=140, money=(100 * 2 + 40 * 10) / 1e6)
    with ChatServer(in_turn(said(GOOD))) as server:
        assert (await priced(server).write(brief())).cost == one
    with ChatServer(in_turn(said(PROSE), said(GOOD))) as server:
        repaired = await priced(server).write(brief())
    assert repaired.writer == "test"
    assert repaired.cost == one + one
    with ChatServer(in_turn(said(PROSE))) as server:
        refused = await priced(server).write(brief())
    assert refused.writer == "template"
    assert refused.cost == one + one
    with ChatServer(in_turn(said(PROSE), failed(503))) as server:
        assert (await priced(server).write(brief())).cost == one


async def test_a_server_that_counts_no_tokens_is_estimated() -> None:
    with ChatServer(in_turn(said(GOOD, usage=None))) as server:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        cost = (await writers.write(brief())).cost
    sent = sum(len(message["content"]) for message in server.requests[0]["messages"])
    assert cost.tokens == pytest.approx((sent + len(GOOD)) / 4, abs=2)


async def test_when_both_writers_fail_the_cost_is_still_on_record() -> None:
    record = Record()
    wanted = brief(theme="Llamas, llamas, llamas", avoid=("llama",))
    with ChatServer(in_turn(said(PROSE))) as server:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        with pytest.raises(RefusedError, match="avoid"):
            await writers.write(wanted, record=record)
    assert record.cost.tokens == 280


async def test_beyond_the_budget_no_model_is_asked() -> None:
    with ChatServer(in_turn(said(GOOD))) as server, capture_logs() as logs:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        for _ in range(2):
            written = await writers.write(brief(), allowed=False)
            assert written.writer == "template"
            assert written.cost == Cost()
        assert "budget" in writers.note
        assert server.requests == []
        assert (await writers.write(brief())).writer == "test"
        assert writers.note == ""
    assert [line["reason"] for line in logs] == ["the day's budget is used up"]


async def test_the_offline_writer_needs_no_budget() -> None:
    with capture_logs() as logs:
        writers = FallbackWriter(TemplateWriter())
        assert (await writers.write(brief(), allowed=False)).writer == "template"
    assert (writers.note, logs) == ("", [])
