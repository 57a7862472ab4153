"""Cuts what is too long for one caption into several that are read one after the other.

A sentence is cut where each part is a sentence of its own, else as subtitles are: behind a comma,
before an "and", before what tells more of a thing. No word is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.jointwords import ties
from webtv.writers.offline.wording import joint
from webtv.writers.offline.wordsets import is_dense

_SHORTEST = 12
_SHORTEST_DENSE = 5
"""Letters of a part at least; signs of scripts without blanks."""

_MOST = 4
"""Captions of one sentence at most."""

_AT_MARK, _AT_CLAUSE, _AT_PHRASE = 0.1, 0.2, 0.3
"""How bad it is to cut at a mark, before a clause and before what says where, in shares of a text
by which the cut may be further from its middle.
"""

_OF = frozenset(
    "of de del della di da do dos das du des von van not no than like only even especially plus"
    " past".split()
)
"""Words that no cut parts from what stands before them."""

_STOP = re.compile(r"(?<=[.!?…]) |(?<=[。！？])(?=.)")
_MARK = re.compile(r"(?<=[,;:،؛]) | (?=[–—-] )|(?<=—)|(?<=[，、；：])(?=.)")
_BLANK = re.compile(r" ")


def captions(told: str, language: str, fits: Callable[[str], bool]) -> list[str]:
    """A sentence with its stop as captions that fit, in order; [] where no cut makes it fit."""
    made = _cut(told, language, fits, _MOST)
    return made if all(map(fits, made)) else []


def _cut(told: str, language: str, fits: Callable[[str], bool], most: int) -> list[str]:
    """A text in so many parts at most, which fit if there are such."""
    found = None if fits(told) or most == 1 else _two(told, language)
    if found is None:
        return [told]
    made = _cut(found[0], language, fits, most - 1)
    return [*made, *_cut(found[1], language, fits, most - len(made))]


def _two(told: str, language: str) -> tuple[str, str] | None:
    """Two parts of a text, cut at the best place for it that is not far from the middle."""
    ranked: list[tuple[float, tuple[str, str]]] = []
    for pattern in (_STOP, _MARK, _BLANK):
        for at in pattern.finditer(told):
            parts = told[: at.start()], told[at.end() :]
            cost = _cost(pattern, parts[1], language)
            if pattern is _MARK and (found := joint(told, at.start() - 1, language)):
                parts, cost = found, 0.0
            least = _SHORTEST_DENSE if is_dense(told) else _SHORTEST
            if cost is not None and min(map(len, parts)) >= least:
                ranked.append((cost + abs(at.start() / len(told) - 0.5), parts))
    return min(ranked)[1] if ranked else None


def _cost(pattern: re.Pattern[str], after: str, language: str) -> float | None:
    """How bad it is to cut before some words; None where it cannot be done."""
    if pattern is not _BLANK:
        return 0.0 if pattern is _STOP else _AT_MARK
    first = (after.split() or [""])[0].lower()
    if first in wordlists.of(wordlists.CONJUNCTIONS, language) or verbs.ties(first, language):
        return _AT_CLAUSE
    return _AT_PHRASE if first in ties(language) - _OF else None
