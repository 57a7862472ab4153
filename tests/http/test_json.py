"""JSON from outside: a value, or `ValueError` and nothing else."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webtv.http.json import MOST_VALUES, read_json


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"[" + b"[]," * MOST_VALUES + b"[]]",
        b"9" * 10_000,
        b'"\xff"',
        b"\xff\xfe[",
    ],
    ids=["empty", "page", "deep list", "deep object", "many", "digits", "bytes", "mark"],
)
def test_what_cannot_be_read_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        read_json(content)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_a_value_error(content: bytes) -> None:
    with suppress(ValueError):
        read_json(content)
