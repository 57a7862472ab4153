"""Finds words of several languages in a text: whole, or anywhere in scripts without blanks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from webtv.writers.language import INDIC

DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A sign of Japanese or Chinese."""

_LETTER = rf"(?:[^\W\d_]|[{INDIC}])"
_WORD = re.compile(rf"{_LETTER}+(?:-{_LETTER}+)*")
_SAME = str.maketrans(
    {"ı": "i", "ё": "е", "œ": "oe", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ۀ": "ه"}
    | {"\u0640": None, **{chr(mark): None for mark in range(0x64B, 0x656)}}  # vowels and hamzas
)
"""Letters that some write and others do not, and what stands for them."""


def folded(text: str) -> str:
    """A text as words are compared: without capitals, Turkish i with or without its dot
    as one letter, and Russian yo as ye.
    """
    return text.replace("İ", "i").casefold().translate(_SAME)


def has(text: str, words: str) -> bool:
    """Whether a text has one of `words`, which stand between blanks."""
    whole, dense = _split(words)
    return not whole.isdisjoint(_found(text)) or any(word in text for word in dense)


@cache
def _split(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words to be found whole, and those of scripts without blanks."""
    known = words.split()
    return frozenset(map(folded, known)), tuple(word for word in known if is_dense(word))


@lru_cache(maxsize=8192)
def _found(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))


def is_dense(text: str) -> bool:
    """Whether a text is of a script without blanks, if only in part."""
    return any("\u3040" <= char <= "\u9fff" for char in text)
