"""Whatever the server does, a programme is written, and one line of the log says what happened."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.jsonserver import Reply
from tests.writers.answers import GOOD, answer
from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, failed, hanging, said
from webtv.errors import RefusedError
from webtv.model.cost import Cost
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.room import WritersRoom
from webtv.writers.writer import Record

Replies = Callable[[dict[str, Any]], Reply]

PROSE = "Of course! Octopuses are fascinating animals. They have three hearts and blue blood."
CAR = (
    "Close-up of a polished sports car racing along a motorway under bright city lights, "
    "fast energetic movement, glossy advertising look, seen from {0}, {0} side, {0} wheels"
)
OFF_TOPIC = json.dumps(
    answer(
        shots=[
            {"prompt": CAR.format(side), "camera": "static camera", "motion": 5}
            for side in ("above", "behind", "below")
        ]
    )
)


def formats(**replies: Reply) -> Replies:
    """Another reply for each form that is asked for."""

    def reply(request: dict[str, Any]) -> Reply:
        return replies[request.get("response_format", {}).get("type", "text")]

    return reply


def in_turn(*replies: Reply) -> Replies:
    """The replies one after another, the last one for ever."""
    left: Iterator[Reply] = iter(replies)
    last = replies[-1]
    return lambda _: next(left, last)


NO_SCHEMA = formats(json_schema=failed(500), json_object=said(GOOD))
ONLY_TEXT = formats(
    json_schema=failed(500),
    json_object=failed(400),
    text=said(f"Here it is:\n```json\n{GOOD}\n```"),
)

HELPED: dict[str, tuple[Replies, str]] = {
    "500 to json_schema": (NO_SCHEMA, "json_schema was refused (500), so it is asked for json_obj"),
    "text only, fenced": (ONLY_TEXT, "so it is asked for text; its JSON stood in a code fence"),
    "fenced JSON": (in_turn(said(f"```json\n{GOOD}\n```")), "its JSON stood in a code fence"),
    "JSON among words": (in_turn(said(f"Sure! {GOOD} Enjoy.")), "stood among other words"),
    "thoughts before": (in_turn(said(f"<think>{{a}} llama?</think>{GOOD}")), ""),
    "a comma too many": (in_turn(said(GOOD[:-1] + ",}")), "had commas too many"),
    "truncated once": (
        in_turn(said(GOOD[:400], finish="length"), said(GOOD)),
        "it was asked again: the JSON is broken or cut off",
    ),
    "empty once": (in_turn(said(json.dumps(answer(0))), said(GOOD)), "exactly 3 shots, not 0"),
    "429, then well": (
        in_turn(failed(429, retry_after="1"), said(GOOD)),
        "it asked for 1 s of patience (429)",
    ),
}

REPLACED: dict[str, tuple[Replies, str]] = {
    "truncated JSON": (in_turn(said(GOOD[:400], finish="length")), "broken or cut off"),
    "empty lists": (in_turn(said(json.dumps(answer(0)))), "exactly 3 shots, not 0"),
    "no text at all": (in_turn(said("")), "there is no JSON object in the answer"),
    "off-topic prose": (in_turn(said(PROSE)), "there is no JSON object in the answer"),
    "off-topic programme": (in_turn(said(OFF_TOPIC)), "do not speak of the channel's theme"),
    "429 for long": (in_turn(failed(429, retry_after="120")), "asks for patience (429)"),
    "429 for ever": (in_turn(failed(429, retry_after="1")), "asks for patience (429)"),
    "503": (in_turn(failed(503)), "failed (503)"),
    "500 to everything": (in_turn(failed(500)), "failed (500)"),
    "a wrong key": (in_turn(failed(401)), "check OPENAI_API_KEY"),
    "another body": (in_turn((200, {}, ["what"])), "nothing that can be read"),
    "no JSON": (in_turn((200, {}, b"{It works!")), "check the base URL"),
}


async def room_writes(replies: Replies, *, timeout_s: float = 20) -> tuple[str, list[str]]:
    with ChatServer(replies) as server, capture_logs() as logs:
        writer = OpenAIWriter(model="test", api_key=None, base_url=server.url, timeout_s=timeout_s)
        written = await WritersRoom(writer).write(brief())
    assert len(written.plan.shots) == 3
    return written.writer, [json.dumps(line) for line in logs]


@pytest.mark.parametrize("case", HELPED)
async def test_what_can_be_helped_is_written_by_the_model(case: str) -> None:
    replies, says = HELPED[case]
    writer, lines = await room_writes(replies)
    assert writer == "test"
    assert len(lines) == bool(says)
    assert says in "".join(lines)


@pytest.mark.parametrize("case", REPLACED)
async def test_what_cannot_is_written_offline(case: str) -> None:
    replies, says = REPLACED[case]
    writer, lines = await room_writes(replies)
    assert writer == "template"
    assert len(lines) == 1
    assert says in lines[0]


async def test_a_server_that_hangs() -> None:
    with hanging() as reply:
        writer, lines = await room_writes(reply, timeout_s=0.5)
    assert writer == "template"
    assert len(lines) == 1
    assert "did not answer within 0.5 s" in lines[0]


async def test_the_same_trouble_is_said_once() -> None:
    fenced = in_turn(said(f"```json\n{GOOD}\n```"))
    with ChatServer(fenced) as server, capture_logs() as logs:
        room = WritersRoom(OpenAIWriter(model="test", api_key=None, base_url=server.url))
        for _ in range(3):
            assert (await room.write(brief())).writer == "test"
    assert len(logs) == 1


async def test_every_answer_is_paid_for_also_one_that_is_no_good() -> None:
    def priced(server: ChatServer) -> WritersRoom:
        return WritersRoom(
            OpenAIWriter(
                model="test", api_key=None, base_url=server.url, price_in=2.0, price_out=10.0
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
        room = WritersRoom(OpenAIWriter(model="test", api_key=None, base_url=server.url))
        cost = (await room.write(brief())).cost
    sent = sum(len(message["content"]) for message in server.requests[0]["messages"])
    assert cost.tokens == pytest.approx((sent + len(GOOD)) / 4, abs=2)


async def test_when_both_writers_fail_the_cost_is_still_on_record() -> None:
    record = Record()
    wanted = brief(theme="Llamas, llamas, llamas", avoid=("llama",))
    with ChatServer(in_turn(said(PROSE))) as server:
        room = WritersRoom(OpenAIWriter(model="test", api_key=None, base_url=server.url))
        with pytest.raises(RefusedError, match="avoid"):
            await room.write(wanted, record=record)
    assert record.cost.tokens == 280


async def test_beyond_the_budget_no_model_is_asked() -> None:
    with ChatServer(in_turn(said(GOOD))) as server, capture_logs() as logs:
        room = WritersRoom(OpenAIWriter(model="test", api_key=None, base_url=server.url))
        for _ in range(2):
            written = await room.write(brief(), allowed=False)
            assert written.writer == "template"
            assert written.cost == Cost()
        assert "budget" in room.note
        assert server.requests == []
        assert (await room.write(brief())).writer == "test"
        assert room.note == ""
    assert [line["reason"] for line in logs] == ["the day's budget is used up"]


async def test_the_offline_writer_needs_no_budget() -> None:
    with capture_logs() as logs:
        room = WritersRoom(TemplateWriter())
        assert (await room.write(brief(), allowed=False)).writer == "template"
    assert (room.note, logs) == ("", [])


async def test_a_model_that_takes_no_temperature_keeps_the_schema() -> None:
    def reply(request: dict[str, Any]) -> Reply:
        refused = "temperature" in request
        return failed(400, param="temperature") if refused else said(GOOD)

    with ChatServer(reply) as server:
        room = WritersRoom(OpenAIWriter(model="test", api_key=None, base_url=server.url))
        for seed in (1, 2):
            assert (await room.write(replace(brief(), seed=seed))).writer == "test"
    assert server.formats == ["json_schema"] * 3
