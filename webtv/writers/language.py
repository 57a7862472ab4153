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

_SIGNS = 12
"""Signs from which on Japanese has one of its own, and Chinese still none of these."""

_KANA = {"ja": True, "zh": False}
_KANAS = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_RUN = 3
"""Times that a word comes in a row where a model has lost its thread."""

_WHOLE = 5
"""Words of a line that has small words of its language."""

_ENGLISH = (STOPS | frozenset("a an the of in on at by with from into".split())) - {"me", "does"}
_PLAINLY = frozenset("the and with of is are his their from into its this that".split())
"""Small words of English alone."""

_SMALL = {"en": _ENGLISH} | {code: frozenset(w.split()) for code, w in FOREIGN_STOPS.items()}


def may_be(text: str, language: str) -> bool:
    """Whether `text` can be in `language` (such as "pt-BR"). Doubt counts for it."""
    words = [word.lower() for word in _WORD.findall(text)]
    code = language[:2]
    if code in _KANA and len(CJK.findall(text)) >= _SIGNS:
        kana = bool(_KANAS.search(text))
        if kana != _KANA[code]:
            return False
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


def spoilt(line: str, language: str) -> str:
    """Why a line cannot be shown to viewers of a language; "" if it can.

    Finds what small models do: a sentence in English, two scripts in one, one word again and again.
    """
    if not may_be(line, language):
        return f"its line must be in the language {language!r}"
    words = [word.lower() for word in _WORD.findall(line)]
    if language[:2] not in SCRIPTS and CJK.search(line):
        return "its line has signs of another script"
    if any(words[at : at + _RUN] == words[at : at + 1] * _RUN for at in range(len(words) - 2)):
        return "its line says the same word again and again"
    own = _SMALL.get(language[:2])
    if own is None or language[:2] == "en" or len(words) < _WHOLE:
        return ""
    english = sum(word in _PLAINLY for word in words)
    return "its line is half English" if english > sum(word in own for word in words) else ""


def _has_letters(text: str) -> bool:
    return any(char.isalpha() for char in text)
