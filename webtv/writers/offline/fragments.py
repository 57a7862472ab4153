"""Tells parts of a sentence that say nothing without the rest: "a small one", "with a lamp"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.antecedents import points_back
from webtv.writers.offline.joints import glued
from webtv.writers.offline.jointwords import PREDICATES, PREPOSITIONS, RELATIVES

_ELLIPTIC = re.compile(
    r"^\S+(?: \S+)? (?:is|are|was|were|does|do|did|can|will|has|have|would)(?: not)?$"
    r"|^(?:\S+ ){1,3}(?:\w+n't|not|too|either|nicht|auch|no|también|tampoco|non|anche|neanche|pas"
    r"|aussi|também|não|nie|też|değil|нет|тоже)$",
    re.IGNORECASE,
)
"""A clause whose verb, or what it says, stands in the one before: "Nut is not"."""

_THERE = re.compile(
    r"(?:hay|había|il y a|c'è|ci sono|há|tem|es gibt|da ist|da sind|jest|są|есть)\b", re.IGNORECASE
)
"""What says that something is there."""

_MANY, _CLAUSE = 4, 3
"""Items of a sentence that is a list of clauses, and words of one of them, at least."""

_ASKS = re.compile(r"(?:where|who|whose|which|when|what|how|why)\b", re.IGNORECASE)

_ONE = re.compile(
    r"^(?:an?|the)(?: \w+)? ones?$|^one (?:by|after) \w+$|^side by side$|^un[oa] tras otr[oa]$"
    r"|^l'une? après l'autre$|^eine[rs]? nach de[mr] anderen$|^un[oa] dopo l'altr[oa]$"
    r"|^um[a]? (?:após|atrás d[eo]) outr[oa]$",
    re.IGNORECASE,
)
"""Something of a kind that is named elsewhere: "a small one"."""


def is_elliptic(part: str) -> bool:
    """Whether the verb of a part, or what it says, stands in the one before: "Nut is not"."""
    return bool(_ELLIPTIC.match(part))


def goes_on(items: Sequence[str], language: str) -> bool:
    """Whether something happens in the first of several items and in another one does not.

    "Hay un tuba de doce años, dos trompetistas" is one sentence. Amid many items in which something
    happens, another one of some words has a verb that is not known.
    """
    if language[:2] == "en":
        first = items[0]
        if not _ASKS.match(first) and any(map(_ASKS.match, items[1:])):
            return True
        told = wordlists.is_clause(first, "en") and not re.search(r"\b(?:who|that|which)\b", first)
        return told and not any(wordlists.is_clause(f"it {each}", "en") for each in items[1:])
    if language[:2] in ("tr", "zh", "ja", "ar") or not verbs.reads(language):
        return False
    happens = [bool(_THERE.match(item)) or verbs.tells(item, language) for item in items]
    unknown = [item for item, told in zip(items, happens, strict=True) if not told]
    if len(items) >= _MANY and len(unknown) == 1 and len(unknown[0].split()) >= _CLAUSE:
        return False
    return happens[0] and bool(unknown)


def points_at(item: str, language: str) -> bool:
    """Whether a part names nobody but by those before, and nothing happens in it: "Uma delas"."""
    return points_back(item, language) and not _tells(item, language)


def is_fragment(text: str, language: str) -> bool:
    """Whether a part of a sentence says nothing without the rest: "a small one", "with a lamp"."""
    if points_back(text, language) or is_elliptic(text):
        return True
    if language[:2] in ("zh", "ja", "ar"):
        they = (
            r"^(?:彼|彼女)(?:ら|たち)?[はがの]"
            if language[:2] == "ja"
            else r"(?<!其)[他她它](?!人)"
        )
        return bool(re.search(rf"^(?:وهو|وهي|وهم)\b|{they}", text))
    first = text.split()[0].lower()
    if language[:2] == "en" and first in PREDICATES["en"].split():
        return True  # "has the coffee on"
    if first in wordlists.of(RELATIVES, language) and not verbs.asks(text):
        return True
    tied = wordlists.of(PREPOSITIONS, language) | wordlists.of(wordlists.LINKS, language)
    tied |= wordlists.of(RELATIVES, language) | wordlists.of(wordlists.CONJUNCTIONS, language)
    tied -= wordlists.of(wordlists.DETERMINERS, language)
    return (first in tied and not _tells(text, language)) or bool(_ONE.search(text))


def gathered(sentence: str, items: Sequence[str], language: str) -> list[str]:
    """Return the items of a sentence; all of it where one says nothing without the rest.

    Amid many items, such a one stays with what is before it.
    """
    bound = [is_fragment(item, language) for item in items]
    if not any(bound[1:]):
        return [*items]
    if len(items) < _MANY:
        return [sentence]
    whole: list[str] = []
    for item, leans in zip(items, bound, strict=True):
        whole[-1:] = [glued(sentence, whole[-1], item)] if leans and whole else [*whole[-1:], item]
    return whole


def _tells(text: str, language: str) -> bool:
    if language[:2] == "en":
        return wordlists.is_clause(text, language)
    return verbs.tells(text, language) or verbs.asks(text)
