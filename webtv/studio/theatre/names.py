"""Who has a name in a prompt, and what the name alone says of their looks."""

from __future__ import annotations

import re

from webtv.studio.theatre.artwork import OWN
from webtv.studio.theatre.language import stem, words
from webtv.studio.theatre.library import Library
from webtv.studio.theatre.traits import BEASTS

NAME_AT_END = re.compile(r"^(.*\b[a-z]\w*)\s+((?:[A-Z]\w*)(?:\s[A-Z0-9]\w*){0,2})$")
"""Somebody named within a sentence, and described after it: "tells Pip, a tiny grey mouse"."""

_OLD = re.compile(
    r"\b(?:old|elderly|retired|aged|seventies|eighties|nineties|white-haired|grey-haired)\b",
    re.IGNORECASE,
)
_TELLING = frozenset({"supervillain", "mage", "cook", "farmer", "superhero", "man-mechanic"})
_AGED = {"woman": "old-woman", "girl": "old-woman", "man": "old-man", "boy": "old-man"}
_ADDRESSED = re.compile(
    r"\b(?:Mrs|Miss|Ms|Lady|Señora|Madame|Frau|Signora|Mr|Señor|Herr|Monsieur)\b"
)


_TITLES = frozenset(
    "mrs miss ms mr mister lady lord sir señora señor señorita doña don madame monsieur "
    "mademoiselle frau herr fräulein signora signor signore signorina donna maestro dona seu "
    "pan pani pana panią госпожа господин тётя дядя тетя mevrouw meneer bay bayan fru fröken "
    "herra rouva domnul doamna".split()
)
"""Words behind which, with a capital, stands the name of somebody."""


def is_called(before: str, word: str) -> bool:
    """Whether a word is the name behind a title: "la signora Pina" is no pine."""
    return word[:1].isupper() and before.casefold() in _TITLES


def cast(icon: str, name: str, look: str, library: Library) -> str:
    """The picture of somebody with a name: years and titles count, and so does a telling name."""
    addressed = _ADDRESSED.search(name)
    if addressed and icon not in BEASTS:
        icon = "man" if addressed[0] in ("Mr", "Señor", "Herr", "Monsieur") else "woman"
    if _OLD.search(look):
        icon = _AGED.get(icon, icon)
    for word in words(name):
        for grade, key in library.keys(stem(word, "en"), "en"):
            if icon in ("man", "woman", "person") and grade == OWN and key in _TELLING:
                return key
    return icon


def is_name(text: str, languages: tuple[str, ...]) -> bool:
    """Whether a segment is nothing but somebody's name."""
    found = text.split()
    return (
        0 < len(found) <= 4
        and languages[0] != "de"
        and all(
            word[0].isupper() or word[0].isdigit() or word in ("the", "von", "de") for word in found
        )
    )
