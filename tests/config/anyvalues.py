"""Channels and contracts of any values: extremes of numbers, and words nobody foresaw."""

from __future__ import annotations

from typing import Any, TypeVar

from hypothesis import assume
from hypothesis import strategies as st
from pydantic import ValidationError

from webtv.config.channel import Channel
from webtv.config.contract import Contract
from webtv.model.value import Value

WORDS = (
    *("a", "ab", "  x  ", "x" * 50, "ﷺ" * 30, "中" * 40, "e\u0301" * 20, "Z\u0335\u0322\u031b" * 9),
    *(
        "\u202egpj",
        "\u200b\u200b",
        "\ufdd0",
        "\ue000",
        "👩\u200d👩\u200d👧",
        "\u00a0\u00a0",
        "\u2028",
    ),
    *("%{pts}", "{\\an8}", "{}{0}{name}%s%d", "\\1\\g<0>", "(((", "[a", "+?", "<b>&amp;", "-->"),
    *("...", "?!", "“”", "\uff0c\u3002", "\u06d4\u061f", "¿Qué?", "1.", "- -", "A. e.g. i.e.", "#"),
    *(
        "@Rosa",
        "llamas drive a train",
        "No people.",
        "Never film it.",
        "one dish each day",
        "12 pm",
    ),
    *("線上の猫", "ไทยภาษา", "الخط العربي", "Straßenbahnhaltestellenschild", "İıſß", "²٣Ⅷ"),
)
CRONS = ("* * * * *", "0 0 29 2 *", "0 2 * * *", "30 1 * * 0", "0 0 L * *", "0 0 * * 1#5")
ZONES = ("UTC", "Europe/Berlin", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca")
PIPELINES: tuple[dict[str, Any], ...] = (
    {},
    {"profile": "wan"},
    {"upscale": None, "interpolate": None, "music": None},
    {"narration": {"space": "kokoro"}},
    {"video": {"space": "ltx-text", "source": "public"}, "image": {"space": "flux-schnell"}},
)

OWN: dict[str, st.SearchStrategy[Any]] = {
    "cron": st.sampled_from(CRONS),
    "timezone": st.sampled_from(ZONES),
    "language": st.sampled_from(("en", "de", "ja", "ar", "th", "pt-BR", "sw", "xx")),
    "image": st.sampled_from(("rosa.png", "é" * 100, "- .", "_")),
    "performance": st.sampled_from(("host.mp4", "é" * 100)),
    "pipeline": st.sampled_from(PIPELINES),
    "destinations": st.just([]),
    "base_url": st.sampled_from((None, "http://127.0.0.1:9/v1")),
    "api_key": st.none(),
}
"""Fields whose values have a form that a schema does not tell."""


ValueT = TypeVar("ValueT", bound=Value)


@st.composite
def any_channel(draw: st.DrawFn) -> Channel:
    """A valid channel; most fields are left out in most."""
    return _valid(Channel, draw(_CHANNELS))


@st.composite
def any_contract(draw: st.DrawFn) -> Contract:
    """A valid contract of a few inputs."""
    values = draw(_CONTRACTS)
    inputs = [{**each, "name": f"input_{at}"} for at, each in enumerate(values["inputs"])]
    fixed = {"id": "any", "profile": "plain", "api_name": "/run", "inputs": inputs}
    kept = {name: value for name, value in values.items() if name != "fn_index"}
    return _valid(Contract, {**kept, **fixed})


def _valid(model: type[ValueT], values: dict[str, Any]) -> ValueT:
    try:
        return model.model_validate(values)
    except ValidationError:
        assume(False)
        raise


def _values(schema: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Whatever a JSON schema lets through."""
    if "$ref" in schema:
        return _values(defs[schema["$ref"].rpartition("/")[2]], defs)
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema.get("enum") or [schema["const"]])
    if "anyOf" in schema:
        return st.one_of(*(_values(each, defs) for each in schema["anyOf"]))
    kind = schema["type"]
    if kind == "object":
        wanted = set(schema.get("required", ()))
        fields = {
            name: OWN[name] if name in OWN else _values(each, defs)
            for name, each in schema.get("properties", {}).items()
        }
        return st.fixed_dictionaries(
            {name: field for name, field in fields.items() if name in wanted},
            optional={name: field for name, field in fields.items() if name not in wanted},
        )
    if kind == "array":
        return st.lists(_values(schema["items"], defs), max_size=min(schema.get("maxItems", 3), 3))
    if kind == "string":
        return _text(schema.get("minLength", 0), schema.get("maxLength", 60))
    if kind in ("number", "integer"):
        return _number(schema)
    return st.none() if kind == "null" else st.booleans()


def _text(least: int, most: int) -> st.SearchStrategy[str]:
    said = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12)
    texts = st.one_of(said.map(" ".join), said.map("".join), said.map("\n".join))
    return texts.map(lambda text: text[:most].ljust(least, "z"))


def _number(schema: dict[str, Any]) -> st.SearchStrategy[float]:
    least = schema.get("minimum", schema.get("exclusiveMinimum", 0) + 1e-9)
    if schema["type"] == "integer":
        return st.sampled_from((int(least), schema.get("maximum", 10**39)))
    most = schema.get("maximum", 1e300)
    return st.sampled_from((least, most, least + 1e-12, least + (most - least) / 3))


def _of(model: type[Value]) -> st.SearchStrategy[dict[str, Any]]:
    schema = model.model_json_schema()
    values: st.SearchStrategy[dict[str, Any]] = _values(schema, schema["$defs"])
    return values


_CHANNELS, _CONTRACTS = _of(Channel), _of(Contract)
