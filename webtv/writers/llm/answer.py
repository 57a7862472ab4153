"""A language model's answer: its shape, and how it is read from whatever text it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from webtv.writers.writer import Brief

_THOUGHTS = re.compile(r"<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_FENCE = re.compile(r"```\w*\s*(.*?)```", re.DOTALL)
_LOOSE_COMMA = re.compile(r",(\s*[}\]])")
_PLACES = 20
"""Braces of a text that may be the beginning of the answer, at most."""


def _text(value: object) -> object:
    """Lenient where the meaning is plain: null for nothing, a list or a number for a text."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return str(value) if isinstance(value, int | float) else value


Words = Annotated[str, BeforeValidator(_text)]


class ShotAnswer(BaseModel):
    """One shot."""

    prompt: Words = Field(description="English. Everything that is seen, without the camera move.")
    negative: Words = Field("", description="What must not be seen, between commas; may be empty.")
    camera: Words = Field(description="One camera move, such as: camera pans slowly left")
    motion: float = Field(5, description="1 (almost still) to 10 (very fast)")
    seconds: float | None = Field(None, description="Length of the shot.")
    sound: Words = Field("", description="Sound effects heard in it, in a few English words.")


class Answer(BaseModel):
    """One programme."""

    title: Words = Field(description="At most 50 characters.")
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


def read_answer(text: str) -> Reading:
    """The answer in `text`, also in a code fence, among other words or slightly broken.

    A `ValueError` says what is wrong, in words for whoever is to repair it.
    """
    bare = _THOUGHTS.sub("", text).strip()
    complaint = "there is no JSON object in the answer"
    for body, leniency in _bodies(bare):
        for start in _openings(body):
            try:
                data: Any = json.JSONDecoder().raw_decode(body[start:])[0]
            except json.JSONDecodeError as error:
                complaint = f"the JSON is broken or cut off: {error.msg}"
                continue
            try:
                return Reading(Answer.model_validate(_unwrapped(data)), leniency)
            except ValidationError as error:
                complaint = _wrong(error)
                if start == 0:
                    break  # a whole object of another shape; what is in it is no answer either
    raise ValueError(complaint)


def _bodies(text: str) -> Iterator[tuple[str, str]]:
    """Where the answer may stand, likeliest first, and how that departs from what was asked."""
    if text.startswith("{"):
        yield text, ""
    for fenced in _FENCE.findall(text):
        yield fenced.strip(), "its JSON stood in a code fence"
    yield text, "its JSON stood among other words"
    yield _LOOSE_COMMA.sub(r"\1", text), "its JSON had commas too many"


def _openings(body: str) -> list[int]:
    found = [match.start() for match in re.finditer(r"[{\[]", body)]
    return found[:_PLACES]


def _unwrapped(data: Any) -> Any:
    """The programme itself, out of a list of one or out of `{"programme": {...}}`."""
    if isinstance(data, list) and len(data) == 1:
        return _unwrapped(data[0])
    if isinstance(data, dict) and "shots" not in data and len(data) == 1:
        return _unwrapped(next(iter(data.values())))
    return data


def _wrong(error: ValidationError) -> str:
    places = ("/".join(map(str, e["loc"])) + ": " + e["msg"].lower() for e in error.errors())
    return "; ".join(list(places)[:5]).removeprefix(": ")


def _strict(schema: dict[str, Any], *, leave_out: tuple[str, ...]) -> None:
    kept = {name: field for name, field in schema["properties"].items() if name not in leave_out}
    for field in kept.values():
        field.pop("default", None)
        field.pop("title", None)
    schema.update(properties=kept, required=list(kept), additionalProperties=False)
