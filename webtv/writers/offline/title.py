"""Titles of the offline writer."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set

from webtv.writers.offline import sayings
from webtv.writers.offline.phrasebook import Light, Weather

_SMALL = frozenset("a an the of with and or in on at by for to from".split())
_LONGEST = 60


def patterns_for(language: str, light: Light, weather: Weather) -> tuple[str, ...]:
    """The titles that fit the language, the hour and the weather."""
    code = language[:2]
    known = sayings.TITLES.get(code, sayings.BARE_TITLES)
    if code != "en":
        return known
    fitting: list[tuple[str, ...]] = []
    if weather.title in ("Rain", "the Last Drops"):
        fitting.append(sayings.RAINY_TITLES)
    if light.title in ("First Light", "Dawn", "Breakfast Time"):
        fitting.append(sayings.MORNING_TITLES)
    if light.sun == "none" and light.title != "First Light":
        fitting.append(sayings.NIGHT_TITLES)
    return known + tuple(title for titles in fitting for title in titles)


def new_title(
    language: str,
    patterns: tuple[str, ...],
    words: Mapping[str, str],
    *,
    rng: random.Random,
    taken: Set[str],
) -> str:
    """A title that is not in `taken` (casefolded), from `words` such as hero and other.

    When every pattern has been used with these words, the programme is a sequel.
    """
    code = language[:2]
    cased = capitalised(words)
    made = [pattern.format_map(cased) for pattern in rng.sample(patterns, len(patterns))]
    if code == "en":
        made = [title_case(title) for title in made]
    made = [title for title in made if len(title) <= _LONGEST] or [made[0][:_LONGEST].strip()]
    for title in made:
        if title.casefold() not in taken:
            return title
    number = 2
    while (sequel := _sequel(made[0], code, number)).casefold() in taken:
        number += 1
    return sequel


def numbered(title: str, language: str, episode: int) -> str:
    """A title with the number of its episode before it."""
    word = sayings.EPISODE.get(language[:2])
    return f"{word} {episode}: {title}" if word else f"{episode}. {title}"


def capitalised(words: Mapping[str, str]) -> dict[str, str]:
    """The words, and each once more under a capital key, with a capital letter."""
    return {**words, **{k.capitalize(): sentence_case(v) for k, v in words.items()}}


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


def _sequel(title: str, code: str, number: int) -> str:
    word = sayings.SEQUEL.get(code)
    return f"{title}, {word} {number}" if word else f"{title} {number}"
