"""Finds words of several languages in a text: whole, or anywhere in scripts without blanks."""

from __future__ import annotations

import re
from functools import cache, lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def has(text: str, words: str) -> bool:
    """Whether a text has one of `words`, which stand between blanks."""
    whole, dense = _split(words)
    return not whole.isdisjoint(_found(text)) or any(word in text for word in dense)


@cache
def _split(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Words to be found whole, and those of scripts without blanks."""
    known = words.split()
    return frozenset(known), tuple(word for word in known if _is_dense(word))


@lru_cache(maxsize=8192)
def _found(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _is_dense(word: str) -> bool:
    """Whether a word is of a script without blanks."""
    return any("\u3040" <= char <= "\u9fff" for char in word)
