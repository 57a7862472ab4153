"""Cuts what is too long for one caption into several, each a sentence of its own.

A sentence is cut where each part can stand alone; of one that cannot be cut so, only its beginning
is read, up to what tells more of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.wording import joint, tells
from webtv.writers.offline.wordsets import is_dense

_SHORTEST = 12
_SHORTEST_DENSE = 5
"""Letters of a part at least; signs of scripts without blanks."""

_MOST = 4
"""Captions of one sentence at most."""

_STOP = re.compile(r"(?<=[.!?…]) |(?<=[。！？])(?=.)")
_MARK = re.compile(r"(?<=[,;:،؛]) | (?=[–—-] )|(?<=—)|(?<=[，；])(?=.)")
_CLAUSES = re.compile(r"(?<=[，；])(?=.)")
"""Where Chinese, of which each clause may be a sentence, is cut."""

_BLANK = re.compile(r" ")
_RELATIVES = frozenset("which that who whose where while because although until".split())
"""English words before what tells more of a clause."""


def beginning(told: str, language: str, fits: Callable[[str], bool]) -> str:
    """The longest beginning of a sentence that says something alone and fits, without its stop.

    "Two swans sleep behind the brewery which has sold no beer" -> "Two swans sleep behind the
    brewery"; "" where there is none.
    """
    links = wordlists.of(wordlists.LINKS, language) - wordlists.of(wordlists.DETERMINERS, language)
    first = (told.split() or [""])[0].lower()
    if first in links or verbs.ties(first, language):
        return ""  # what follows it is what is told
    for at in sorted({found.start() for found in _BLANK.finditer(told)}, reverse=True):
        begun, after = told[:at].rstrip(" ,;:،؛–—-"), told[at + 1 :]
        cut = told[at - 1] in ",;:،؛" or verbs.ties(after.split()[0].lower(), language)
        relates = language[:2] == "en" and after.split()[0].lower() in _RELATIVES
        if (cut or relates) and len(begun) >= _SHORTEST and fits(begun) and tells(begun, language):
            return begun
    return ""


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
    """Two parts of a text that are sentences, cut as near its middle as may be."""
    ranked: list[tuple[float, tuple[str, str]]] = []
    dense = is_dense(told)
    cuts = (_STOP, _CLAUSES) if dense and language[:2] == "zh" else (_STOP, _MARK)
    for pattern in cuts:
        for at in pattern.finditer(told):
            parts: tuple[str, str] | None = told[: at.start()], told[at.end() :]
            if pattern is _CLAUSES:
                parts = f"{told[: at.start() - 1]}。", told[at.end() :]
            if pattern is _MARK:
                parts = joint(told, at.start() - 1, language)
            least = _SHORTEST_DENSE if dense else _SHORTEST
            if parts and min(map(len, parts)) >= least:
                ranked.append((abs(at.start() / len(told) - 0.5), parts))
    return min(ranked)[1] if ranked else None
