"""A language model's answer: its shape, and how it is read from whatever text it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from webtv.plaintext import plain_text
from webtv.writers.writer import Brief

_LOOSE_COMMA = re.compile(r",(\s*[}\]])")
_PLACES = 20
"""Braces of a text that may be the beginning of the answer, at most."""

_FENCED = 5
"""Code fences that are looked into, at most."""

_WRAPPINGS = 4
"""Lists of one and objects of one around the answer, at most."""

_COMPLAINT = 200
"""Characters of one complaint: it may hold what the model wrote."""


def _text(value: object) -> object:
    """Lenient where the meaning is plain: null for nothing, a list or a number for a text."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        value = ", ".join(value)
    elif isinstance(value, int | float):
        value = str(value)
    return plain_text(value) if isinstance(value, str) else value


def _bounded(most: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        # Not a `max_length`: servers that make a grammar of a schema choke on it.
        if len(text) > most:
            raise ValueError(f"must have at most {most} characters")
        return text

    return check


Words = Annotated[str, BeforeValidator(_text), AfterValidator(_bounded(5000))]
Line = Annotated[str, BeforeValidator(_text), AfterValidator(_bounded(500))]


class ShotAnswer(BaseModel):
    """One shot."""

    prompt: Words = Field(description="English. Everything that is seen, without the camera move.")
    negative: Words = Field("", description="What must not be seen, between commas; may be empty.")
    camera: Words = Field(description="One camera move, such as: camera pans slowly left")
    motion: float = Field(5, allow_inf_nan=False, description="1 (almost still) to 10 (very fast)")
    seconds: float | None = Field(None, allow_inf_nan=False, description="Length of the shot.")
    sound: Words = Field("", description="Sound effects heard in it, in a few English words.")


class Answer(BaseModel):
    """One programme."""

    title: Line = Field(description="At most 50 characters.")
    logline: Words = Field(description="One sentence.")
    continuity: Words = Field("", description="Who and what looks the same in every shot, and how.")
    shots: list[ShotAnswer]
    music: Words = Field(description="Genre, instruments, mood, tempo; no vocals.")
    narration: Words = Field("", description="What a voice says over the whole programme.")
    story: Words = Field("", description="The story so far, this programme included.")


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer, and what had to be overlooked to read it; "" if nothing."""

    answer: Answer
    leniency: str = ""


def answer_schema(brief: Brief) -> dict[str, Any]:
    """JSON schema of the answer to a brief, in the strict form that servers ask for.

    Every field is required and no other allowed; what the channel has no use for is left out.
    """
    schema = Answer.model_json_schema()
    _strict(schema["$defs"]["ShotAnswer"], leave_out=() if wants_sound(brief) else ("sound",))
    unwanted = {"narration": not brief.narrated, "story": not brief.channel.series}
    _strict(schema, leave_out=tuple(name for name, left_out in unwanted.items() if left_out))
    return schema


def wants_sound(brief: Brief) -> bool:
    """Whether the channel makes sound effects."""
    return brief.channel.pipeline.sound is not None


def longest_answer(shots: int) -> int:
    """Characters that the answer to a brief of so many shots needs at most, by a good margin."""
    return 6000 + 3000 * shots


def without_thoughts(text: str) -> str:
    """`text` without what a model thought before it answered, and said that it did."""
    for end in ("</think>", "</thinking>"):
        text = text[text.rfind(end) + len(end) :] if end in text else text
    return text.strip()


def read_answer(text: str) -> Reading:
    """The answer in `text`, also in a code fence, among other words or slightly broken.

    The time this takes grows with the length of `text` and no faster. A `ValueError` says what is
    wrong, in words for whoever is to repair it.
    """
    complaint = "there is no JSON object in the answer"
    for body, leniency in _bodies(without_thoughts(text)):
        for start in _openings(body):
            try:
                data: Any = json.JSONDecoder().raw_decode(body, start)[0]
            except json.JSONDecodeError as error:
                complaint = f"the JSON is broken or cut off: {error.msg}"
                continue
            except ValueError:
                complaint = "the JSON has a number of too many digits"
                continue
            except RecursionError:
                complaint = "the JSON is nested too deeply"
                continue
            programme = _unwrapped(data)
            if not isinstance(programme, dict):
                complaint = "the JSON holds no programme"
                continue
            try:
                return Reading(Answer.model_validate(programme), leniency)
            except ValidationError as error:
                complaint = complaint_of(error)
                if start == 0:
                    break  # a whole object of another shape; what is in it is no answer either
    raise ValueError(complaint)


def _bodies(text: str) -> Iterator[tuple[str, str]]:
    """Where the answer may stand, likeliest first, and how that departs from what was asked."""
    if text.startswith("{"):
        yield text, ""
    for fenced in islice(text.split("```"), 1, 2 * _FENCED, 2):
        yield fenced, "its JSON stood in a code fence"
    yield text, "its JSON stood among other words"
    yield _LOOSE_COMMA.sub(r"\1", text), "its JSON had commas too many"


def _openings(body: str) -> list[int]:
    return [match.start() for match in islice(re.finditer(r"[{\[]", body), _PLACES)]


def _unwrapped(data: Any) -> Any:
    """The programme itself, out of a list of one or out of `{"programme": {...}}`."""
    for _ in range(_WRAPPINGS):
        if isinstance(data, list) and len(data) == 1:
            data = data[0]
        elif isinstance(data, dict) and "shots" not in data and len(data) == 1:
            data = next(iter(data.values()))
    return data


def complaint_of(error: ValidationError) -> str:
    """What pydantic has against a value, in words for whoever is to repair it."""
    details = error.errors(include_url=False, include_input=False)[:5]
    places = ("/".join(map(str, e["loc"])) + ": " + e["msg"].lower() for e in details)
    return "; ".join(place[:_COMPLAINT] for place in places).removeprefix(": ")


def _strict(schema: dict[str, Any], *, leave_out: tuple[str, ...]) -> None:
    kept = {name: field for name, field in schema["properties"].items() if name not in leave_out}
    for field in kept.values():
        field.pop("default", None)
        field.pop("title", None)
    schema.update(properties=kept, required=list(kept), additionalProperties=False)
