"""The short form: what a small model is asked for, and what is put in for it."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from structlog.testing import capture_logs

from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, said
from tests.writers.replies import in_turn
from tests.writers.sample import GOOD
from webtv.errors import RefusedError
from webtv.writers.fallback import FallbackWriter
from webtv.writers.language import spoilt
from webtv.writers.llm.completion import loops
from webtv.writers.llm.example import example_of
from webtv.writers.llm.filmed import MOST, few
from webtv.writers.llm.openai import OpenAIWriter
from webtv.writers.llm.short import ask, begin
from webtv.writers.llm.size import is_tiny
from webtv.writers.writer import Brief, Recent, Record

STORY: dict[str, Any] = {
    "title": "The Borrowed Bell",
    "about": "The bell of the train is gone.",
    "shots": [
        {"see": "Paco polishing an empty hook in the locomotive", "say": "The bell is gone."},
        {"see": "a goat with a bell on a salt flat", "say": "Somebody rings it, far away."},
        {"see": "Paco giving the goat a tin cup", "say": "A cup rings just as well."},
    ],
}


SEEN = (
    "Paco holding a bell beside the train",
    "a lantern on an empty platform",
    "a goat looking into a kettle",
    "two tickets on a wet stone",
    "Paco carrying a suitcase up a hill",
    "a ladder against a blue locomotive",
    "the whistle of the train in snow",
    "a blanket over three sleeping llamas",
    "a teapot on a table by the lake",
)


def pictures(count: int) -> list[dict[str, str]]:
    return [{"see": seen, "say": f"{seen.capitalize()}."} for seen in SEEN[:count]]


async def write(answers: list[Any], wanted: Brief) -> tuple[Any, ChatServer, Record]:
    record = Record()
    with ChatServer(in_turn(*(said(json.dumps(each)) for each in answers))) as server:
        writer = OpenAIWriter(model="small", api_key=None, base_url=server.url, form="short")
        return await writer.write(wanted, record), server, record


async def test_pictures_and_lines_become_a_programme() -> None:
    """Scale, hour, camera, motion and music come from here, and no shot is filmed as another."""
    plan, _, record = await write([STORY], brief())
    assert [shot.line for shot in plan.shots] == [s["say"] for s in STORY["shots"]]
    assert plan.shots[0].prompt.startswith("Wide shot: Paco polishing an empty hook")
    assert plan.logline == STORY["about"]
    assert "bpm" in plan.music
    assert all(one.camera != other.camera for one, other in pairwise(plan.shots))
    assert record.calls == 1


async def test_a_programme_has_few_shots_and_is_as_long_as_others() -> None:
    wanted = brief(shots=16, style="")
    short = few(wanted)
    assert short.channel.programme.shots == MOST
    assert MOST * short.channel.programme.shot_s == 64
    assert short.channel.style
    assert few(brief()).channel == brief().channel
    shots = pictures(9)
    plan, _, _ = await write([{**STORY, "shots": shots}], wanted)
    assert len(plan.shots) == MOST
    assert plan.shots[-1].line == "A teapot on a table by the lake."


async def test_a_few_bad_pictures_are_left_out_and_more_are_written_again() -> None:
    shots = pictures(8)
    bad = {"see": "nothing", "say": "Nothing."}
    some = [*shots[:6], bad, bad]
    plan, server, _ = await write([{**STORY, "shots": some}], brief(shots=8))
    assert len(plan.shots) == 6
    assert len(server.requests) == 1
    more = [*shots[:5], bad, bad, bad]
    plan, server, _ = await write([{**STORY, "shots": more}, {"shots": shots[5:]}], brief(shots=8))
    assert [shot.line for shot in plan.shots] == [s["say"] for s in shots]
    assert "Write only picture 6, 7, 8 again" in server.requests[1]["messages"][-1]["content"]
    schema = server.requests[1]["response_format"]["json_schema"]["schema"]
    assert list(schema["properties"]) == ["shots"]


def test_the_example_is_a_tale_of_the_theme_in_the_language_of_the_channel() -> None:
    about, told = example_of(brief("Ein Zug fährt durch die Schweiz.", language="de"))
    assert about == "train"
    assert "ü" in told or " der " in told or " die " in told
    assert len(json.loads(told)["shots"]) == 5
    others = {example_of(brief(seed=seed))[1] for seed in range(6)}
    assert len(others) > 2
    assert "ship" not in example_of(brief("A harbour.", avoid=("ship",)))[1]
    assert json.loads(example_of(brief("Hajók a tengeren.", language="hu"))[1])["title"]


async def test_the_example_told_again_is_no_programme() -> None:
    told = json.loads(example_of(brief(shots=5))[1])
    with pytest.raises(RefusedError, match="this repeats"):
        await write([told], brief(shots=5))


def test_little_is_asked_and_something_else_each_time() -> None:
    sent = sum(len(str(message["content"])) for message in begin(few(brief())))
    assert sent < 3_500  # characters, an example among them
    asked = [ask(brief(recent=(Recent("Old", ""),) * told)) for told in range(2)]
    assert asked[0].split("This time")[1] != asked[1].split("This time")[1]
    assert "Told already: Old" in asked[1]
    assert len(ask(brief("Llamas drive a train. " * 150))) < 1_500


def test_an_answer_that_loops_is_known_early() -> None:
    shot = '{"see": "a llama on a hill", "say": "A llama."}, '
    assert not loops(GOOD)
    assert not loops(f"{GOOD}{shot * 3}")
    assert loops(f"{GOOD}{shot * 5}")
    assert loops("la " * 80)
    assert not loops("")


@pytest.mark.parametrize(
    ("line", "language", "fine"),
    [
        ("Der Topf steht auf dem Herd.", "de", True),
        ("The pot is on the stove and the cat sleeps.", "de", False),
        ("Der Topf is on the stove and this is it.", "de", False),
        ("Der Topf 汤 steht.", "de", False),
        ("Der Topf Topf Topf.", "de", False),
        ("猫は窓辺で一日じゅう眠っている。", "ja", True),
        ("老人在河边喝茶看着小船慢慢划过。", "ja", False),
        ("老人在河边喝茶看着小船慢慢划过。", "zh", True),
        ("猫は窓辺で一日じゅう眠っている。", "zh", False),
        ("", "fr", True),
    ],
)
def test_a_spoilt_line_is_found(line: str, language: str, fine: bool) -> None:
    assert (spoilt(line, language) == "") == fine


def test_a_tiny_model_is_known_by_its_name_or_its_server() -> None:
    assert is_tiny("qwen2.5:1.5b")
    assert is_tiny("model", 1.5e9)
    assert is_tiny("smollm2-360m")
    assert not is_tiny("llama3.2:3b")
    assert not is_tiny("model")


async def test_a_model_that_cannot_write_a_channel_is_asked_ever_more_rarely() -> None:
    """It is asked again all the same, and as often as before once it can."""
    good = False
    with (
        ChatServer(lambda _: said(GOOD if good else "Once upon a time.")) as server,
        capture_logs() as logs,
    ):
        writers = FallbackWriter(
            OpenAIWriter(form="short", model="test", api_key=None, base_url=server.url)
        )
        asked = []
        for number in range(40):
            before = len(server.requests)
            assert (await writers.write(replace(brief(), seed=number))).writer == "template"
            asked += [number] * (len(server.requests) > before)
        assert asked == [0, 1, 2, 4, 8, 16, 32]
        assert "writes the next 15" in writers.note
        good = True
        wrote = [(await writers.write(replace(brief(), seed=n))).writer for n in range(40, 52)]
    assert wrote.index("test") == 8
    assert set(wrote[8:]) == {"test"}
    assert writers.note == ""
    assert len(logs) == 1


async def test_a_tiny_model_is_asked_only_where_its_form_is_chosen() -> None:
    with ChatServer(lambda _: said(json.dumps(STORY))) as server:
        url = server.url
        writers = FallbackWriter(OpenAIWriter(model="qwen:1.5b", api_key=None, base_url=url))
        assert (await writers.write(brief())).writer == "template"
        assert "under 2 billion parameters" in writers.note
        assert server.requests == []
        chosen = OpenAIWriter(model="qwen:1.5b", api_key=None, base_url=url, form="short")
        await chosen.write(brief(), Record())
        assert server.requests[0]["frequency_penalty"] > 0
