"""Puts two things side by side, and a text amid a sentence, without bending a word."""

from __future__ import annotations

import re

from webtv.writers.offline import wordlists
from webtv.writers.offline.wordsets import is_dense

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_I_SOUND = re.compile(r"(?:i(?![aeou])|hi(?![aeou]))", re.IGNORECASE)
"""What a Spanish "y" is an "e" before: "sal e imanes"."""


def uncapital(text: str, language: str, *, sure: bool = False) -> str:
    """A text as it stands amid a sentence: an article or the like is small, as its first word.

    Any other word may be a name; it is `sure` to be none where a theme names nothing but forms.
    """
    found = _WORD.match(text)
    if not found or not text[:1].isupper() or found[0][1:] != found[0][1:].lower():
        return text
    word = found[0]
    small = (
        ("ı" if word[0] == "I" else "i" if word[0] == "İ" else "") if language[:2] == "tr" else ""
    )
    lowered = (small or word[0].lower()) + word[1:]
    function = any(
        lowered in wordlists.of(table, language)
        for table in (wordlists.DETERMINERS, wordlists.LINKS, wordlists.PRONOUNS)
    )
    if word == "I" or not (function or (sure and language[:2] != "de")):
        return text
    return lowered + text[found.end() :]


def beside(pattern: str, one: str, other: str, language: str) -> str:
    """Return two things side by side, in the pattern of a language: "{one} y {other}"."""
    if language[:2] == "es" and _I_SOUND.match(other):
        pattern = pattern.replace(" y ", " e ")
    return pattern.format(one=one, other=other)


def joins(text: str, pattern: str, language: str) -> bool:
    """Return whether a text has in it already what a pattern puts between two."""
    between = pattern.format(one="", other="").strip()
    if is_dense(between):
        return between in text
    known = {between, *wordlists.of(wordlists.CONJUNCTIONS, language)}
    return not known.isdisjoint(text.lower().split())


def may_follow(text: str, language: str) -> bool:
    """Return whether a text may stand behind an "and" as it is: a capital may be no name's."""
    words = text.split()
    if language[:2] == "de":
        return text[:1].islower() or not (words[1:] and words[1][:1].isupper())
    return not text[:1].isupper()
