"""The worlds that a theme is about beyond doubt.

Of these alone, a programme tells more than its theme says. A word in a side role is not enough:
the flight hole of a hive is of no airport.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from webtv.writers.offline.evidence import THERE, Hit, family

_OWN = 0.45
"""What a word says at least of one of its worlds, each having its share."""

_FRONT = 0.7
"""What a word weighs that stands in front of any preposition."""

_BEGUN = 2
"""Sentences in which a theme has begun."""

_SEVERAL = 2
"""Words that say more than one does, and sentences."""

_RIVAL = 0.5
"""Share of the surest world's words that another one has."""

_OFTEN, _MOST = 0.2, 0.5
"""Share of sentences that are about a world that comes again or is named, and of those that speak
of one which nothing names.
"""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence of a theme."""

    hits: tuple[Hit, ...]
    subject: str
    """Its subject, among other words perhaps, without capitals."""


def mainstays(
    spoken: Sequence[Spoken],
    title: Sequence[Hit],
    names: Collection[str],
    near: Callable[[Sequence[str]], Collection[str]],
) -> tuple[str, ...]:
    """The worlds out of `names` that a theme is about, the surest first.

    They are named by what its opening is about, by its title, by several words in several
    sentences one of which names them, or by the subject of some of these. Beside the surest one,
    others count that are `near` it. A word speaks for the surest of its worlds alone.
    """
    found: list[_Evidence] = []
    explained: set[str] = set()
    titled = {name for hit in title if hit.weight >= _FRONT for name in hit.chief}
    rest = [_Evidence(name, spoken) for name in names]
    most = max((each.score() for each in rest), default=0.0)
    about = _opening(spoken, rest)
    while rest:
        best = max(rest, key=lambda each: (each.name in titled, *each.worth(about, explained)))
        rest.remove(best)
        rival = best.is_wide(explained) and best.score(explained) >= _RIVAL * most
        beside = not found or best.name in near([each.name for each in found])
        if (
            best.leads(about, explained)
            or (best.leads(about) and len(best.families(_OWN, explained)) >= _SEVERAL)
            or (best.name in titled and best.spread())
            or (beside and rival and best.is_shared(titled))
            or (beside and best.comes_again(explained))
            or (beside and found and best.fills_one(explained))
        ):
            found.append(best)
            explained |= best.families(_OWN).keys()
    return tuple(each.name for each in found)


class _Evidence:
    """What the sentences of a theme say of one world, without words that others explain."""

    def __init__(self, name: str, spoken: Sequence[Spoken]) -> None:
        self.name = name
        self._said = [[hit for hit in each.hits if name in hit.names] for each in spoken]
        """Its words in each sentence."""
        self._about = [[hit for hit in _about(each) if name in hit.names] for each in spoken]
        """Those of the sentence's subject."""

    def worth(self, about: Sequence[Hit], explained: Collection[str]) -> tuple[bool, float]:
        """What the world is worth beside others, one that leads the theme before all."""
        return self.leads(about, explained), self.score(explained) * (1 + self.spread(explained))

    def leads(self, about: Sequence[Hit], explained: Collection[str] = ()) -> bool:
        """Whether the theme opens with it: with a word that names it, or with several of it."""
        own = self._own(about, explained)
        chief = any(self.name in hit.chief and self.is_meant(hit) for hit in own)
        return chief or len({family(hit.word) for hit in own}) >= _SEVERAL

    def is_meant(self, hit: Hit) -> bool:
        """Whether a word is of no other world, or this one has more words."""
        return hit.names == (self.name,) or (
            self.name in hit.names and len(self.families(_OWN)) >= _SEVERAL
        )

    def families(self, least: float, explained: Collection[str] = ()) -> dict[str, float]:
        """The families of words that say so much of it at least, with how much."""
        best: dict[str, float] = {}
        for hit in itertools.chain.from_iterable(self._said):
            word, share = family(hit.word), hit.weight / len(hit.names)
            if word not in explained and share >= least:
                best[word] = max(best.get(word, 0.0), share)
        return best

    def score(self, explained: Collection[str] = ()) -> float:
        """How many words speak of it, one of two worlds half."""
        return sum(self.families(0.0, explained).values())

    def spread(self, explained: Collection[str] = ()) -> float:
        """The share of sentences that speak of it."""
        return sum(map(bool, self._in_each(explained))) / len(self._said)

    def is_shared(self, titled: Collection[str]) -> bool:
        """Whether sentences enough speak of it: most, or some where they or the title name it."""
        said = itertools.chain.from_iterable(self._said)
        named = self.name in titled or any(self.name in hit.chief for hit in said)
        return self.spread() >= (_OFTEN if named else _MOST)

    def is_wide(self, explained: Collection[str]) -> bool:
        """Whether several words in several sentences speak of it."""
        several = len(self.families(_OWN, explained)) >= _SEVERAL
        return several and sum(map(bool, self._in_each(explained))) >= _SEVERAL

    def comes_again(self, explained: Collection[str]) -> bool:
        """Whether sentence after sentence is about it, one of them by a word that names it."""
        own = [self._own(hits, explained) for hits in self._about]
        number = sum(map(bool, own))
        named = any(self.name in hit.chief for hits in own for hit in hits)
        return named and number >= max(_SEVERAL, _OFTEN * len(self._said))

    def fills_one(self, explained: Collection[str]) -> bool:
        """Whether a sentence is about it and has more words of it: "a baker carries bread"."""
        return any(
            len({family(hit.word) for hit in own}) >= _SEVERAL
            and any(self.name in hit.chief for hit in self._own(about, explained))
            for about, own in zip(self._about, self._in_each(explained), strict=True)
        )

    def _in_each(self, explained: Collection[str]) -> list[list[Hit]]:
        return [self._own(hits, explained) for hits in self._said]

    def _own(self, hits: Iterable[Hit], explained: Collection[str]) -> list[Hit]:
        return [
            hit
            for hit in hits
            if self.name in hit.names
            if hit.weight / len(hit.names) >= _OWN and family(hit.word) not in explained
        ]


