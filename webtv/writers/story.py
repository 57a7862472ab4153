"""The story so far of a series and what it has left open, never longer than a sidecar holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from webtv.model.programme import Thread

LONGEST = 1200
"""Characters of a story so far."""

_EPISODE = re.compile(r"^Episode (\d+)\.\s*")


def episode_of(story: str) -> int:
    """The number of the episode that comes after this story; 1 at the beginning."""
    found = _EPISODE.match(story)
    return int(found[1]) + 1 if found else 1 if not story else 2


def without_number(story: str) -> str:
    """What a story so far tells."""
    return _EPISODE.sub("", story)


def continued(number: int, told: str) -> str:
    """The story so far after episode `number`. If it is too long, its beginning is forgotten."""
    head = f"Episode {number}. "
    told = " ".join(without_number(told).split())
    while len(head) + len(told) > LONGEST:
        sentences = re.split(r"(?<=[.!?])\s", told, maxsplit=1)
        told = sentences[1] if len(sentences) == 2 else told[-(LONGEST - len(head)) :].lstrip()
    return head + told


MOST_THREADS = 12
"""Things that a series keeps open at once; more, and the oldest is forgotten."""


def numbered(threads: Sequence[Thread]) -> str:
    """Open threads as a list for a writer, numbered from 1."""
    return "\n".join(
        f"{number}. {each.what} ({each.kind}, opened in episode {each.opened})"
        for number, each in enumerate(threads, start=1)
    )


def carried(
    threads: Sequence[Thread], closes: Iterable[int], opens: Iterable[Thread]
) -> tuple[Thread, ...]:
    """What is open after an episode: all but what it closes (numbers from 1), and what it opens.

    What is open already is not opened again.
    """
    closed = set(closes)
    kept = [each for number, each in enumerate(threads, start=1) if number not in closed]
    for new in opens:
        if all(new.what.casefold() != each.what.casefold() for each in kept):
            kept.append(new)
    return tuple(kept[-MOST_THREADS:])
