"""What reaches a terminal steers nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webtv.terminal import plain, plain_json, plain_lines


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;YQ==\x07", " ]52;c;YQ== "),
        ("\x9b2J\x85\x90q", " 2J  q"),
        ("a\u202egpj.exe\u2066\u200f", "a gpj.exe  "),
        ("a\nb\u2028c\r", "a b c "),
        ("\ud800", "\ufffd"),
        ("👩\u200d🚀 क्\u200cष Œuvre 日本", "👩\u200d🚀 क्\u200cष Œuvre 日本"),
    ],
)
def test_what_steers_is_a_space(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_any_text_is_one_line_that_can_be_written(text: str) -> None:
    shown = plain(text)
    assert len(shown) == len(text)
    assert len(shown.splitlines()) <= 1
    shown.encode()
    assert plain(shown) == shown
    assert plain_lines(text).split("\n") == [plain(line) for line in text.split("\n")]


@given(st.text())
def test_json_says_the_same(text: str) -> None:
    written = plain_json(json.dumps({"a": text}, ensure_ascii=False, indent=1))
    assert json.loads(written) == {"a": text}
    assert plain_lines(written) == written
