"""What the word list catches and what it lets pass, by kinds, in several languages."""

from __future__ import annotations

import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.safety.honest import HONEST
from tests.safety.rude import RUDE
from webtv.safety.words import WordList


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.fixture(scope="module")
def lists() -> dict[str, WordList]:
    return {language: WordList(language) for language in {*HONEST, *RUDE}}


def test_the_tables_are_long() -> None:
    assert len(cases(HONEST)) >= 60
    assert len(cases(RUDE)) >= 60


@pytest.mark.parametrize(("language", "text"), cases(HONEST))
async def test_what_is_honest_passes(language: str, text: str, lists: dict[str, WordList]) -> None:
    assert await lists[language].object_to([text]) == ""


@pytest.mark.parametrize(("language", "text"), cases(RUDE))
async def test_what_is_rude_is_caught(language: str, text: str, lists: dict[str, WordList]) -> None:
    assert await lists[language].object_to(["a calm lake", f"See: {text} (again)"]) != ""
    assert await lists[language].object_to([text]) != ""


PIECES = st.sampled_from(
    [
        "4",
        "a",
        ".",
        "f u c k ",
        "*",
        "a*",
        "1",
        " ",
        "\n",
        "\u202e",
        "é",
        "操",
        "s|",
        "ass",
        "'",
        "(",
        "\ud800",
    ]
)


@given(st.lists(st.tuples(PIECES, st.integers(1, 20_000)), min_size=1, max_size=3))
@settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "30")), deadline=None)
async def test_no_text_takes_long(parts: list[tuple[str, int]]) -> None:
    text = "".join(piece * count for piece, count in parts)[:40_000]
    begun = time.process_time()
    for language in ("en", "zh"):
        await _LISTS[language].object_to([text])
    assert time.process_time() - begun < 6


@given(st.text(st.characters(), max_size=80))
@settings(max_examples=int(os.environ.get("FUZZ_EXAMPLES", "60")), deadline=None)
async def test_a_swear_word_is_found_in_any_company(text: str) -> None:
    company = text.replace("\u202e", "")
    assert await _LISTS["en"].object_to([f"{company} fucking {company}"]) != ""


_LISTS = {"en": WordList("en"), "zh": WordList("zh")}
