"""Whatever the server does, a programme is written, and one line of the log says what happened."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import repeat
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.jsonserver import Reply
from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, delta, failed, hanging, said, streamed
from tests.writers.sample import CARS, GOOD, answer
from webtv.errors import RefusedError, UnavailableError
from webtv.model.cost import Cost
from webtv.model.programme import Plan
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Record, Writer

Replies = Callable[[dict[str, Any]], Reply]

PROSE = "Of course! Octopuses are fascinating animals. They have three hearts and blue blood."
OFF_TOPIC = json.dumps(
    answer(shots=[{"prompt": car, "camera": "static camera", "motion": 5} for car in CARS])
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
        "it asked to be called again in 1 s (429)",
    ),
}


def lines_of(*data: bytes, done: bool = True) -> Replies:
    """The same events for every request."""
    return lambda _: streamed(iter(data), done=done)


def endless(part: bytes) -> Replies:
    """A body without an end."""
    return lambda _: (200, {}, repeat(part))


HOSTILE: dict[str, tuple[Replies, str]] = {
    "brackets": (in_turn(said("[" * 6_000)), "nested too deeply"),
    "brackets around it": (in_turn(said("[" * 900 + GOOD + "]" * 900)), "holds no programme"),
    "brackets as an event": (lines_of(b"[" * 8_000), "sends what is no JSON"),
    "half a surrogate pair, in vain": (
        in_turn(said(json.dumps(answer(title="Wait \ud800", shots=[])))),
        "exactly 3 shots",
    ),
    "thoughts that never end": (in_turn(said("<think>" * 8_000)), "no JSON"),
    "fences that never end": (in_turn(said("```" + "w" * 20_000)), "wrote on after"),
    "a number of 200 kB": (in_turn(said('{"motion": ' + "9" * 200_000)), "wrote on after"),
    "a number of 5 kB": (in_turn(said('{"motion": ' + "9" * 5_000)), "too many digits"),
    "a number beyond all bounds": (
        in_turn(said(GOOD.replace('"motion": 3', '"motion": 1e999'))),
        "shots/0/motion",
    ),
    "an endless word": (lambda _: streamed(repeat(delta("word " * 100))), "wrote on after"),
    "endless thoughts": (
        lambda _: streamed(repeat(delta(reasoning_content="Hmm. " * 2_000))),
        "thought on after",
    ),
    "an endless body": (endless(b" " * 65_536), "more than 16 MB"),
    "an endless line": (
        lambda _: (200, {"content-type": "text/event-stream"}, repeat(b"data:" + b"x" * 65_536)),
        "more than 16 MB",
    ),
    "an endless error": (lambda _: (500, {}, repeat(b" " * 65_536)), "more than 16 MB"),
    "a bomb": (
        lambda _: (200, {"content-encoding": "gzip"}, gzip.compress(b" " * 40_000_000)),
        "more than 16 MB",
    ),
    "an error in the middle": (
        lines_of(
            json.dumps(delta('{"title')).encode(), b'{"error": {"message": "out of \\u001b[2J"}}'
        ),
        "failed while it wrote: out of [2J",
    ),
    "an end in the middle": (lines_of(json.dumps(delta(GOOD[:300])).encode()), "cut off"),
    "no such event": (lines_of(b"7", b"null", b"[]"), "no chat completion"),
    "events of other shapes": (
        lines_of(
            b'{"choices": [5]}',
            b'{"choices": [{"delta": {"content": 7}}]}',
            b'{"choices": [{"delta": []}]}',
            b'{"choices": [], "usage": {"prompt_tokens": -3, "completion_tokens": "x"}}',
        ),
        "no JSON object",
    ),
    "bytes that are no text": (
        lambda _: (200, {"content-type": "text/event-stream"}, iter([b"\xff\xfe" * 9])),
        "no JSON object",
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


async def room_writes(
    replies: Replies, *, silence_s: float = 20, timeout_s: float = 60, streams: bool = True
) -> tuple[str, list[str]]:
    with ChatServer(replies, streams=streams) as server, capture_logs() as logs:
        writer = OpenAIWriter(
            form="short",
            model="test",
            api_key=None,
            base_url=server.url,
            first_s=silence_s,
            silence_s=silence_s,
            timeout_s=timeout_s,
        )
        written = await FallbackWriter(writer).write(brief())
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


@pytest.mark.parametrize("case", HOSTILE)
async def test_a_hostile_server_gets_nothing_but_a_line_in_the_log(case: str) -> None:
    replies, says = HOSTILE[case]
    begun = time.process_time()
    writer, lines = await room_writes(replies)
    assert writer == "template"
    assert len(lines) == 1
    assert says in lines[0]
    assert len(lines[0]) < 2_000
    assert time.process_time() - begun < 10  # seconds of work, some of it the server's own


async def test_what_cannot_be_encoded_is_left_out() -> None:
    bad = answer(title="Paco\ud800 \x1b[2JWaits\u202e", logline="A boat.\x00\x9b Nobody minds.")
    with ChatServer(in_turn(said(json.dumps(bad)))) as server:
        writer = OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        plan = await writer.write(brief(), Record())
    assert (plan.title, plan.logline) == ("Paco [2JWaits", "A boat. Nobody minds.")


async def test_an_answer_goes_back_without_what_cannot_be_sent() -> None:
    with ChatServer(in_turn(said("Llamas\ud800!"), said(GOOD))) as server:
        writer = OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        await writer.write(brief(), Record())
    assert server.requests[1]["messages"][2]["content"] == "Llamas!"


async def test_a_slow_server_is_waited_for_and_its_progress_is_known() -> None:
    """It is silent for less than the limit at a time, and takes far longer than that in all."""
    record, seen = Record(), []

    def slowly() -> Iterator[object]:
        for start in range(0, len(GOOD), 200):
            time.sleep(0.2)
            seen.append(record.characters)
            yield delta(GOOD[start : start + 200])

    with ChatServer(lambda _: streamed(slowly())) as server:
        writer = OpenAIWriter(
            form="short", model="test", api_key=None, base_url=server.url, silence_s=1
        )
        assert (await writer.write(brief(), record)).title == "Paco Waits"
    assert seen[0] == 0
    assert 0 < seen[-1] < record.characters == len(GOOD)


async def test_a_server_that_writes_for_ever_is_given_up() -> None:
    over = threading.Event()

    def dripping() -> Iterator[object]:
        while not over.wait(0.1):
            yield delta(" ")

    try:
        writer, lines = await room_writes(lambda _: streamed(dripping()), timeout_s=1)
    finally:
        over.set()
    assert writer == "template"
    assert "was not complete after 1 s" in lines[0]


async def test_what_was_written_before_the_end_is_paid_for() -> None:
    record = Record()
    with ChatServer(lines_of(json.dumps(delta("x" * 400)).encode(), b"{")) as server:
        writer = OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        with pytest.raises(UnavailableError):
            await writer.write(brief(), record)
    sent = sum(len(message["content"]) for message in server.requests[0]["messages"])
    assert record.cost.tokens == sent // 4 + 100


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


async def test_a_server_that_hangs() -> None:
    with hanging() as reply:
        writer, lines = await room_writes(reply, silence_s=0.5)
    assert writer == "template"
    assert len(lines) == 1
    assert "was silent for 0.5 s" in lines[0]


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
