"""Titles of the offline writer."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set

from webtv.writers import phrasebook

_SMALL = frozenset("a an the of with and or in on at by for to from".split())
_LONGEST = 60


def new_title(
    language: str, words: Mapping[str, str], *, rng: random.Random, taken: Set[str]
) -> str:
    """A title that is not in `taken` (casefolded), from `words` such as hero and other.

    When every pattern has been used with these words, the programme is a sequel.
    """
    code = language[:2] if language[:2] in phrasebook.TITLES else "en"
    patterns = phrasebook.TITLES[code]
    cased = {**words, **{k.capitalize(): sentence_case(v) for k, v in words.items()}}
    made = [pattern.format_map(cased) for pattern in rng.sample(patterns, len(patterns))]
    if code == "en":
        made = [title_case(title) for title in made]
    made = [title for title in made if len(title) <= _LONGEST] or [made[0][:_LONGEST].strip()]
    for title in made:
        if title.casefold() not in taken:
            return title
    number = 2
    while f"{made[0]}, {phrasebook.SEQUEL[code]} {number}".casefold() in taken:
        number += 1
    return f"{made[0]}, {phrasebook.SEQUEL[code]} {number}"


def title_case(text: str) -> str:
    """English title case: small words stay small, except the first."""
    words = text.split()
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else sentence_case(word)
        for index, word in enumerate(words)
    )


def sentence_case(text: str) -> str:
    """`text` with a capital first letter, the rest as it is."""
    return text[:1].upper() + text[1:]
