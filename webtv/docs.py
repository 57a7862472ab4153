"""The reference of everything an operator can write, generated from the models themselves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.config.settings import Settings, variable
from webtv.config.tree import MAX_DEPTH
from webtv.config.variables import FIELDS, STREAM_NAMES, WRITER_NAMES
from webtv.config.wording import PATTERNS
from webtv.config.yaml import MAX_BYTES

Schema = Mapping[str, Any]

_INTRO = """\
# Configuration

Generated from the models by `webtv docs`; a test fails when this page is stale.

- [Settings](#settings): the whole station, from environment variables or `.env`.
- [Channel files](#channel-files): one YAML file per channel, edited live.
- [Space contracts](#space-contracts): what a Gradio endpoint takes and gives.

`webtv check` reads all of them and prints every error with its file, line and column.
"""

_SETTINGS = """\
## Settings

Environment variables; the file `.env` in the working folder is read too, and the environment wins.
A relative path starts at the working folder.
"""

_CHANNELS = f"""\
## Channel files

`channels/<id>.yaml`, where the id is 1 to 40 lower-case letters, digits and hyphens. Only `title`
and `theme` are required. A file is at most {MAX_BYTES // 1024} KiB of UTF-8 and {MAX_DEPTH} levels
deep.

Write keys as `${{NAME}}`, for a variable in the environment or `.env`. That is for
{FIELDS},
and an error elsewhere: a channel file may come from somebody else, and most fields are shown. The
name must say that it is meant for channels, so that no file gets another key (`OPENAI_API_KEY`,
`HF_TOKEN`, ...). For destinations, it must
{STREAM_NAMES};
for a writer, {WRITER_NAMES}.

Channels are numbered by their ids, after those that have a `number` of their own.

A saved edit is picked up within 5 seconds and shapes the next programme. An invalid one is reported
in the log and the API, and the last good version stays on air. A new file is a new channel; a
removed file goes off air.
"""

_CONTRACTS = """\
## Space contracts

The station ships a contract for each Space it knows, in `webtv/contracts/`. A file of the same name
in `HOME/contracts/` replaces it; a new name adds one. The file name without `.yaml` is the id.
Inputs are listed in the endpoint's order.
"""


def configuration() -> str:
    """The page `docs/configuration.md`, Markdown."""
    settings = [_SETTINGS, *_table(_settings(), "Variable")]
    channels = [_CHANNELS, *_sections(Channel.model_json_schema())]
    contracts = [_CONTRACTS, *_sections(Contract.model_json_schema())]
    return "\n".join([_INTRO, *settings, "", *channels, *contracts]).rstrip() + "\n"


def _settings() -> Iterator[tuple[str, Schema, bool]]:
    properties = Settings.model_json_schema(by_alias=False)["properties"]
    own_first = sorted(properties, key=lambda field: field not in Settings.__annotations__)
    for field in own_first:
        yield variable(field), properties[field], False


def _sections(root: Schema) -> Iterator[str]:
    """A table for the model, then one for each model inside it, each model once."""
    waiting: list[tuple[str, Schema]] = [("", root)]
    while waiting:
        prefix, model = waiting.pop(0)
        rows = [(n, s, n in model.get("required", ())) for n, s in model["properties"].items()]
        inner = [(f"{prefix}{n}.", found) for n, s, _ in rows for found in _models(s, root)]
        same = [path for path, found in waiting if found is model]
        waiting = [(path, found) for path, found in waiting if found is not model]
        # Kinds of one field stand side by side, and what all of them hold once, after them.
        kinds = [each for each in waiting if each[0] == prefix]
        later = [each for each in waiting if each[0] != prefix and each not in inner]
        waiting = kinds + inner + later
        paths = dict.fromkeys([prefix, *same])
        names = ", ".join(f"`{path.rstrip('.')}`" for path in paths)
        kind = model["properties"].get("kind", {}).get("const")
        of_kind = f", kind `{kind}`" if kind else ""
        yield f"### {names}{of_kind}\n" if prefix else "### The file\n"
        yield from [f"{_summary(model)}\n"] if prefix else []
        yield from _table(rows, "Field", root)
        yield ""


def _table(
    rows: Iterable[tuple[str, Schema, bool]], first: str, root: Schema | None = None
) -> Iterator[str]:
    yield f"| {first} | Type | Default | Limits | Meaning |"
    yield "|---|---|---|---|---|"
    for name, schema, required in rows:
        model = next(iter(_models(schema, root)), None) if root else None
        cells = [
            f"`{name}`",
            _type(schema),
            "required" if required else _default(schema, model),
            _limits(name, schema),
            # Pydantic leaves out a description that repeats the model's own.
            schema.get("description") or (_summary(model) if model else ""),
        ]
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _summary(model: Schema) -> str:
    return str(model["description"]).splitlines()[0]


def _models(schema: Schema, root: Schema) -> list[Schema]:
    """The models that a field holds, alone, optional or in a list, one for each kind of what it
    holds; none for plain values.
    """
    found = (each for option in _options(schema) for each in (option, option.get("items", {})))
    kinds = [kind for each in found for kind in each.get("oneOf", [each]) if "$ref" in kind]
    return [root["$defs"][kind["$ref"].rpartition("/")[2]] for kind in kinds]


def _options(schema: Schema) -> list[Schema]:
    """What a field may hold, null left out."""
    return [s for s in schema.get("anyOf", [schema]) if s.get("type") != "null"]


def _type(schema: Schema) -> str:
    names = {
        "string": "text",
        "integer": "whole number",
        "number": "number",
        "boolean": "true or false",
        "object": "names and values",
    }
    options = _options(schema)
    option = options[0]
    if len(options) > 1:
        return "any value"
    if "$ref" in option:
        return "group"
    if "enum" in option or "const" in option:
        return "choice"
    if option.get("type") == "array":
        return "list of groups" if {"$ref", "oneOf"} & option["items"].keys() else "list"
    if option.get("format") == "password":
        return "secret"
    return "path" if option.get("format") == "path" else names[option["type"]]


def _default(schema: Schema, model: Schema | None) -> str:
    value = schema.get("default")
    if model is not None and isinstance(value, Mapping):
        chosen = [f"`{n}: {value[n]}`" for n in model.get("required", ()) if n in value]
        return ", ".join(chosen) or "see below"
    if value is None or value in ("", [], {}):
        return "none"
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value)}`"


def _limits(name: str, schema: Schema) -> str:
    option = _options(schema)[0]
    if "enum" in option or "const" in option:
        return ", ".join(f"`{v}`" for v in option.get("enum", [option.get("const")]))
    low, high = option.get("minimum"), option.get("maximum")
    texts = [
        f"{low:g} to {high:g}" if low is not None and high is not None else "",
        f"at least {low:g}" if low is not None and high is None else "",
        f"at most {high:g}" if high is not None and low is None else "",
        f"more than {option['exclusiveMinimum']:g}" if "exclusiveMinimum" in option else "",
        f"multiple of {option['multipleOf']:g}" if "multipleOf" in option else "",
        _length(option.get("minLength"), option.get("maxLength")),
        PATTERNS.get(name, option["pattern"]) if "pattern" in option else "",
    ]
    return ", ".join(text for text in texts if text)


def _length(least: int | None, most: int | None) -> str:
    if most is None:
        return "not empty" if least == 1 else ""
    return f"{least} to {most} characters" if least else f"up to {most} characters"
