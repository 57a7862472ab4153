"""Reads a language model's answer, whatever text it stands in."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ValidationError

from webtv.plaintext import plain_text

_LOOSE_COMMA = re.compile(r",(\s*[}\]])")
_PLACES = 20
"""Braces of a text that may be the beginning of the answer, at most."""

_FENCED = 5
"""Code fences that are looked into, at most."""

_WRAPPINGS = 4
"""Lists of one and objects of one around the answer, at most."""

_COMPLAINT = 200
"""Characters of one complaint: it may hold what the model wrote."""

Shape = TypeVar("Shape", bound=BaseModel)


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


def _flag(value: object) -> object:
    return False if value in (None, "") else value


def _listed(value: object) -> object:
    return [] if value in (None, "") else value


Words = Annotated[str, BeforeValidator(_text), AfterValidator(_bounded(5000))]
Line = Annotated[str, BeforeValidator(_text), AfterValidator(_bounded(500))]
Flag = Annotated[bool, BeforeValidator(_flag)]
Listed = BeforeValidator(_listed)


@dataclass(frozen=True, slots=True)
class Reading(Generic[Shape]):
    """An answer, and what had to be overlooked to read it; "" if nothing."""

    answer: Shape
    leniency: str = ""


def schema_of(
    shape: type[BaseModel], *, without: tuple[str, ...] = (), **counts: tuple[int, int]
) -> dict[str, Any]:
    """JSON schema of a shape in the strict form that servers ask for.

    Every field is required and no other allowed; fields named in `without` are left out wherever
    they are. `counts` has the least and most entries of lists, by the name of their field.
    """
    schema = shape.model_json_schema()
    for part in (schema, *schema.get("$defs", {}).values()):
        kept = {name: field for name, field in part["properties"].items() if name not in without}
        for name, field in kept.items():
            field.pop("default", None)
            field.pop("title", None)
            if name in counts:
                field["minItems"], field["maxItems"] = counts[name]
        part.update(properties=kept, required=list(kept), additionalProperties=False)
    used = json.dumps(schema["properties"]) + json.dumps(list(schema.get("$defs", {}).values()))
    schema["$defs"] = {k: v for k, v in schema.get("$defs", {}).items() if f'/{k}"' in used}
    return schema


def without_thoughts(text: str) -> str:
    """`text` without what a model thought before it answered, and said that it did."""
    for end in ("</think>", "</thinking>"):
        text = text[text.rfind(end) + len(end) :] if end in text else text
    return text.strip()


def read(text: str, shape: type[Shape], *, key: str) -> Reading[Shape]:
    """The answer in `text`, also in a code fence, among other words or slightly broken.

    `key` is the field that holds the answer's list, by which it is known inside other objects. The
    time this takes grows with the length of `text` and no faster. A `ValueError` says what is
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
            found = _unwrapped(data, key)
            if not isinstance(found, dict):
                complaint = "the JSON holds no programme"
                continue
            try:
                return Reading(shape.model_validate(found), leniency)
            except ValidationError as error:
                complaint = complaint_of(error)
                if start == 0:
                    break  # a whole object of another shape; what is in it is no answer either
    raise ValueError(complaint)


def complaint_of(error: ValidationError) -> str:
    """What pydantic has against a value, in words for whoever is to repair it."""
    details = error.errors(include_url=False, include_input=False)[:5]
    places = ("/".join(map(str, e["loc"])) + ": " + e["msg"].lower() for e in details)
    return "; ".join(place[:_COMPLAINT] for place in places).removeprefix(": ")


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


def _unwrapped(data: Any, key: str) -> Any:
    """The answer itself: out of a list of one or an object of one, or its list alone."""
    for _ in range(_WRAPPINGS):
        if isinstance(data, list) and len(data) == 1 and isinstance(data[0], list | dict):
            alone = isinstance(data[0], dict) and "prompt" in data[0]
            data = {key: data} if alone else data[0]
        elif isinstance(data, list) and data and all(isinstance(each, dict) for each in data):
            data = {key: data}
        elif isinstance(data, dict) and key not in data and len(data) == 1:
            data = next(iter(data.values()))
        elif isinstance(data, dict) and key == "drafts" and "shots" in data and key not in data:
            data = {key: [data]}  # one draft, where several may be given
    return data
