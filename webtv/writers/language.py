"""Tells whether a text can be in a language, by its small words or its script."""

from __future__ import annotations

import re

from webtv.config.spoken import FOREIGN_STOPS, SCRIPTS, share_of
from webtv.writers.small_words import STOPS

CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Signs of Japanese, Chinese and Korean."""

INDIC = r"\u0900-\u0963\u0970-\u0dff"
"""Letters of Indian scripts, for a class in a pattern: `\\w` has not their vowel signs."""

_WORD = re.compile(r"[^\W\d_]+")
_CLEARLY = 2
"""Small words by which another language must lead: a text of few words proves nothing."""

_ENGLISH = (STOPS | frozenset("a an the of in on at by with from into".split())) - {"me", "does"}
_SMALL = {"en": _ENGLISH} | {code: frozenset(w.split()) for code, w in FOREIGN_STOPS.items()}


def may_be(text: str, language: str) -> bool:
    """Whether `text` can be in `language` (such as "pt-BR"). Doubt counts for it."""
    words = [word.lower() for word in _WORD.findall(text)]
    code = language[:2]
    if code in SCRIPTS:
        return not _has_letters(text) or share_of(text, SCRIPTS[code].split()) >= 0.5
    if _has_letters(text) and share_of(text, ["LATIN"]) < 0.8:
        return False
    others = set(_SMALL) - {code}
    own = sum(word in _SMALL.get(code, ()) for word in words)
    best = max(sum(word in _SMALL[other] for word in words) for other in others)
    if code not in _SMALL:
        # Of a language whose words are not known, only plain English can be told.
        return sum(word in _ENGLISH for word in words) < max(3, len(words) // 4)
    return best < own + _CLEARLY


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)
