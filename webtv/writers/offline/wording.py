"""Whole sentences of a beat or a place: one, two, or with the hour."""

from __future__ import annotations

import re
from itertools import pairwise

from webtv.writers.offline import verbs, wordlists
from webtv.writers.offline.joints import first_clause
from webtv.writers.offline.stops import held

_LONG = 15
"""Words of a beat that is told in two shots, where it has a joint."""

_JOINT = re.compile(r"[,;]\s+(?:([^\W\d_]+)\s+)?(?=([^\W\d_]+['’]?))")
"""Where a sentence may be two, with the word that joins them and the first of the second."""

_PRONOUNS = frozenset("he she they it il elle ils elles er sie es él ella lui lei ele ela".split())
"""Subjects of a clause, told right behind the one in which these are named."""

_SHORTEST = 12
"""Characters of a part of a sentence that is a sentence of its own, at least."""

_LETTERS_S = 16
_DENSE_S = 6.5
"""Letters said in a second, and signs of scripts without blanks."""

_STOP = re.compile(r"(?<=\w\w)\. (?=[^\W\d_])(?=[A-Z]|[^\x00-\x7f])|。(?=\w)")
_JA_OPEN = "しべきりちみびぎけせてれめねげえ"
"""How verbs end that do not end a Japanese sentence."""

_JA_CLAUSE = re.compile(r"[をがはにでも]")
"""What is in a Japanese clause, and not in the name of a thing."""

_STEM = 4
"""Letters by which a longer word is the same in another form."""

_BRIEF = 90
"""Characters of a beat that are told whole; of a longer one, its first clause."""

_MARKS = '”“»"」』'
_QUOTED = re.compile(r"[„“«\"]")
"""What ends a saying, and what begins one, in which a stop is no end."""

_ENDS = (".", "!", "?", "。", "！", "？", "؟", "…")


def capital(text: str, language: str) -> str:
    """A text with a capital as its language writes it: "ipte" is "İpte" in Turkish."""
    dotted = text[:1] == "i" and language[:2] in ("tr", "az")
    return ("İ" if dotted else text[:1].upper()) + text[1:]


def sentence(text: str, end: str, language: str) -> str:
    """A text with a capital and a stop; "" stays empty. An open Japanese clause trails off."""
    if not text:
        return ""
    end = "…" if language[:2] == "ja" and is_open(text) else end
    ends = text.rstrip(_MARKS).endswith(_ENDS) if text.endswith(tuple(_MARKS)) else False
    return f"{capital(text, language)}{'' if ends or text.endswith(_ENDS) else end}"


def is_open(text: str) -> bool:
    """Whether a Japanese clause goes on after its end."""
    return text[-1:] in _JA_OPEN and not text.endswith("たち") and bool(_JA_CLAUSE.search(text))


def parted(text: str) -> tuple[str, str]:
    """A text of two sentences as these, the first without its stop; the second "" where it is one.

    "A T. rex naps" is one.
    """
    found = None if _QUOTED.search(text) else _STOP.search(held(text))
    return (text[: found.start()], text[found.end() :]) if found else (text, "")


def brief_of(beat: str, language: str) -> str:
    """A beat, or its first clause that says something by itself if it is long."""
    return beat if len(beat) <= _BRIEF else first_clause(beat, language, _BRIEF)


def halves(told: str, language: str) -> tuple[str, str] | None:
    """Two sentences, each with its stop, or a long one as two, where each part can stand alone.

    None where it cannot: "Grandpa tells a story, and they sail" is two, "She waits until he comes"
    is one.
    """
    first, second = parted(told)
    if second:
        return told[: len(first) + 1], second
    if words_in(told) <= _LONG:
        return None
    cuts = [found for found in _JOINT.finditer(told) if _parts(told, found, language)]
    if not cuts:
        return None
    best = min(cuts, key=lambda found: abs(found.start() - len(told) / 2))
    return _parts(told, best, language)


def joint(told: str, at: int, language: str) -> tuple[str, str] | None:
    """The sentences on both sides of the comma at a place of a text; None where one is none."""
    found = _JOINT.match(told, at)
    return _parts(told, found, language) if found else None


def _parts(told: str, found: re.Match[str], language: str) -> tuple[str, str] | None:
    """What stands on both sides of a joint, as sentences; None where one of them is none."""
    joins = wordlists.of(wordlists.CONJUNCTIONS, language)
    word, first = (found[1] or "").lower(), (found[2] or "").lower()
    if word and word not in joins:
        word, first = "", word
    begun = told[: found.start()]
    after = told[found.end() if word else found.start() :].lstrip(" ,;")
    articles = wordlists.of(wordlists.DETERMINERS, language)
    opens = first in articles or first in _PRONOUNS or not articles
    joined = bool(word) or told[found.start()] == ";"
    if not (opens and joined) or min(len(begun), len(after)) < _SHORTEST:
        return None
    if begun.split()[0].lower() in wordlists.of(wordlists.LINKS, language) - joins:
        return None
    end = told[-1] if told.endswith(_ENDS) else ""
    if not all(tells(part.rstrip("".join(_ENDS)), language) for part in (begun, after)):
        return None
    return f"{begun}{end or '.'}", capital(after, language)


def tells(text: str, language: str) -> bool:
    """Whether something happens in a text, in languages whose verbs are known."""
    if language[:2] == "en":
        return wordlists.is_clause(text, language)
    return verbs.reads(language) and verbs.tells(text, language)


def spoken_s(line: str) -> float:
    """Seconds that a line takes to be said."""
    dense = _dense_in(line)
    return round(dense / _DENSE_S + (len(line) - dense) / _LETTERS_S, 1)


def says_again(line: str, before: str) -> bool:
    """Whether a line has half of the longer words of one that was said before it, or of its pairs
    of signs in scripts without blanks.
    """

    def said(text: str) -> set[str]:
        words = re.findall(r"\w+", text.casefold())
        if _dense_in(text):
            return {first + second for word in words for first, second in pairwise(word)}
        return {word[:_STEM] for word in words if len(word) >= _STEM}

    one, other = said(line), said(before)
    return 2 * len(one & other) >= max(1, min(len(one), len(other)))


def words_in(text: str) -> float:
    """Spoken words; a script without blanks is counted by two signs a word."""
    return len(text.split()) + _dense_in(text) / 2


def _dense_in(text: str) -> int:
    """How many signs of a text are of scripts without blanks."""
    return sum("\u3040" <= char <= "\u9fff" for char in text)
