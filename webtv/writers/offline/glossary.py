"""What the pictures of all worlds show, and which words of a language are said of what.

The same pictures have lines in each language: a word that stands in the lines of pictures with a
clock, and in few others, is of clocks.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from webtv.writers.offline.wordlists import is_verb
from webtv.writers.offline.wordsets import folded, is_dense
from webtv.writers.offline.worlds import worlds_in
from webtv.writers.small_words import content_words

_ONE = {"mice": "mouse", "geese": "goose", "wolves": "wolf", "leaves": "leaf", "feet": "foot"}
_HISS = re.compile(r"(?:(?<=ch)|(?<=sh)|(?<=x)|(?<=ss)|(?<=ato))es$")
_OWN = re.compile(r"['’]s?$")
_MADE = re.compile(r"(?<=\w{3})(?:maker|making|keeper|keeping|seller|monger)$")
"""What is said of somebody who has to do with a thing: a clockmaker, a beekeeper."""

_RUN = re.compile(r"[\u3400-\u9fff々]+|[\u30a1-\u30ff]+")
_KANA = re.compile(r"[\u30a1-\u30ff]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_PRONOUN = re.compile(r"-(?:se|me|te|nos|lhes?|l?[oa]s?|n[oa]s?|t|ils?|elles?|on|ce|je|vous|nous)$")
"""What is written to a verb; any other word behind a hyphen makes one with it: "meia-noite"."""

_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")
_STEM, _STEM_INFLECTED, _SHORT = 5, 4, 3
"""Letters that words of one stem share, those of languages with many endings, and letters of a word
at least.
"""

_INFLECTED = frozenset({"ar", "pl", "ru", "tr"})

_SURE, _RARE = 0.3, 0.5
"""How much pictures with a thing and lines with a word must be the same ones (Dice's coefficient)
for the word to mean the thing, and how much if these are but two.
"""

_NOUN = 0.15
"""Share of the pictures with a word in which it ends a phrase, if it is a noun."""

_OFTEN, _MOSTLY = 3, 0.5
"""Pictures in which a thing is seen beside another at least, and their share of all its own."""

_STATES = frozenset("asleep awake alone open full wet dry warm cold apart still together".split())
"""Words that end phrases and are no nouns."""

_PHRASE = re.compile(
    r" (?:of|in|on|at|with|from|under|beneath|beside|behind|through|near|by|to|for|inside|around"
    r"|between|into|over|across|above|below|before|against|along|among|past|towards?|without|like"
    r"|that|and|up|down|out|[a-z]+ing)\b"
)
"""What stands behind a phrase of a picture."""

_NEXT = 0.6
"""Share of the surest meaning's likeness that another has."""

_SEEN, _COMMON = 2, 60
"""Pictures at least from which anything is learnt, and lines of a small word."""


@lru_cache(maxsize=32768)  # all pictures and lines are asked about for each theme
def things(text: str) -> frozenset[str]:
    """The English words of a text that may name things, each in its singular."""
    found = (_OWN.sub("", word) for word in content_words(text))
    return frozenset(
        each for word in found if word.endswith("s") or not is_verb(word) for each in _one(word)
    )


def named_things(text: str, language: str) -> frozenset[str]:
    """The English words for the things of a text, as far as pictures have them."""
    if language[:2] == "en":
        return things(text)
    known = glossary_of(language)
    return frozenset(thing for stem in stems(text, language) for thing in known.meant(stem))


def shown_first(picture: str) -> str:
    """The phrase for what a picture shows first: "a clock" of "a clock on a wall"."""
    return _PHRASE.split(picture, maxsplit=1)[0]


@cache
def nouns() -> frozenset[str]:
    """The English words that name things in pictures."""
    number, ends = Counter[str](), Counter[str]()
    for world in worlds_in("en").by_name.values():
        for moment in world.every:
            number.update(things(moment.picture))
            for phrase in _PHRASE.split(moment.picture):
                ends.update(things(" ".join(phrase.split()[-1:])))
    return (
        frozenset(
            word
            for word, times in number.items()
            if ends[word] >= _NOUN * times and not word.endswith("ing")
        )
        - _STATES
    )


@lru_cache(maxsize=256)
def kin(known: frozenset[str]) -> frozenset[str]:
    """What is seen mostly where some things are, or spoken of: the hives of bees."""
    shown = [things(m.picture) for world in worlds_in("en").by_name.values() for m in world.every]
    told = [things(m.line) for world in worlds_in("en").by_name.values() for m in world.every]
    number, beside = Counter[str](), Counter[str]()
    for seen, said in zip(shown, told, strict=True):
        number.update(seen)
        if not known.isdisjoint(seen | said):
            beside.update(seen)
    return frozenset(
        word
        for word, times in beside.items()
        if times >= _OFTEN and times >= _MOSTLY * number[word] and word in nouns()
    )


def _one(word: str) -> Iterator[str]:
    """The singular of an English word; of a clockmaker, the clock too."""
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"
    elif _HISS.search(word):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us")) and word not in _ONE:
        word = word[:-1]
    yield _ONE.get(word, word)
    if (made := _MADE.sub("", word)) != word:
        yield made


def stems(text: str, language: str) -> frozenset[str]:
    """What stands for the words of a text in another language than English.

    The beginnings of words; of scripts without blanks pairs of signs.
    """
    code, plain = language[:2], folded(text)
    if code in ("ja", "zh"):
        return frozenset(each for run in _RUN.findall(plain) for each in _pieces(run))
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = (_PRONOUN.sub("", _ARTICLE.sub("", word)) for word in _WORD.findall(plain))
    letters = _STEM_INFLECTED if code in _INFLECTED else _STEM
    return frozenset(word[:letters] for word in words if len(word) >= _SHORT)


def _pieces(run: str) -> Iterator[str]:
    if len(run) == 1 or _KANA.match(run):
        yield run
    else:
        yield from (run[at : at + 2] for at in range(len(run) - 1))


class Glossary:
    """The words that are said of pictures in a language, and what these show."""

    def __init__(self, language: str) -> None:
        self._english = language[:2] == "en"
        self._pictures: Mapping[str, set[int]] = defaultdict(set)
        """In which pictures a thing is seen."""
        self._said: Mapping[str, set[int]] = defaultdict(set)
        """In which lines a stem stands."""
        every = [m for world in worlds_in(language).by_name.values() for m in world.every]
        self._lines = [moment.line for moment in every]
        for number, moment in enumerate(every):
            for thing in things(moment.picture):
                self._pictures[thing].add(number)
            for stem in () if self._english else stems(moment.line, language):
                self._said[stem].add(number)
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def _meant(self, word: str) -> frozenset[str]:
        """The English words for what a stem, or a word without blanks, names; of English, itself.

        A word that English has too means the same: "radio".
        """
        if self._english:
            return frozenset([word]) & nouns()
        said = self._said.get(word, set())
        if is_dense(word) and not said:
            said = {number for number, line in enumerate(self._lines) if word in line}
        known, likeness = nouns(), dict[str, float]()
        for thing, seen in self._pictures.items():
            both = len(said & seen)
            if thing not in known:
                continue
            like = 2 * both / (len(said) + len(seen))
            if both and thing[:_STEM] == word:
                return frozenset([thing])
            if both >= _SEEN and like >= (_RARE if both == _SEEN else _SURE):
                likeness[thing] = like
        surest = max(likeness.values(), default=0.0)
        return frozenset(thing for thing, like in likeness.items() if like >= _NEXT * surest)

    def is_common(self, stem: str) -> bool:
        """Whether a stem stands in lines of all kinds."""
        return len(self._said.get(stem, ())) >= _COMMON


@lru_cache(maxsize=16)  # as many languages as there are worlds of
def glossary_of(language: str) -> Glossary:
    """The glossary of a language."""
    return Glossary(language)
