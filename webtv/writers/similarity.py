"""How much a programme repeats one that was made lately."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import fsum, log

from webtv.config.channel import Channel
from webtv.writers.small_words import content_words
from webtv.writers.writer import Recent

SAME_STORY = 0.55
"""From here on two programmes tell the same. Retellings score 0.63 and more; other stories of the
same cast, places and style at most 0.2, or 0.5 where the channel does not declare cast and style:
`tests/writers/test_similarity.py` has both."""

SAME_TITLE = 0.86
"""From here on two titles are one: "The Lamp Keeper" and "The Lamp Keepers"."""

_ROOT = 5
"""Letters of a word that are compared, so that "whales" speaks of a "whale"."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The recent programme that is most alike, and how much: 0 to 1."""

    recent: Recent
    score: float


class Past:
    """A channel's recent programmes, ready to be compared with.

    Words that all programmes share say little, those of one programme much, so they are weighed by
    how rare they are (smoothed inverse document frequency). What the channel says in every prompt,
    its style and the looks of its cast, does not count at all.
    """

    def __init__(self, recent: Sequence[Recent], channel: Channel) -> None:
        self._recent = recent
        looks = " ".join(f"{m.name} {m.look} {m.clothes}" for m in channel.cast)
        self._common = roots(f"{channel.style} {looks}")
        self._words = [self._own(known) for known in recent]
        spread = Counter(root for words in self._words for root in words)
        self._weights = {root: _rarity(number, len(recent)) for root, number in spread.items()}
        self._rare = _rarity(0, len(recent))
        self._sums = [self._weight(words) for words in self._words]

    def likest(self, new: Recent) -> Likeness | None:
        """The programme that tells most of what `new` tells; None if there is no past."""
        own = self._own(new)
        own_sum = self._weight(own)
        # Dice: the weight of the words in both, as a share of the mean weight of each.
        scored = [
            Likeness(known, 2 * self._weight(own & words) / ((own_sum + each_sum) or 1.0))
            for known, words, each_sum in zip(self._recent, self._words, self._sums, strict=True)
        ]
        return max(scored, key=lambda each: each.score, default=None)

    def repeated(self, new: Recent) -> Recent | None:
        """The programme that `new` repeats, by its title or by what it tells; else None."""
        for known in self._recent:
            if same_title(known.title, new.title):
                return known
        likest = self.likest(new)
        return likest.recent if likest and likest.score >= SAME_STORY else None

    def _own(self, told: Recent) -> frozenset[str]:
        return roots(" ".join([told.title, told.logline, *told.prompts])) - self._common

    def _weight(self, words: frozenset[str]) -> float:
        # Exact, and so the same in every process, whatever the order of a set there is.
        return fsum(self._weights.get(root, self._rare) for root in words)


def same_title(one: str, other: str) -> bool:
    """Whether viewers would take two titles for one."""
    a, b = _bare(one), _bare(other)
    if re.findall(r"\d+", a) != re.findall(r"\d+", b):
        return False  # numbered episodes and parts
    return a == b or SequenceMatcher(None, a, b).ratio() >= SAME_TITLE


def roots(text: str) -> frozenset[str]:
    """The beginnings of the words that say what a text is about."""
    return frozenset(word[:_ROOT] for word in content_words(text))


def _bare(title: str) -> str:
    words = re.findall(r"\w+", title.casefold())
    return " ".join(word for word in words if word not in ("a", "an", "the"))


def _rarity(number: int, programmes: int) -> float:
    """What a word weighs that so many of the programmes have."""
    return 1.0 + log((programmes + 1) / (number + 1))
