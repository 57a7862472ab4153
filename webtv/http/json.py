"""JSON from outside, read within limits."""

from __future__ import annotations

import json

MOST_VALUES = 400_000
"""Values that one document may hold. An empty list takes 3 bytes in JSON and 64 in memory."""


def read_json(content: bytes) -> object:
    """The value of a JSON document in UTF-8.

    Raises `ValueError` and nothing else: for what is no JSON, is nested too deeply, holds too many
    values or numbers of thousands of digits.
    """
    if sum(content.count(sign) for sign in (b"[", b"{", b",")) > MOST_VALUES:
        raise ValueError(f"it holds more than {MOST_VALUES} values")
    try:
        return json.loads(content)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
