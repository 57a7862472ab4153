"""What every writer promises: the shots wanted or one of three errors, and no hidden cost.

A new writer is added to `WRITERS`; the last test fails while one is missing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, get_args

import pytest

from tests.writers.briefs import brief
from tests.writers.chatserver import ChatServer, failed, said
from tests.writers.sample import answer
from webtv.config.writer import WriterConfig
from webtv.errors import BackendError, MisconfiguredError, RefusedError, UnavailableError
from webtv.model.cost import Cost
from webtv.writers.choose import choose_writer
from webtv.writers.writer import Record, Writer

Make = Callable[[bool], Any]
"""A context in which a writer of one kind works, or (True) cannot."""


@contextmanager
def offline(broken: bool) -> Iterator[Writer]:
    yield choose_writer(WriterConfig(kind="template"))


@contextmanager
def model(broken: bool) -> Iterator[Writer]:
    def reply(request: dict[str, Any]) -> Any:
        shots = 4 if "in 4 pictures" in request["messages"][-1]["content"] else 2
        return failed(500) if broken else said(json.dumps(answer(shots)))

    with ChatServer(reply) as server:
        yield choose_writer(
            WriterConfig(kind="openai", base_url=server.url, model="test", form="short")
        )


@contextmanager
def model_in_steps(broken: bool) -> Iterator[Writer]:
    def reply(request: dict[str, Any]) -> Any:
        name = request["response_format"]["json_schema"]["name"]
        shots = 4 if "all about 16 s" in request["messages"][1]["content"] else 2
        return failed(503) if broken else said(json.dumps(steps(name, shots)))

    def steps(name: str, shots: int) -> dict[str, Any]:
        if name == "verdicts":
            marks = {"draft": 1, "theme": 9, "new": 9, "filmable": 9, "tone": 9, "why": ""}
            return {"verdicts": [marks] * 3}
        if name == "outline":
            wanted.append(shots)
            draft = {
                **answer(shots),
                "shots": [{"what": s["prompt"]} for s in answer(shots)["shots"]],
            }
            return {"drafts": [draft] * 3}
        return {"shots": answer(wanted[-1])["shots"]}

    wanted: list[int] = []
    with ChatServer(reply) as server:
        yield choose_writer(WriterConfig(kind="openai", base_url=server.url, model="test"))


WRITERS: dict[str, Make] = {
    "template": offline,
    "openai": model,
    "openai in steps": model_in_steps,
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("shots", [2, 4])
async def test_a_plan_has_the_shots_that_were_wanted(kind: str, shots: int) -> None:
    wanted, record = brief(shots=shots), Record()
    with WRITERS[kind](False) as writer:
        plan = await writer.write(wanted, record)
    assert writer.name
    assert len(plan.shots) == shots
    assert all(shot.prompt.isprintable() for shot in plan.shots)
    plan.model_dump_json().encode()
    assert (record.cost == Cost()) == (kind == "template")


@pytest.mark.parametrize("kind", WRITERS)
async def test_a_failure_is_one_of_three(kind: str) -> None:
    """What a writer may not write about, or cannot."""
    wanted = brief(theme="Llamas, llamas, llamas and llamas", avoid=("llama",))
    with WRITERS[kind](True) as writer, pytest.raises(BackendError) as caught:
        await writer.write(wanted, Record())
    assert isinstance(caught.value, UnavailableError | RefusedError | MisconfiguredError)
    assert caught.value.backend == writer.name


def test_every_kind_of_writer_has_a_case() -> None:
    kinds = get_args(WriterConfig.model_fields["kind"].annotation)
    assert {*(name.split()[0] for name in WRITERS), "auto"} == set(kinds)
