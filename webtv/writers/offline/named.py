"""Somebody whom a theme names beside what they are: "la gata Morcilla", "his apprentice Lenka".

Only in languages whose names have capitals and no endings: elsewhere a name is not what stands in
the theme.
"""

from __future__ import annotations

import re

from webtv.writers.offline.people import has_creatures, has_people, names_animals
from webtv.writers.offline.wordsets import folded

_LANGUAGES = ("ca", "da", "de", "en", "es", "fr", "it", "nb", "nl", "no", "pt", "ro", "sv")

_BESIDE = re.compile(r"(?:([^\W\d_]+) )?([^\W\d_]{3,}) ([A-ZÀ-ÖØ-Þ][^\W\d_A-Z]{2,})(?![^\W\d_])")
"""A word before, what somebody is, and a name."""

_BOTH = re.compile(
    r"\b(?i:dos|two|zwei|deux|due|dois|duas|två|twee|to|dues) ([^\W\d_]{4,}), "
    r"([A-ZÀ-ÖØ-Þ][^\W\d_]{2,}) (?:y|and|und|et|e|och|en|og|i) [A-ZÀ-ÖØ-Þ]"
)
"""The first of two who are named together: "dos locutores, Inés y Bruno"."""

_ARTICLES = frozenset(
    "the a an my our his her their its la el un una mi su le une mon ma sa son der die das den dem "
    "ein eine mein meine sein seine ihr ihre il lo una mio mia suo sua o uma meu minha seu de het "
    "een mijn zijn haar en ett min hans hennes et hendes".split()
)
_TITLES = frozenset(
    "oma opa tante onkel don doña dona seu nonna nonno abuela abuelo tía tío captain aunt uncle "
    "old grandma grandpa madame monsieur herr frau signora signor señora mamie papi zia zio "
    "farmor mormor farfar morfar bestemor bedstemor mevrouw meneer".split()
)
"""What is part of a name."""


def named_in(theme: str, language: str) -> tuple[str, str]:
    """A name with which a sentence may begin, and how prompts say who that is; "" for nobody."""
    code = language[:2]
    if code not in _LANGUAGES:
        return "", ""
    told = " ".join(theme.split())
    for found in _BESIDE.finditer(told):
        before, role, name = found[1] or "", found[2], found[3]
        if folded(role) in _TITLES:
            return f"{role[:1].upper()}{role[1:]} {name}", f"{role} {name}"
        lives = has_people(role) or has_creatures(role) or names_animals(role, code)
        if lives and folded(before) in _ARTICLES and not has_people(name):
            return name, f"{name}, {role}"
    if both := _BOTH.search(told):
        return both[2], f"{both[2]}, {both[1]}"
    return "", ""
