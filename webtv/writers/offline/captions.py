"""Cuts what is too long for one caption into several.

A sentence is cut where each part can stand alone, else where one takes a breath, as subtitles are:
"She picks up a bride…", "…and a doctor who falls asleep." Of one that cannot be cut so, only its
beginning is read, up to what tells more of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

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

_BREATH = re.compile(r"(?<=[,;:،؛]) |(?<=[，、；])(?=.)")
_GOES_ON = "…"
_CONJUNCTION = 0.1
"""How much further from the middle a comma may be than an "and" to be the better place."""

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
    made = _cut(told, language, fits, _MOST, _two)
    if all(map(fits, made)):
        return made
    made = _cut(told, language, fits, _MOST, _breaths)
    return _strung(made) if all(map(fits, made)) else []


def plain(caption: str) -> str:
    """A caption without what says that a sentence goes on."""
    return caption.strip(f"{_GOES_ON} ")


def _strung(parts: Sequence[str]) -> list[str]:
    """Parts of one sentence, each with what says that it goes on."""
    made = [part.strip().rstrip(",;:،؛，、；") for part in parts]
    opens = "" if is_dense("".join(parts)) else _GOES_ON
    first = [f"{part}{_GOES_ON}" for part in made[:-1]]
    return [part if at == 0 else f"{opens}{part}" for at, part in enumerate([*first, made[-1]])]


def _cut(
    told: str,
    language: str,
    fits: Callable[[str], bool],
    most: int,
    two: Callable[[str, str], tuple[str, str] | None],
) -> list[str]:
    """A text in so many parts at most, which fit if there are such."""
    found = None if fits(told) or most == 1 else two(told, language)
    if found is None:
        return [told]
    made = _cut(found[0], language, fits, most - 1, two)
    return [*made, *_cut(found[1], language, fits, most - len(made), two)]


def _breaths(told: str, language: str) -> tuple[str, str] | None:
    """Two parts of a text, cut behind a comma or before an "and", near its middle."""
    least = _SHORTEST_DENSE if is_dense(told) else _SHORTEST
    ranked: list[tuple[float, tuple[str, str]]] = []
    joins = "|".join(map(re.escape, wordlists.of(wordlists.CONJUNCTIONS, language)))
    places = [(found, 0.0) for found in _BREATH.finditer(told)]
    if joins:
        before = re.finditer(rf" (?=(?:{joins}) )", told, re.IGNORECASE)
        places += [(found, _CONJUNCTION) for found in before]
    for at, worse in places:
        parts = told[: at.start()], told[at.end() :]
        if min(map(len, parts)) >= least:
            ranked.append((abs(at.start() / len(told) - 0.5) + worse, parts))
    return min(ranked)[1] if ranked else None


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
