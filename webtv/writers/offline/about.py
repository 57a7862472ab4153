"""What a theme is about: the things that it names, by how much it says of each.

A thing that leads its sentences, comes again or stands in the title is what the channel is about; a
person, a room or a place is where and with whom that is seen.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

from webtv.writers.offline import wordlists
from webtv.writers.offline.evidence import behind, plain
from webtv.writers.offline.glossary import glossary_of, nouns, stems, things
from webtv.writers.offline.wordlists import is_verb
from webtv.writers.offline.wordsets import is_dense
from webtv.writers.offline.worlds import is_anybody, worlds_in, worlds_tagged
from webtv.writers.small_words import STOPS

_FIRST, _TITLE, _BEHIND, _BEFORE = 1.5, 1.0, 0.5, 0.7
"""What words weigh more in the first sentence, in the title, and less behind a preposition or, in
English, before another noun: "clay pipes".
"""

_GROUND, _GROUND_AHEAD, _ANYBODY, _ANY_THING = 0.25, 0.6, 0.2, 0.3
"""What a word of a setting weighs, one that leads the theme, a person, a thing of any place."""

_STRONG, _CHIEF = 0.5, 0.75
"""Share of the weightiest thing's weight that others have which a theme is about, and of that of
the weightiest known one that others have of which it says as much.
"""

_ENTRY, _DENSE_ENTRY = 3, 6
"""Words, and signs without blanks, of an entry of a list at most."""

_SHORT = 2
"""Signs of a word of a script without blanks that is no name of one kind of a thing."""

_OPENING = 2
"""Texts with which a theme opens: its title and its first sentence."""

_MANY = 6
"""Sentences of a theme that is a row of scenes, each of which is about something."""

_ANYWHERE = frozenset(
    "tower building bridge station "
    "ball team field table window door box bag chair wall roof floor room house lamp cup bowl "
    "water stone top head hand street light night bed hat coat basket shelf corner bench line "
    "hour day morning evening side piece name life world town place way time year week winter "
    "summer spring autumn sun sky wind back end half row people old new small little big long "
    "short black white red blue green yellow brown grey golden empty full quiet slow high low far "
    "deep near first last next".split()
)
"""English words for what is seen anywhere, which say nothing of a picture by themselves."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAD = re.compile(
    r"^\W*(?:[^\W\d_][\w'’-]*,? ){1,6}?(?:about|sobre|über|vom|su|o|про|о|об|عن)\s", re.IGNORECASE
)
"""What a channel is before it says what it is about: "A slow documentary about bees"."""


@dataclass(frozen=True)
class About:
    """What a theme is about."""

    things: frozenset[str]
    """English words for its things."""

    chief: frozenset[str]
    """Those of which it says most."""

    worlds: frozenset[str]
    """The worlds that its weighty words name."""

    subjects: frozenset[str]
    """Those that the weightiest of them name."""

    opening: frozenset[str]
    """The worlds that its title and its opening name, and their words, in English, too."""

    words: frozenset[str]
    """All its words, in English, too."""

    led: frozenset[str]
    """What it opens with, and what several of its sentences speak of, worlds and words."""

    scenes: bool
    """Whether it is a row of scenes, each of which is about something."""


def names_any(things_meant: Set[str], text: str) -> bool:
    """Whether an English text names one of some things."""
    return not things_meant.isdisjoint(things(text))


class _Words:
    """The words of a theme, by what stands for them: stems, signs, English singulars."""

    def __init__(self, title: str, sentences: Sequence[str], language: str, names: Set[str]):
        self._worlds = worlds_in(language)
        self._glossary = glossary_of(language)
        self.weight: dict[str, float] = defaultdict(float)
        self.named: dict[str, frozenset[str]] = {}
        """The worlds of which a word is a chief one."""
        self.known: dict[str, frozenset[str]] = {}
        """All worlds of a word."""
        self.opening: set[str] = set()
        self.again: set[str] = set()
        """Words of several sentences, and their worlds."""
        self.ahead: set[str] = set()
        """Words that stand in front of any preposition somewhere."""
        called = names | _capitals(sentences, language)
        for number, text in enumerate([title.casefold(), *sentences]):
            factor = (_TITLE, _FIRST)[number] if number < _OPENING else 1.0
            opens = number < _OPENING or _is_entry(text)
            read = plain(_LEAD.sub("", text) if number == 1 else text, language)
            for word, keys, share in _weighed(read, language):
                if word not in called:
                    self._add(word, keys, share * factor, opens=opens)
                    self.ahead |= keys if share > _BEHIND else frozenset()
        self.meant = {key: self._meant(key) for key in self.weight}
        for key in [*self.weight]:
            if not self.meant[key] and self._glossary.is_common(key):
                del self.weight[key]

    def _add(self, word: str, keys: frozenset[str], share: float, *, opens: bool) -> None:
        of = self._worlds.named(word)
        sure = [n for each in self._worlds.matched(word) if not each.faint for n in each.names]
        for key in keys:
            if key in self.weight:
                self.again |= of | keys | self._glossary.meant(key)
            self.weight[key] += share * _worth(word, keys, of, ahead=share >= _TITLE)
            self.named[key] = self.named.get(key, frozenset()) | of
            self.known[key] = self.known.get(key, frozenset()).union(sure)
            if opens:
                self.opening |= of | keys | self._glossary.meant(key)

    def _meant(self, key: str) -> frozenset[str]:
        """The English words for a thing; of a compound of signs, those of the last: a boat."""
        meant = self._glossary.meant(key)
        if not meant and self.known[key] and is_dense(key) and len(key) > _SHORT:
            meant = self._glossary.meant(key[-1])
        return meant - _ANYWHERE

    def worlds(self, key: str) -> frozenset[str]:
        """The worlds that a word names; none where it only says where something is."""
        return self.named[key] if key in self.ahead else frozenset()

    def heaviest(self, *, known: bool) -> float:
        """The weight of the weightiest word, if known of those that a world or a picture has."""
        every = self.weight.items()
        return max((w for k, w in every if not known or self.meant[k] or self.known[k]), default=0)


