"""The details of the audit: what may stand in a line, and how much of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from webtv.log import redact

_LONGEST_TEXT = 16_000
_LONGEST = 160_000


def kept(told: Mapping[str, Any]) -> dict[str, Any]:
    """A detail as the audit keeps it: without keys, and short enough for a line, whatever its
    letters take in ASCII. Of one that is too long, the length.
    """
    detail = {storable(str(name)[:80]): _kept(each) for name, each in told.items()}
    length = len(json.dumps(detail, ensure_ascii=True))
    return detail if length <= _LONGEST else {"too_long": length}


def storable(text: str) -> str:
    """A text that readers of JSON take. Half of a surrogate pair would hide its line from them."""
    return text.encode("utf-8", "replace").decode()


def _kept(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {storable(str(name)[:80]): _kept(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_kept(each) for each in value]
    if value is None or isinstance(value, (bool, int, float)):
        return value
    # A key at the cut is cut off whole: what is looked at is longer than what is kept.
    text = redact(storable(str(value)[: 2 * _LONGEST_TEXT]))
    return text if len(text) <= _LONGEST_TEXT else f"{text[:_LONGEST_TEXT]} …"
