"""Novelty: how far pictures and words are from those that a channel showed lately."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from webtv.media.fingerprint import distance

_REPEATED_BITS, _OTHER_BITS = 6.0, 18.0
"""Of 64: clips that differ by fewer bits are repeats; of unrelated ones the nearest differ by so
many."""

_LETTERS = 4
"""Words are compared by runs of so many characters, which serves every script."""

_SAME, _OTHER = 0.7, 0.25
"""Shares of runs in common: of texts that say the same, and of texts on one theme."""


def new_pictures(prints: Sequence[int], recent: Iterable[int]) -> float | None:
    """How new clips are, as a mean: 0 if all repeat one of `recent`, 1 if none is like any.

    All are fingerprints (see `webtv.media.fingerprint`). None where there is nothing to compare.
    """
    known = list(recent)
    if not prints or not known:
        return None
    nearest = (min(distance(each, other) for other in known) for each in prints)
    shares = [_share(bits, _REPEATED_BITS, _OTHER_BITS) for bits in nearest]
    return sum(shares) / len(shares)


def new_words(text: str, recent: Iterable[str]) -> float | None:
    """How new a text is: 0 if one of `recent` says the same, 1 if none is like it."""
    told, known = _runs(text), [runs for each in recent if (runs := _runs(each))]
    if not told or not known:
        return None
    alike = max(len(told & other) / len(told | other) for other in known)
    return _share(alike, _SAME, _OTHER)


def _runs(text: str) -> frozenset[str]:
    letters = " ".join(text.casefold().split())
    return frozenset(letters[i : i + _LETTERS] for i in range(len(letters) - _LETTERS + 1))


def _share(value: float, nothing: float, all_of_it: float) -> float:
    return min(1.0, max(0.0, (value - nothing) / (all_of_it - nothing)))
