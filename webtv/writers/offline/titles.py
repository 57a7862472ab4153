"""Titles: the words of a programme in a pattern of its language that bends none of them."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Mapping, Sequence

from webtv.writers.offline.phrases.language import Phrases
from webtv.writers.offline.wording import capital
from webtv.writers.offline.wordlists import lowered

_TITLE = 64
"""Characters that a title should have at most; the longest that can be shown is 90."""

_LONGEST_TITLE = 80
_FORGOTTEN = 12
"""Programmes after which a pattern may come again."""

_SMALL = frozenset("a an the of with and or in on at by for to from as into over under".split())
_SLOT = re.compile(r"\{(\w+)\}")


def new_title(
    phrases: Phrases,
    words: Mapping[str, str],
    known: Mapping[str, Sequence[str]],
    heard: Sequence[str],
    rng: random.Random,
    *,
    language: str,
    spare: Sequence[str] = (),
) -> str:
    """A title that `heard` (newest first) does not hold, by the pattern used longest ago.

    `words` fill the slots of patterns; a pattern with a word that is not there is left out.
    Where all were heard, one of the `spare` is a title, which are sentences of the programme.
    `known` has all words that a slot can have, by which an earlier use of a pattern is told.
    """
    used = {_plain(title) for title in heard}
    cased = _cased(words, language)
    made: list[tuple[int, float, str]] = []
    for patterns in _groups(phrases):
        liking = rng.random()  # of a kind of titles, so that the kind with most does not win
        for pattern in patterns:
            title = _filled(pattern, cased)
            if title and 2 < len(title) <= _TITLE:
                ago = min(_FORGOTTEN, _ago(pattern, known, heard[:_FORGOTTEN]))
                made.append((-ago, -liking + rng.random() / 1000, title))
    titles = [title for _, _, title in sorted(made)]
    titles += [cased["Beat"][:_LONGEST_TITLE], *spare]
    shown = [title_case(title) if phrases.title_case else title for title in titles]
    fresh = next((title for title in shown if _plain(title) not in used), None)
    if fresh:
        return fresh
    number = 2
    while _plain(sequel := phrases.part.format(title=shown[0], number=number)) in used:
        number += 1
    return sequel


def title_case(text: str) -> str:
    """English title case: small words stay small, except the first."""
    words = text.split()
    return " ".join(
        word.lower() if index and word.lower() in _SMALL else word[:1].upper() + word[1:]
        for index, word in enumerate(words)
    )


def _groups(phrases: Phrases) -> Iterable[Sequence[str]]:
    yield ("{Line}",)
    yield phrases.noun_titles
    yield phrases.name_titles
    yield phrases.thing_titles
    yield phrases.list_titles
    yield phrases.beat_titles


def _cased(words: Mapping[str, str], language: str) -> dict[str, str]:
    """The words, in lower case where their first word is small, and capital under capital keys."""
    cased: dict[str, str] = {}
    for key, value in words.items():
        cased[key] = value if key == "name" else lowered(value, language)
        cased[key.capitalize()] = capital(value, language)
    return cased


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    if not all(words.get(slot) for slot in _SLOT.findall(pattern)):
        return ""
    return pattern.format_map(words)


def _ago(pattern: str, known: Mapping[str, Sequence[str]], heard: Sequence[str]) -> int:
    """How many programmes ago a title was made by a pattern; their number if none was."""
    parts = _SLOT.split(pattern)
    expected = "".join(
        f"(?:{'|'.join(map(re.escape, known.get(part.lower(), ())))})"
        if index % 2
        else re.escape(part)
        for index, part in enumerate(parts)
    )
    made = re.compile(rf"(?:.*\d+.*?[:：] ?)?{expected}", re.IGNORECASE | re.DOTALL)
    return next((ago for ago, title in enumerate(heard) if made.fullmatch(title)), len(heard))


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold()))