@lru_cache(maxsize=64)
def about(title: str, sentences: tuple[str, ...], language: str, names: frozenset[str]) -> About:
    """What a theme of some sentences is about; `names` are those of its cast."""
    said = _Words(title, sentences, language, names)
    scenes = len(sentences) >= _MANY
    most = said.heaviest(known=False)
    least = min(_STRONG * most, 1.0 if scenes else most)
    strong = [key for key, each in said.weight.items() if each >= least]
    chief = [key for key in strong if said.weight[key] >= _CHIEF * said.heaviest(known=True)]
    number = Counter(name for key in said.weight for name in said.known[key])
    # One word that is none of a world's chief ones names it, if others are of it, too.
    lone = [{*said.known[key]} for key in chief if key in said.ahead and len(said.known[key]) == 1]
    lone = [each for each in lone if all(number[name] > 1 for name in each)]
    return About(
        frozenset(thing for key in strong for thing in said.meant[key]),
        frozenset(thing for key in chief for thing in said.meant[key]),
        frozenset(name for key in strong for name in said.worlds(key)).union(*lone),
        frozenset(name for key in chief for name in said.worlds(key)).union(*lone),
        frozenset(said.opening),
        frozenset(said.weight).union(*said.meant.values()),
        frozenset(said.opening | said.again),
        scenes,
    )


def _is_entry(text: str) -> bool:
    """Whether a text is an entry of a list, each of which says what a theme is about."""
    return len(text) <= _DENSE_ENTRY if is_dense(text) else len(text.split()) <= _ENTRY


def _capitals(sentences: Sequence[str], language: str) -> frozenset[str]:
    """The names in sentences, by their capitals."""
    if language[:2] == "de":
        return frozenset()
    later = (word for text in sentences for word in _WORD.findall(text)[1:])
    return frozenset(w.casefold() for w in later if w[:1].isupper() and not w.isupper())


def _worth(word: str, keys: Collection[str], worlds: frozenset[str], *, ahead: bool) -> float:
    """How much a word says of what a theme is about, beside others at the same place."""
    if is_anybody(word) or is_anybody(word.removesuffix("s")):
        return _ANYBODY
    if worlds and worlds <= worlds_tagged("ground"):
        return _GROUND_AHEAD if ahead else _GROUND
    return _ANY_THING if not _ANYWHERE.isdisjoint(keys) else 1.0


def _weighed(text: str, language: str) -> Iterator[tuple[str, frozenset[str], float]]:
    """The words of a text, what stands for them, and what they weigh by their place."""
    code = language[:2]
    later = behind(text, code)
    if code in ("ja", "zh"):
        known = [each.word for each in worlds_in(language).matched(text) if each.names]
        for word in dict.fromkeys([*known, *stems(text, language)]):
            side = any(word in each for each in later)
            yield word, frozenset([word]), _BEHIND if side else 1.0
        return
    words = [word.casefold() for word in (_WORD if code == "en" else _PART).findall(text)]
    opens = wordlists.of(wordlists.DETERMINERS, "en")
    links = wordlists.of(wordlists.LINKS, "en")
    told: set[str] = set()
    for opened, word, follows in zip(["", *words], words, [*words[1:], ""], strict=False):
        if word in told:
            continue
        told.add(word)
        keys = things(word) if code == "en" else stems(word, language)
        if code == "en" and is_verb(word):  # "the lift", "household repair", not "they lift"
            ends = follows == "" or follows in links
            named = opened in opens or (ends and opened and not opened.endswith("s"))
            keys = frozenset([word] if named and not is_verb(opened) and word not in STOPS else [])
        before = code == "en" and not is_verb(follows) and not things(follows).isdisjoint(nouns())
        yield word, keys, (_BEHIND if word in later else 1.0) * (_BEFORE if before else 1.0)
