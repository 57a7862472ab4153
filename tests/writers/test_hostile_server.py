"""A chat server that is hostile, slow or hangs costs no programme."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Iterator
from itertools import count, repeat

import pytest

from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, delta, hanging, said, streamed
from tests.writers.replies import Replies, endless, in_turn, lines_of, room_writes
from tests.writers.sample import GOOD, answer
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.writer import Record

NUMBER = "".join(str(n) for n in range(1500))
BRACKETS = "".join("[" + " " * (n.bit_count() % 3) for n in range(1_200))


HOSTILE: dict[str, tuple[Replies, str]] = {
    "brackets": (in_turn(said("[" * 6_000)), "wrote the same again and again"),
    "brackets here and there": (in_turn(said(BRACKETS)), "nested too deeply"),
    "brackets around it": (in_turn(said("[" * 90 + GOOD + "]" * 90)), "holds no programme"),
    "brackets as an event": (lines_of(b"[" * 8_000), "sends what is no JSON"),
    "half a surrogate pair, in vain": (
        in_turn(said(json.dumps(answer(title="Wait \ud800", shots=[])))),
        "exactly 3 shots",
    ),
    "thoughts that never end": (in_turn(said("<think>" * 8_000)), "no JSON"),
    "fences that never end": (in_turn(said("```" + "w" * 20_000)), "again and again"),
    "a number of 200 kB": (in_turn(said('{"motion": ' + "9" * 200_000)), "again and again"),
    "a number of 3 kB": (in_turn(said('{"motion": ' + NUMBER[:2_800])), "broken or cut off"),
    "a number of 5 kB": (in_turn(said('{"motion": ' + NUMBER)), "wrote on after"),
    "a number beyond all bounds": (
        in_turn(said(GOOD.replace('"motion": 3', '"motion": 1e999'))),
        "shots/0/motion",
    ),
    "an endless word": (lambda _: streamed(repeat(delta("word " * 100))), "again and again"),
    "an endless text": (lambda _: streamed(delta(f"{n} ") for n in count()), "wrote on after"),
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
    assert server.requests[1]["messages"][4]["content"] == "Llamas!"


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


async def test_a_server_that_hangs() -> None:
    with hanging() as reply:
        writer, lines = await room_writes(reply, silence_s=0.5)
    assert writer == "template"
    assert len(lines) == 1
    assert "was silent for 0.5 s" in lines[0]
