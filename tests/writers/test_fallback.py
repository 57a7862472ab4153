"""Whatever the server does, a programme is written, and one line of the log says what happened."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.jsonserver import Reply
from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, failed, said
from tests.writers.replies import PROSE, Replies, formats, in_turn, room_writes
from tests.writers.sample import CARS, GOOD, answer
from webtv.model.programme import Plan
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Record, Writer

OFF_TOPIC = json.dumps(
    answer(shots=[{"prompt": car, "camera": "static camera", "motion": 5} for car in CARS])
)


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
        "it asked to be called again in 1 s (429)",
    ),
}


REPLACED: dict[str, tuple[Replies, str]] = {
    "truncated JSON": (in_turn(said(GOOD[:400], finish="length")), "broken or cut off"),
    "empty lists": (in_turn(said(json.dumps(answer(0)))), "exactly 3 shots, not 0"),
    "no text at all": (in_turn(said("")), "there is no JSON object in the answer"),
    "off-topic prose": (in_turn(said(PROSE)), "there is no JSON object in the answer"),
    "off-topic programme": (in_turn(said(OFF_TOPIC)), "does not speak of the channel's theme"),
    "429 for long": (in_turn(failed(429, retry_after="120")), "asks for patience (429)"),
    "429 for ever": (in_turn(failed(429, retry_after="1")), "asks for patience (429)"),
    "503": (in_turn(failed(503)), "failed (503)"),
    "500 to everything": (in_turn(failed(500)), "failed (500)"),
    "a wrong key": (in_turn(failed(401)), "check OPENAI_API_KEY"),
    "another body": (in_turn((200, {}, ["what"])), "no chat completion; check the base URL"),
    "no JSON": (in_turn((200, {}, b"{It works!")), "check the base URL"),
}


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


async def test_any_error_of_a_writer_leads_to_the_offline_writer() -> None:
    class Broken:
        name = "broken"

        async def write(self, brief: Brief, record: Record) -> Plan:
            raise KeyError("choices")

    with capture_logs() as logs:
        writers = FallbackWriter(Broken())
        assert (await writers.write(brief())).writer == "template"
    assert [line["reason"] for line in logs if line["log_level"] == "info"] == [
        "broken failed with KeyError 'choices'"
    ]
    assert "the offline writer steps in" in writers.note


async def test_a_server_that_streams_nothing_is_understood() -> None:
    assert await room_writes(in_turn(said(GOOD)), streams=False) == ("test", [])


async def test_the_same_trouble_is_said_once() -> None:
    fenced = in_turn(said(f"```json\n{GOOD}\n```"))
    with ChatServer(fenced) as server, capture_logs() as logs:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        for _ in range(3):
            assert (await writers.write(brief())).writer == "test"
    assert len(logs) == 1


async def test_a_look_that_fails_leaves_the_offline_writer() -> None:
    async def look() -> Writer | None:
        raise OverflowError

    writers = FallbackWriter(TemplateWriter(), look=look)
    assert (await writers.write(brief())).writer == "template"


async def test_a_model_that_takes_no_temperature_keeps_the_schema() -> None:
    def reply(request: dict[str, Any]) -> Reply:
        refused = "temperature" in request
        return failed(400, param="temperature") if refused else said(GOOD)

    with ChatServer(reply) as server:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        for seed in (1, 2):
            assert (await writers.write(replace(brief(), seed=seed))).writer == "test"
    assert server.formats == ["json_schema"] * 3
