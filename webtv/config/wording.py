"""Pydantic's errors in the words of the people who read them: "must be at most 50"."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic_core import ErrorDetails

_BY_KIND = {
    "missing": "is required",
    "extra_forbidden": "is not a field here; see docs/configuration.md",
    "invalid_key": "must be a name",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "multiple_of": "must be a multiple of {multiple_of}",
    "finite_number": "must be a number",
    "literal_error": "must be {expected}",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "string_pattern_mismatch": "must match {pattern}",
    "string_type": "must be a text",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "model_type": "must be a group of fields",
    "dict_type": "must be a group of fields",
    "tuple_type": "must be a list",
    "path_type": "must be a path",
    "value_error": "{error}",
}

_CUT = "is not a field here; inside { } a value with a comma must be in quotes"

PATTERNS = {
    "channel": "the name of a channel on Twitch: 2 to 25 letters, digits and underscores",
    "id": "1 to 40 lower-case letters, digits and hyphens",
    "language": "a language code such as en, pt-BR or zh-Hant",
    "source": "local, public, OWNER/NAME or a URL",
    "image": "the name of a file, without folders",
    "performance": "the name of a file, without folders",
    "probe_url": "an address that begins with http://, https://, rtmp:// or rtmps://",
}
"""What a field with a pattern must look like, by the field's name."""

WITHOUT_VALUE = frozenset({"missing", "extra_forbidden", "invalid_key"})
"""Kinds of error where the value says nothing."""


def expectation(details: ErrorDetails) -> str:
    """Say what was expected. The offending value is left to the caller: it may be a secret."""
    kind = details["type"]
    field = str(details["loc"][-1]) if details["loc"] else ""
    if kind == "string_pattern_mismatch" and field in PATTERNS:
        return f"must be {PATTERNS[field]}"
    context = {
        key: f"{value:g}" if isinstance(value, float) else value
        for key, value in details.get("ctx", {}).items()
    }
    if kind == "extra_forbidden" and details["input"] is None:
        return _CUT  # as `{name: Ana, look: a hat, a coat}` is read
    wanted = _BY_KIND.get(kind)
    return wanted.format(**context) if wanted else details["msg"]


def one_of(names: Iterable[str]) -> str:
    """Names to choose from, as pydantic writes them: "'rtmp', 'srt' or 'file'"."""
    *others, last = [f"'{name}'" for name in names]
    return f"{', '.join(others)} or {last}" if others else last