def _opening(spoken: Sequence[Spoken], known: Sequence[_Evidence]) -> Sequence[Hit]:
    """The words by which one of the first sentences says what a theme is about.

    Where the subject of the very first may be of several worlds and of none for sure, it is where
    that plays.
    """
    for each in spoken[:_BEGUN]:
        if about := [hit for hit in _about(each) if any(one.is_meant(hit) for one in known)]:
            return about
        if each == spoken[0] and each.hits:
            return each.hits
    return ()


def _about(spoken: Spoken) -> Iterator[Hit]:
    """The words of a sentence's subject."""
    return (hit for hit in spoken.hits if hit.weight >= _FRONT and hit.word in spoken.subject)


def is_told(name: str, said: Sequence[Hit], named: Sequence[Hit], *, wide: bool) -> bool:
    """Whether tales of a world may be told: two words of the theme are of it, or the title or a
    place (`named`) is.

    A single word is enough where it is of no other world, and that is not `wide`: a festival may be
    anything, table tennis may not.
    """
    if any(hit.weight >= _FRONT and name in hit.chief for hit in named):
        return True
    own = [hit for hit in (*said, *named) if name in hit.names]
    sure = [hit for hit in own if hit.weight / len(hit.names) >= _OWN]
    if len({family(hit.word) for hit in sure}) >= _SEVERAL:
        return True
    alone = any(hit.names == (name,) and name in hit.chief for hit in sure)
    return alone and not wide


def named_in(title: Sequence[Hit], said: Sequence[Hit]) -> frozenset[str]:
    """The worlds that a title names and its theme speaks of."""
    return frozenset(
        name
        for of_title in title
        for hit in said
        for name in of_title.names
        if name in hit.names and hit.weight >= THERE
        if hit.word == of_title.word or (name in of_title.chief and name in hit.chief)
    )


def share_of(name: str, of_beats: Sequence[Sequence[Hit]], explained: Sequence[str]) -> float:
    """The share of beats that speak of a world with a word that no other explains."""
    said = sum(
        any(name in h.names and h.weight >= THERE and h.word not in explained for h in found)
        for found in of_beats
    )
    return said / len(of_beats)
