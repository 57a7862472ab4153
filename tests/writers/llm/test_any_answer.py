"""Whatever a language model answers: a programme by it, or a complaint to send back, and soon.

`FUZZ_EXAMPLES=20000` tries far more than the usual hundred.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.writers.briefs import brief
from tests.writers.sample import GOOD, answer
from webtv.model.programme import Plan
from webtv.writers.llm.checks import critique_of, is_doubtful, problems_of
from webtv.writers.llm.completion import (
    BrokenAnswerError,
    Completion,
    EndlessAnswerError,
    UnreadableAnswerError,
)
from webtv.writers.llm.judge import Verdicts, best
from webtv.writers.llm.outline import Outline
from webtv.writers.llm.plan import plan_of
from webtv.writers.llm.reading import read
from webtv.writers.llm.short import Short

_SETTINGS = settings(
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "100")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

# All of Unicode, halves of surrogate pairs too: JSON can say them.
TEXT = st.text(st.characters(), max_size=60)
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | TEXT
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
NOISE = st.sampled_from(
    ["", "<think>", "</think>", "```", "```json\n", "[", "{", "}", "]", ",", "\\ud800", '"', "\x00"]
)


@st.composite
def changed_answers(draw: st.DrawFn) -> str:
    """A good answer with some of its values replaced by anything."""
    found = answer()
    for name in draw(st.lists(st.sampled_from([*found, "story", "narration"]), max_size=3)):
        found[name] = draw(VALUES)
    if isinstance(found["shots"], list):
        for shot in found["shots"]:
            if isinstance(shot, dict):
                for name in draw(
                    st.lists(
                        st.sampled_from(["prompt", "camera", "motion", "seconds", "sound"]),
                        max_size=2,
                    )
                ):
                    shot[name] = draw(VALUES)
    return json.dumps(found)


@st.composite
def broken_answers(draw: st.DrawFn) -> str:
    """A good answer with pieces cut out of it, doubled or put in."""
    text = GOOD
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        put = draw(NOISE | TEXT) * draw(st.sampled_from([1, 1, 2, 500]))
        text = text[:start] + put + text[draw(st.sampled_from([start, end])) :]
    return text


ANSWERS = st.text(st.characters(), max_size=200) | changed_answers() | broken_answers()


@given(ANSWERS)
@_SETTINGS
def test_any_answer_is_a_plan_or_a_complaint(text: str) -> None:
    wanted = brief()
    complaints: list[str] = []
    try:
        draft, filmed = read(text, Short, key="shots").answer.apart()
        complaints = critique_of(draft, filmed, wanted).problems
        if not complaints:
            is_doubtful(draft, wanted)
            plan = plan_of(draft, filmed, wanted)
            assert Plan.model_validate_json(plan.model_dump_json()) == plan
    except ValueError as error:
        complaints = [str(error)]
    assert all(complaints)
    assert len("".join(complaints).encode()) < 5_000


@given(ANSWERS)
@_SETTINGS
def test_any_answer_is_drafts_or_verdicts_or_a_complaint(text: str) -> None:
    with suppress(ValueError):
        for draft in read(text, Outline, key="drafts").answer.drafts:
            assert all(problems_of(draft, brief()))
    with suppress(ValueError):
        best(read(text, Verdicts, key="verdicts").answer, 1)


LONG = st.sampled_from(
    [
        "<think>",
        "</think>",
        "```",
        "```w",
        "[",
        "{",
        ", ",
        ",",
        " ",
        "\n",
        '{"a":',
        "9",
        "\u202e",
        "é",
    ]
)


@given(st.lists(st.tuples(LONG, st.integers(1, 40_000)), min_size=1, max_size=3))
@_SETTINGS
def test_no_long_answer_takes_long(parts: list[tuple[str, int]]) -> None:
    text = "".join(piece * count for piece, count in parts)[:100_000]
    begun = time.process_time()
    with suppress(ValueError):
        read(text + GOOD, Short, key="shots")
    assert time.process_time() - begun < 2


class Body:
    """A response that is there already."""

    def __init__(self, lines: list[str], kind: str) -> None:
        self._lines = lines
        self.headers = {"content-type": kind}

    async def read(self) -> bytes:
        return "\n".join(self._lines).encode("utf-8", "replace")

    async def iter_bytes(self) -> Any:
        for line in self._lines:
            yield f"{line}\n".encode("utf-8", "replace")


EVENTS = VALUES | st.builds(
    lambda content: {"choices": [{"delta": {"content": content}, "message": content}]}, VALUES
)
LINES = TEXT | EVENTS.map(lambda value: f"data: {json.dumps(value)}")


@given(st.lists(LINES, max_size=8), st.sampled_from(["text/event-stream", "application/json"]))
@_SETTINGS
async def test_any_response_is_an_answer_or_one_of_three_errors(
    lines: list[str], kind: str
) -> None:
    completion = Completion(longest=200)
    with suppress(BrokenAnswerError, EndlessAnswerError, UnreadableAnswerError):
        await completion.read(Body(lines, kind))
    completion.text.encode()
    completion.refusal.encode()


async def test_breaks_inside_of_a_text_do_not_end_its_line() -> None:
    told = "one\u2028two\x85three"
    event = json.dumps({"choices": [{"delta": {"content": told}}]}, ensure_ascii=False)
    completion = Completion(longest=200)
    await completion.read(Body([f"data: {event}", "", "data: [DONE]"], "text/event-stream"))
    assert completion.characters == len(told)
