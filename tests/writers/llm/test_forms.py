"""Outline, judge, shots and critic, against a server that speaks the protocol."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.jsonserver import Reply
from tests.writers.chatserver import ChatServer, delta, failed, said, streamed
from tests.writers.table import BRIEFS, cases
from webtv.errors import RefusedError
from webtv.model.programme import Plan, work_text
from webtv.writers.fallback import FallbackWriter
from webtv.writers.llm.openai import OpenAIWriter, shown
from webtv.writers.writer import Record

LLAMAS, PUEBLO, ROBOT = BRIEFS["llamas"], BRIEFS["pueblo"], BRIEFS["robot"]
OUTLINE = {
    c.channel: c.text
    for c in cases()
    if c.kind == "outline"
    and c.remark in ("three drafts", "dos borradores", "closes one and opens one")
}
SHOTS = next(case.text for case in cases() if case.kind == "shots")
MARKS = {"theme": 8, "new": 8, "filmable": 8, "tone": 8}
ONE_BAD = json.loads(SHOTS)
ONE_BAD["shots"][1]["prompt"] = "Nobody is on the platform and the train is not there"


def verdicts(*themes: int) -> str:
    found = [{**MARKS, "draft": n, "theme": t} for n, t in enumerate(themes, start=1)]
    return json.dumps({"verdicts": found})


def by_name(**answers: str | list[str]) -> Callable[[dict[str, Any]], Reply]:
    """Answers by the name of the schema that is asked for; of a list, the next one."""

    def reply(request: dict[str, Any]) -> Reply:
        name = request["response_format"]["json_schema"]["name"]
        found = answers[name]
        return said(found if isinstance(found, str) else found.pop(0))

    return reply


def names(server: ChatServer) -> list[str]:
    return [r["response_format"]["json_schema"]["name"] for r in server.requests]


async def write(
    reply: Callable[[dict[str, Any]], Reply], wanted: Any = LLAMAS
) -> tuple[Plan, ChatServer, Record]:
    record = Record()
    with ChatServer(reply) as server:
        writer = OpenAIWriter(model="large", api_key=None, base_url=server.url)
        return await writer.write(wanted, record), server, record


async def test_the_best_of_three_drafts_is_filmed() -> None:
    plan, server, record = await write(
        by_name(outline=OUTLINE["llamas"], verdicts=verdicts(8, 3, 9), shots=SHOTS)
    )
    assert plan.title == "Hot Bricks"
    assert names(server) == ["outline", "verdicts", "shots"]
    assert [request["temperature"] for request in server.requests] == [0.9, 0.2, 0.9]
    assert record.calls == 3
    told = server.requests[2]["messages"][1]["content"]
    assert "Rosa lifts hot bricks from the firebox" in told
    assert "Shot 2: " in told


async def test_takes_lines_and_looks_reach_the_plan() -> None:
    plan, _, _ = await write(
        by_name(outline=OUTLINE["llamas"], verdicts=verdicts(9, 1, 1), shots=SHOTS)
    )
    assert [shot.one_take for shot in plan.shots] == [False, False, True]
    assert plan.shots[0].line == "A bell for a bell."
    assert plan.shots[0].prompt.startswith(
        "Close-up of Paco, a tall white llama, wearing a red scarf, unscrewing"
    )
    assert {shot.style for shot in plan.shots} == {LLAMAS.channel.style}


async def test_only_bad_shots_are_written_again() -> None:
    """Whether the model then writes them alone, or all of them."""
    better = json.loads(SHOTS)["shots"]
    better[0]["prompt"] = "Another first shot that nobody asked for, with a llama on a hill"
    for again in ([better[1]], better):
        plan, server, record = await write(
            by_name(
                outline=OUTLINE["llamas"],
                verdicts=verdicts(9, 1, 1),
                shots=[json.dumps(ONE_BAD), json.dumps({"shots": again})],
            )
        )
        assert "shot 2: 'Nobody': say what is seen" in server.requests[3]["messages"][-1]["content"]
        assert plan.shots[0].prompt.startswith("Close-up of Paco")
        assert plan.shots[1].prompt.startswith("Wide shot of the train gliding")
        assert any("it was asked again" in remark for remark in record.remarks)


async def test_a_shot_that_stays_bad_is_left_out_where_few_are() -> None:
    eight = {"programme": replace_shots(4)}
    outline = json.loads(OUTLINE["llamas"])
    outline["drafts"][0]["shots"].append(
        {"what": "Rosa waves from the last carriage", "seconds": 4}
    )
    four = {
        "shots": [
            *ONE_BAD["shots"],
            {
                "prompt": "Wide shot of @Rosa waving from the last "
                "carriage, snow behind her, evening",
                "camera": "pan",
                "motion": 3,
            },
        ]
    }
    wanted = replace(LLAMAS, channel=LLAMAS.channel.model_copy(update=eight))
    bad = json.dumps({"shots": [ONE_BAD["shots"][1]]})
    plan, _, record = await write(
        by_name(
            outline=json.dumps({"drafts": outline["drafts"][:1]}),
            verdicts=verdicts(9),
            shots=[json.dumps(four), bad],
        ),
        wanted,
    )
    assert len(plan.shots) == 3
    assert sum(shot.seconds for shot in plan.shots) == pytest.approx(16)
    assert record.remarks[-1].startswith("left out: shot 2")
    with pytest.raises(RefusedError, match="shot 2"):
        await write(
            by_name(
                outline=OUTLINE["llamas"],
                verdicts=verdicts(9, 1, 1),
                shots=[json.dumps(ONE_BAD), bad],
            )
        )


def replace_shots(count: int) -> Any:
    return LLAMAS.channel.programme.model_copy(update={"shots": count})


async def test_a_judge_who_likes_none_sends_them_back_once() -> None:
    plan, server, _ = await write(
        by_name(
            outline=[OUTLINE["llamas"]] * 2,
            verdicts=[verdicts(1, 2, 3), verdicts(2, 9, 3)],
            shots=SHOTS,
        )
    )
    assert plan.title == "Paco Takes the Wrong Track"
    assert names(server) == ["outline", "verdicts", "outline", "verdicts", "shots"]
    assert "the judge found none fit" in server.requests[2]["messages"][-1]["content"]
    with pytest.raises(RefusedError, match="judge found none fit"):
        await write(by_name(outline=OUTLINE["llamas"], verdicts=verdicts(1, 2, 3), shots=SHOTS))


async def test_a_judge_who_cannot_be_understood_is_done_without() -> None:
    plan, _, record = await write(
        by_name(outline=OUTLINE["llamas"], verdicts="They are all lovely!", shots=SHOTS)
    )
    assert plan.title == "The Borrowed Bell"
    assert any("judgement cannot be used" in remark for remark in record.remarks)


async def test_style_and_looks_are_asked_for_in_english_once() -> None:
    channel = PUEBLO.channel.model_copy(update={"style": "luz mediterránea, paredes encaladas"})
    wanted = replace(PUEBLO, channel=channel)
    reply = by_name(
        english='{"style": "Mediterranean light, whitewashed walls", "cast": []}',
        outline=OUTLINE["pueblo"],
        verdicts=verdicts(8, 8),
        shots=SHOTS.replace("@Paco", "a postman"),
    )
    with ChatServer(reply) as server:
        writer = OpenAIWriter(model="large", api_key=None, base_url=server.url)
        plans = [await writer.write(wanted, Record()) for _ in range(2)]
    assert names(server).count("english") == 1
    assert {s.style for plan in plans for s in plan.shots} == {
        "Mediterranean light, whitewashed walls"
    }
    assert plans[0].narration.startswith("A mediodía, el botijo sale de casa.")


async def test_a_series_goes_on_by_its_threads() -> None:
    shots = json.loads(SHOTS)
    for shot in shots["shots"]:
        shot["prompt"] = shot["prompt"].replace("@Paco", "@Unit 7")
    plan, _, _ = await write(
        by_name(outline=OUTLINE["robot"], verdicts=verdicts(8), shots=json.dumps(shots)), ROBOT
    )
    assert plan.story.startswith("Episode 2. Unit 7 found a clockmaker")
    assert [(each.kind, each.opened) for each in plan.threads] == [("thread", 2)]
    assert plan.shots[1].speaker == "Clockmaker"


async def test_a_server_that_knows_no_schema_is_asked_once() -> None:
    """It is told apart by what it is asked, and the form that works is kept."""

    def reply(request: dict[str, Any]) -> Reply:
        if request["response_format"]["type"] == "json_schema":
            return failed(400)
        asked = request["messages"][1]["content"]
        found = (
            verdicts(8, 8, 8)
            if "Judge these" in asked
            else SHOTS
            if "This programme was chosen" in asked
            else OUTLINE["llamas"]
        )
        return said(f"```json\n{found}\n```")

    plan, server, _ = await write(reply)
    assert plan.title == "The Borrowed Bell"
    assert server.formats == ["json_schema", *["json_object"] * 3]


async def test_a_slow_server_is_asked_for_less_from_then_on() -> None:
    """Slowness is measured, and the next programme is asked for in one answer."""

    def slowly(text: str) -> Any:
        yield delta(text[:400])
        for start in range(400, len(text), 400):
            time.sleep(0.02)
            yield delta(text[start : start + 400])

    answers = {"outline": OUTLINE["llamas"], "verdicts": verdicts(9, 1, 1), "shots": SHOTS}

    def reply(request: dict[str, Any]) -> Reply:
        name = request["response_format"]["json_schema"]["name"]
        asked.append(name)
        return streamed(slowly(answers.get(name, "{}")))

    asked: list[str] = []
    with ChatServer(reply) as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("webtv.writers.llm.conversation._SLOW", 10**6)
        writer = OpenAIWriter(model="large", api_key=None, base_url=server.url)
        await writer.write(LLAMAS, Record())
        with pytest.raises(RefusedError):
            await writer.write(LLAMAS, Record())
    assert asked[:4] == ["outline", "verdicts", "shots", "programme"]


async def test_who_wrote_and_how_much_it_took_is_on_record() -> None:
    reply = by_name(outline=OUTLINE["llamas"], verdicts=verdicts(9, 1, 1), shots=SHOTS)
    with ChatServer(reply) as server, capture_logs():
        writers = FallbackWriter(OpenAIWriter(model="large", api_key=None, base_url=server.url))
        written = await writers.write(LLAMAS)
        assert (await writers.write(LLAMAS, allowed=False)).work is None
    assert written.work is not None
    assert written.work.params == {"form": "full", "calls": 3}
    assert work_text(written.work).startswith("large (3 answers, 420 tokens, ")


def test_a_model_is_not_called_by_the_path_of_its_file() -> None:
    assert shown("/home/ada/models/SmolLM2-135M-Instruct.Q4_1.gguf") == "SmolLM2-135M-Instruct.Q4_1"
    assert shown("meta-llama/Llama-3-8B") == "meta-llama/Llama-3-8B"
