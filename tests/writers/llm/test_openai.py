"""The LLM writer: the vendor's SDK against a server that speaks its protocol."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from tests.jsonserver import Reply
from tests.writers.briefs import LLAMAS, brief
from tests.writers.chatserver import ChatServer, failed, hanging, said
from tests.writers.sample import CARS, GOOD, answer
from webtv.config.writer import WriterConfig
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.model.programme import Plan
from webtv.writers.choose import choose_writer, writer_note
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.offline.template import TemplateWriter
from webtv.writers.writer import Brief, Recent, Record

SHORT = {"prompt": "A llama beside a lake.", "camera": "static camera", "motion": 3}


async def write(
    reply: Callable[[dict[str, Any]], Reply],
    *,
    timeout_s: float = 20,
    wanted: Brief | None = None,
) -> tuple[Plan | BackendError, ChatServer]:
    with ChatServer(reply) as server:
        writer = OpenAIWriter(
            form="short",
            model="test",
            api_key="sk-1",
            base_url=server.url,
            first_s=timeout_s,
            silence_s=timeout_s,
        )
        try:
            return await writer.write(wanted or brief(), Record()), server
        except BackendError as error:
            return error, server


async def test_a_programme_by_schema() -> None:
    plan, server = await write(lambda _: said(GOOD))
    assert isinstance(plan, Plan)
    assert plan.title == "Paco Waits"
    assert [shot.seconds for shot in plan.shots] == [4.0] * 3
    assert [shot.camera for shot in plan.shots] == [
        "camera pans slowly left",
        "slow dolly in",
        "static camera",
    ]
    assert server.formats == ["json_schema"]
    assert server.keys == ["Bearer sk-1"]
    told = server.requests[0]["messages"][-1]["content"]
    assert " ".join(LLAMAS.split()) in told


async def test_a_server_that_knows_no_schema() -> None:
    def reply(request: dict[str, Any]) -> Reply:
        schema = request["response_format"]["type"] == "json_schema"
        return failed(500) if schema else said(GOOD)

    plan, server = await write(reply)
    assert isinstance(plan, Plan)
    assert server.formats == ["json_schema", "json_object"]


async def test_a_server_that_knows_only_text() -> None:
    fenced = f"Here it is:\n```json\n{GOOD}\n```\nEnjoy."

    def reply(request: dict[str, Any]) -> Reply:
        return failed(400) if "response_format" in request else said(fenced)

    plan, server = await write(reply)
    assert isinstance(plan, Plan)
    assert server.formats == ["json_schema", "json_object", "text"]
    assert "temperature" not in server.requests[-1]


@pytest.mark.parametrize(
    ("first", "complaint"),
    [
        (said(GOOD[:200], finish="length"), "cut off"),
        (said(json.dumps(answer(shots=[]))), "exactly 3 shots, not 0"),
        (said(json.dumps(answer(2))), "exactly 3 shots, not 2"),
        (said(json.dumps(answer(shots=[answer()["shots"][0]] * 3))), "picture of another shot"),
        (said(json.dumps(answer(shots=[SHORT, *answer()["shots"][1:]]))), "25 to 60 words"),
    ],
)
async def test_an_answer_that_will_not_do_goes_back_once(first: Reply, complaint: str) -> None:
    replies = iter([first, said(GOOD)])
    plan, server = await write(lambda _: next(replies))
    assert isinstance(plan, Plan)
    assert complaint in server.requests[1]["messages"][-1]["content"]


async def test_another_subject_is_refused() -> None:
    shots = [{"prompt": car, "camera": "static", "motion": 5} for car in CARS]
    error, server = await write(lambda _: said(json.dumps(answer(shots=shots))))
    assert isinstance(error, RefusedError)
    assert "theme" in str(error)
    assert "Judge this programme" in server.requests[1]["messages"][1]["content"]
    assert len(server.requests) == 2


async def test_used_titles_and_avoided_words_go_back() -> None:
    wanted = brief(recent=(Recent("Paco waits"),), avoid=("mist",))
    error, _ = await write(lambda _: said(GOOD), wanted=wanted)
    assert isinstance(error, RefusedError)
    assert "repeats 'Paco waits'" in str(error)
    assert "mist" in str(error)


@pytest.mark.parametrize(
    ("reply", "kind", "says"),
    [
        (failed(401), MisconfiguredError, "OPENAI_API_KEY"),
        (failed(404), MisconfiguredError, "writer.model"),
        (failed(429, code="insufficient_quota"), MisconfiguredError, "credit"),
        (failed(503), UnavailableError, "503"),
        ((200, {}, {"object": "chat.completion", "choices": []}), RefusedError, "no JSON"),
    ],
)
async def test_failures_say_what_to_do(reply: Reply, kind: type[BackendError], says: str) -> None:
    error, _ = await write(lambda _: reply)
    assert type(error) is kind
    assert says in str(error)
    assert "sk-1" not in str(error)


async def test_a_busy_server_says_when() -> None:
    error, _ = await write(lambda _: failed(429, retry_after="2"))
    assert isinstance(error, UnavailableError)
    assert error.retry_after_s == 2


async def test_a_server_that_hangs() -> None:
    with hanging() as reply:
        error, _ = await write(reply, timeout_s=0.5)
    assert isinstance(error, UnavailableError)
    assert "silent for 0.5 s" in str(error)


async def test_a_server_that_is_not_there() -> None:
    with ChatServer(lambda _: said(GOOD)) as server:
        url = server.url
    with pytest.raises(UnavailableError, match="cannot be reached"):
        await OpenAIWriter(form="short", model="test", api_key=None, base_url=url).write(
            brief(), Record()
        )


async def test_the_offline_writer_steps_in_and_out() -> None:
    broken = [True]
    with ChatServer(lambda _: failed(401) if broken[0] else said(GOOD)) as server:
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key="sk-1", base_url=server.url)
        )
        written = await writers.write(brief())
        assert written.writer == "template"
        assert "the offline writer steps in" in writers.note
        asked = len(server.requests)
        await writers.write(brief())  # parked: not asked again yet
        assert len(server.requests) == asked
        broken[0] = False
        writers = FallbackWriter(writers.writer)
        assert (await writers.write(brief())).writer == "test"
        assert writers.note == ""


def test_who_writes() -> None:
    auto = WriterConfig()
    key = SecretStr("sk-station")
    offline = choose_writer(auto)
    assert isinstance(offline, TemplateWriter)
    assert "OPENAI_API_KEY" in writer_note(auto, offline)
    assert isinstance(choose_writer(auto, api_key=key), OpenAIWriter)
    assert isinstance(choose_writer(auto, base_url="http://127.0.0.1:1/v1"), OpenAIWriter)
    assert isinstance(choose_writer(WriterConfig(kind="template"), api_key=key), TemplateWriter)


async def test_the_stations_key_is_not_for_a_channels_own_server() -> None:
    with ChatServer(lambda _: said(GOOD)) as server:
        config = WriterConfig(base_url=server.url, model="local", form="short")
        writer = choose_writer(config, api_key=SecretStr("sk-station"))
        await writer.write(brief(), Record())
    assert server.keys == ["Bearer none"]
