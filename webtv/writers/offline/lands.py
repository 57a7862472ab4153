"""What is foreign where a theme plays: no sauna in a bathhouse of Tokyo, no snow on Bali.

`phrases/lands.txt` has the lands and kinds of houses, the words that name them, and what is not
there. What a theme names itself is never foreign to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from webtv.config.channel import Channel
from webtv.writers.offline.glossary import named_things, things
from webtv.writers.offline.stops import SENTENCE
from webtv.writers.offline.terms import pattern_of
from webtv.writers.offline.wordsets import folded, is_dense

_BLOCK = re.compile(r"@ (\w+)(?: \(([^)]*)\))?\n(.+)\n! (.+)")


@dataclass(frozen=True, slots=True)
class _Land:
    languages: frozenset[str]
    """Those by which it is meant where no land is named."""

    named: re.Pattern[str]
    strange: re.Pattern[str]


class Lands:
    """What is foreign to one channel."""

    def __init__(self, channel: Channel) -> None:
        opening = SENTENCE.split(channel.theme.strip(), maxsplit=1)[0]
        said = [channel.title, opening, channel.description, channel.theme_en[:200]]
        text = folded(" . ".join([*said, *channel.places]))
        known = [land for land in _lands() if land.named.search(text)]
        if not any(land.languages for land in known):
            known += [land for land in _lands() if channel.language[:2] in land.languages]
        self._strange = [land.strange for land in known]
        theme = f"{channel.title} {channel.theme} {channel.theme_en}"
        self._own = named_things(theme, channel.language) | things(channel.theme_en)

    def are_foreign(self, picture: str) -> bool:
        """Whether an English picture shows something that is not there."""
        found = (each for strange in self._strange for each in strange.findall(picture.casefold()))
        return any(self._own.isdisjoint(things(word)) for word in found)


@cache
def _lands() -> tuple[_Land, ...]:
    text = files("webtv.writers.offline.phrases").joinpath("lands.txt").read_text("utf-8")
    return tuple(
        _Land(frozenset((codes or "").split()), _pattern(words), _pattern(strange))
        for _, codes, words, strange in _BLOCK.findall(text)
    )


def _pattern(words: str) -> re.Pattern[str]:
    """A pattern for words, those of scripts without blanks anywhere."""
    known = [folded(word) for word in words.split()]
    whole = [word for word in known if not is_dense(word)]
    return pattern_of(whole, [word for word in known if is_dense(word)])
